"""Consent: its states, what holds a signature back, and what counts as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import (
    BEFORE_GIVEN,
    Consent,
    ConsentMove,
    ConsentState,
    Scope,
    after,
    earliest_signature,
    is_signature,
)
from consult_app.domain.conversation import (
    Assent,
    Authority,
    Conversation,
    Guardian,
    Noted,
    Presence,
    Question,
    Reply,
    TeachBack,
)
from consult_app.domain.holding import Held, HeldBack, Required, held_back
from consult_app.errors import Refused

# state        move            leads to; a move that is not named here is forbidden
TABLE = """
preparing      inform          informed
preparing      decline         declined
informed       reflect         reflecting
informed       decline         declined
reflecting     open            open
reflecting     not-today       informed
reflecting     decline         declined
open           patient-signs   patient-signed
open           print-for-ink   out-for-ink
open           not-today       informed
open           decline         declined
out-for-ink    confirm-scan    given
out-for-ink    void            void
out-for-ink    decline         declined
patient-signed physician-signs given
patient-signed decline         declined
given          suspend         suspended
given          withdraw        withdrawn
given          expire          expired
given          use-up          used-up
suspended      reconfirm       given
suspended      supersede       superseded
suspended      withdraw        withdrawn
suspended      expire          expired
suspended      use-up          used-up
"""
PERMITTED = {
    (ConsentState(line.split()[0]), ConsentMove(line.split()[1])): ConsentState(line.split()[2])
    for line in TABLE.strip().splitlines()
}
FORBIDDEN = [pair for pair in product(ConsentState, ConsentMove) if pair not in PERMITTED]


@pytest.mark.parametrize(("state", "move"), list(PERMITTED))
def test_permitted_move_with_a_reason_leads_where_the_table_says(
    state: ConsentState, move: ConsentMove
) -> None:
    assert after(state, move, reason="why") is PERMITTED[state, move]


@pytest.mark.parametrize(("state", "move"), FORBIDDEN)
def test_forbidden_move_is_refused_by_name(state: ConsentState, move: ConsentMove) -> None:
    with pytest.raises(Refused) as refused:
        after(state, move, reason="why")
    assert refused.value.code == "consent.forbidden-move"
    assert refused.value.params == {"move": move.value, "state": state.value}


@pytest.mark.parametrize(("state", "move"), list(PERMITTED))
def test_only_what_the_clinic_does_to_a_consent_needs_a_reason(
    state: ConsentState, move: ConsentMove
) -> None:
    if move in {ConsentMove.VOID, ConsentMove.SUSPEND}:
        with pytest.raises(Refused, match=r"consent\.reason-missing"):
            after(state, move, reason=" ")
    else:
        assert after(state, move) is PERMITTED[state, move]


def test_decline_is_possible_from_every_state_before_given_and_from_no_other() -> None:
    may = {state for state, move in PERMITTED if move is ConsentMove.DECLINE}
    assert may == BEFORE_GIVEN


def test_withdraw_is_possible_while_a_consent_is_given_or_suspended() -> None:
    may = {state for state, move in PERMITTED if move is ConsentMove.WITHDRAW}
    assert may == {ConsentState.GIVEN, ConsentState.SUSPENDED}


def test_given_is_reached_only_through_the_physician_a_confirmed_scan_or_reconfirming() -> None:
    ways = {move for (_, move), target in PERMITTED.items() if target is ConsentState.GIVEN}
    assert ways == {ConsentMove.PHYSICIAN_SIGNS, ConsentMove.CONFIRM_SCAN, ConsentMove.RECONFIRM}


# ------------------------------------------------------------------- what holds a signature back

NOW = datetime(2025, 6, 2, 10, 0, tzinfo=UTC)
REQUIRED = Required(("risks", "unproven"), ("photos",), ("why",), minor=False)
SAID = Conversation(
    replies=(("risks", Reply.YES), ("unproven", Reply.YES), ("photos", Reply.NO)),
    questions=(Question("Will it hurt?", "A little, for a day."),),
    teach_back=(TeachBack("why", "For my knee, and nobody can promise it.", True),),
    capacity=True,
    alternatives=True,
    nothing=True,
)
READY = Consent(
    1, 1, 1, ConsentState.OPEN, "consent 1.0 en", "en", Scope(("knee",), 1, 1), SAID, earliest=NOW
)


def held(now: datetime = NOW, required: Required = REQUIRED, **said: object) -> list[HeldBack]:
    changed = replace(SAID, **said)  # type: ignore[arg-type]  # field names
    return list(held_back(replace(READY, conversation=changed), required, now))


def test_nothing_holds_back_when_all_is_said_and_the_time_is_over() -> None:
    assert held() == []


def test_reflection_not_over_holds_back_until_that_very_moment() -> None:
    assert held(NOW - timedelta(seconds=1)) == [HeldBack(Held.REFLECTION)]
    assert held(NOW + timedelta(days=400)) == []


def test_reflection_never_begun_holds_back() -> None:
    assert held_back(replace(READY, earliest=None), REQUIRED, NOW) == (HeldBack(Held.REFLECTION),)


def replies(**changed: Reply | None) -> tuple[tuple[str, Reply], ...]:
    now = {**dict(SAID.replies), **changed}
    return tuple((k, v) for k, v in now.items() if v is not None)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"risks": None}, HeldBack(Held.STATEMENT_OPEN, "risks")),
        ({"photos": None}, HeldBack(Held.STATEMENT_OPEN, "photos")),
        ({"risks": Reply.NO}, HeldBack(Held.STATEMENT_NO, "risks")),
        ({"risks": Reply.TALK}, HeldBack(Held.STATEMENT_TALK, "risks")),
        ({"photos": Reply.TALK}, HeldBack(Held.STATEMENT_TALK, "photos")),
    ],
)
def test_statement_open_refused_or_to_be_talked_about_holds_back(
    changed: dict[str, Reply | None], expected: HeldBack
) -> None:
    assert held(replies=replies(**changed)) == [expected]


@pytest.mark.parametrize("reply", [Reply.YES, Reply.NO])
def test_optional_statement_may_be_answered_either_way(reply: Reply) -> None:
    assert held(replies=replies(photos=reply)) == []


def test_statement_answered_again_counts_as_answered_last() -> None:
    assert held(replies=(*SAID.replies, ("risks", Reply.NO))) == [
        HeldBack(Held.STATEMENT_NO, "risks")
    ]
    assert held(replies=(("risks", Reply.NO), *SAID.replies)) == []


@pytest.mark.parametrize("answer", ["", "  "])
def test_question_without_an_answer_holds_back(answer: str) -> None:
    assert held(questions=(Question("And then?", answer),)) == [
        HeldBack(Held.QUESTION_OPEN, "And then?")
    ]


@pytest.mark.parametrize(
    "teach_back",
    [
        (),
        (TeachBack("why", "For my knee.", False),),
        (TeachBack("why", "  ", True),),
        (TeachBack("other", "For my knee.", True),),
        (TeachBack("why", "For my knee.", True), TeachBack("why", "It heals it.", False)),
    ],
)
def test_teach_back_missing_empty_or_not_understood_last_holds_back(
    teach_back: tuple[TeachBack, ...],
) -> None:
    assert held(teach_back=teach_back) == [HeldBack(Held.TEACH_BACK_MISSING, "why")]


def test_teach_back_understood_at_the_second_try_is_enough() -> None:
    tries = (TeachBack("why", "It heals it.", False), TeachBack("why", "It may help.", True))
    assert held(teach_back=tries) == []


@pytest.mark.parametrize("capacity", [None, False])
def test_capacity_not_confirmed_holds_the_patient_back(capacity: bool | None) -> None:
    assert held(capacity=capacity) == [HeldBack(Held.CAPACITY)]


SEEN = Noted(1, NOW)
BY_GUARDIAN: dict[str, Any] = {
    "consenter": "representative",
    "representative": "Ms C. Roy",
    "authority_kind": Authority.GUARDIAN,
    "evidence": "Court order 12/3",
    "evidence_seen": SEEN,
}
MINOR = replace(REQUIRED, minor=True)


@pytest.mark.parametrize(
    "without",
    [
        {"representative": " "},
        {"authority_kind": None},
        {"evidence": " "},
        {"evidence_seen": None},
        {"authority_kind": Authority.OTHER},
        {"authority_kind": Authority.OTHER, "authority": "  "},
        {"second": Guardian("Mr C. Roy", Authority.PARENT)},
    ],
)
def test_representative_without_name_right_or_evidence_holds_back(
    without: dict[str, Any],
) -> None:
    assert held(**{**BY_GUARDIAN, **without}) == [HeldBack(Held.AUTHORITY)]


def test_right_of_another_kind_is_named() -> None:
    other: dict[str, Any] = {
        "authority_kind": Authority.OTHER,
        "authority": "Brother, by the law of the country",
    }
    assert held(**{**BY_GUARDIAN, **other}) == []


def test_representative_with_authority_may_sign_for_who_cannot() -> None:
    unable = {**BY_GUARDIAN, "capacity": False, "capacity_note": "Advanced dementia"}
    assert held(**unable) == []
    assert held(**{**unable, "capacity_note": " "}) == [HeldBack(Held.CAPACITY_GROUND)]


@pytest.mark.parametrize(
    ("assent", "note", "expected"),
    [
        (Assent.YES, "", []),
        (Assent.UNABLE, "Three years old", []),
        (Assent.UNABLE, " ", [HeldBack(Held.ASSENT)]),
        (None, "", [HeldBack(Held.ASSENT)]),
        (Assent.NO, "", [HeldBack(Held.ASSENT_NO)]),
    ],
)
def test_minor_is_asked_and_a_no_of_the_minor_holds_back(
    assent: Assent | None, note: str, expected: list[HeldBack]
) -> None:
    assert held(required=MINOR, **BY_GUARDIAN, assent=assent, assent_note=note) == expected


def test_power_of_attorney_does_not_speak_for_a_minor() -> None:
    proxy = {**BY_GUARDIAN, "authority_kind": Authority.PROXY}
    assert held(**proxy) == []
    assert held(required=MINOR, **proxy, assent=Assent.YES) == [HeldBack(Held.GUARDIAN)]


def test_two_guardians_sign_where_two_are_asked_for() -> None:
    two = replace(MINOR, guardians=2)
    alone = {**BY_GUARDIAN, "assent": Assent.YES}
    assert held(required=two, **alone) == [HeldBack(Held.SECOND_GUARDIAN)]
    second = Guardian("Mr C. Roy", Authority.PARENT, document="Birth certificate", seen=SEEN)
    assert held(required=two, **alone, second=second) == []


def test_interpreter_who_is_needed_is_named_with_language_and_way() -> None:
    needed = replace(REQUIRED, interpreter=True)
    assert held(required=needed) == [HeldBack(Held.INTERPRETER)]
    named: dict[str, Any] = {"interpreter": "Mr Öz", "interpreter_language": "Kurdish"}
    assert held(required=needed, **named) == [HeldBack(Held.INTERPRETER_HOW)]
    assert held(required=needed, **named, interpreter_presence=Presence.PHONE) == []
    assert held(interpreter="Mr Öz") == [HeldBack(Held.INTERPRETER_HOW)]


@pytest.mark.parametrize("answer", [None, False])
def test_other_ways_and_doing_nothing_are_talked_about_each_apart(answer: bool | None) -> None:
    assert held(alternatives=answer) == [HeldBack(Held.ALTERNATIVES)]
    assert held(nothing=answer) == [HeldBack(Held.DOING_NOTHING)]


def test_prompt_pasted_as_own_words_holds_back() -> None:
    required = replace(REQUIRED, told=(("why", ("Please say in your words why you want this.",)),))
    pasted = (TeachBack("why", "Please say in your words why you want this", True),)
    assert held(required=required, teach_back=pasted) == [HeldBack(Held.TEACH_BACK_COPIED, "why")]
    assert held(required=required) == []


def test_consenter_of_no_known_kind_is_held_to_show_authority() -> None:
    assert held(consenter="") == [HeldBack(Held.AUTHORITY)]


def test_minor_never_signs_alone() -> None:
    assert held(required=MINOR, assent=Assent.YES) == [HeldBack(Held.GUARDIAN)]


def test_every_reason_is_told_at_once() -> None:
    nothing_said = replace(READY, conversation=Conversation(), earliest=None)
    required = replace(MINOR, interpreter=True)
    reasons = [h.reason for h in held_back(nothing_said, required, NOW)]
    assert reasons == [
        Held.REFLECTION,
        Held.STATEMENT_OPEN,
        Held.STATEMENT_OPEN,
        Held.STATEMENT_OPEN,
        Held.TEACH_BACK_MISSING,
        Held.CAPACITY,
        Held.GUARDIAN,
        Held.ASSENT,
        Held.INTERPRETER,
        Held.ALTERNATIVES,
        Held.DOING_NOTHING,
    ]


@pytest.mark.parametrize("hours", [0, 24, 72])
def test_earliest_signature_is_the_reflection_period_after_the_information(hours: int) -> None:
    assert earliest_signature(NOW, hours) - NOW == timedelta(hours=hours)


# ---------------------------------------------------------------------------- what is a signature


def stroke(*points: tuple[float, float]) -> Stroke:
    return Stroke(tuple((x, y, 0.5, n) for n, (x, y) in enumerate(points)))


@pytest.mark.parametrize(
    ("strokes", "expected"),
    [
        ((), False),
        ((stroke(),), False),
        ((stroke((0.5, 0.5)),), False),
        ((stroke((0.1, 0.1), (0.2, 0.1)),), False),
        ((stroke((0, 0), (0, 0.49)),), False),
        ((stroke((0, 0), (0, 0.5)),), True),
        ((stroke((0, 0), (0.3, 0)), stroke((5, 0), (5.2, 0))), True),
        ((stroke((0, 0)), stroke((5, 0)), stroke((9, 9))), False),
        ((stroke((0, 0), (0.1, 0), (0, 0), (0.1, 0), (0, 0), (0.1, 0)),), True),
    ],
)
def test_strokes_long_enough_are_a_signature_and_dots_are_not(
    strokes: tuple[Stroke, ...], expected: bool
) -> None:
    assert is_signature(strokes) is expected

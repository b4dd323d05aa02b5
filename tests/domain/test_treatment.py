"""A treatment: what must stand before one may be recorded, and what its record must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.domain.blocks import BodyMark
from consult_app.domain.consent import Consent, ConsentState, Scope
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.conversation import Conversation
from consult_app.domain.decision import Choice, Decision, NewDecision
from consult_app.domain.products import Lot, LotState
from consult_app.domain.treatment import NewTreatment, Place, checked, gate, refusals
from consult_app.errors import Refused

DAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 10, 0, tzinfo=UTC)
SCOPE = Scope(("knee, left",), product_id=7, sessions=3)
CONSULTATION = Consultation(1, 11, 1, State.DECIDED, "hash", NOW)
DECISION = Decision(1, 1, NewDecision(Choice.PROCEED), 1, NOW, "hash")
CONSENT = Consent(
    1, 1, 11, ConsentState.GIVEN, "consent 1.0 en", "en", SCOPE, Conversation(),
    earliest=NOW, valid_until=DAY,
)  # fmt: skip


def codes(
    consultation: Consultation = CONSULTATION,
    decision: Decision | None = DECISION,
    consent: Consent | None = CONSENT,
    scope: Scope = SCOPE,
    now: datetime = NOW,
) -> list[str]:
    return [
        code.removeprefix("treatment.")
        for code in gate(consultation, decision, consent, scope, now)
    ]


# ---------------------------------------------------------------------------------------- the gate


def test_gate_is_open_with_proceed_and_a_consent_in_force() -> None:
    assert codes() == []


@pytest.mark.parametrize("choice", [Choice.DEFER, Choice.REFER, Choice.DO_NOT_TREAT])
def test_gate_without_the_decision_to_proceed_is_shut(choice: Choice) -> None:
    other = replace(DECISION, record=NewDecision(choice))
    assert codes(decision=other) == ["decision-missing"]
    assert codes(decision=None) == ["decision-missing"]


@pytest.mark.parametrize("state", [s for s in State if s is not State.DECIDED])
def test_gate_of_a_consultation_that_is_not_decided_is_shut(state: State) -> None:
    assert codes(replace(CONSULTATION, state=state)) == ["decision-missing"]


@pytest.mark.parametrize("state", [s for s in ConsentState if s is not ConsentState.GIVEN])
def test_gate_with_a_consent_in_any_other_state_is_shut(state: ConsentState) -> None:
    missing = "suspended" if state is ConsentState.SUSPENDED else "missing"
    assert codes(consent=replace(CONSENT, state=state)) == [f"consent-{missing}"]


def test_gate_without_a_consent_or_with_another_persons_is_shut() -> None:
    assert codes(consent=None) == ["consent-missing"]
    assert codes(consent=replace(CONSENT, patient_id=12)) == ["consent-missing"]


@pytest.mark.parametrize(
    "scope",
    [
        replace(SCOPE, sites=("knee, right",)),
        replace(SCOPE, sites=(*SCOPE.sites, "hip, left")),
        replace(SCOPE, product_id=8),
        replace(SCOPE, sessions=4),
    ],
)
def test_gate_with_a_plan_other_than_consented_to_is_shut(scope: Scope) -> None:
    assert codes(scope=scope) == ["consent-other-scope"]


def test_gate_shuts_on_the_day_after_the_consents_last() -> None:
    assert codes(now=NOW + timedelta(days=1)) == ["consent-expired"]
    assert codes(consent=replace(CONSENT, valid_until=None), now=NOW + timedelta(days=1)) == []


def test_gate_before_the_reflection_period_is_over_is_shut() -> None:
    assert codes(now=NOW - timedelta(seconds=1)) == ["reflection-not-over"]
    assert codes(consent=replace(CONSENT, earliest=None)) == ["reflection-not-over"]


def test_gate_tells_everything_at_once_and_the_same_as_refusals() -> None:
    late = replace(CONSENT, earliest=None, valid_until=DAY - timedelta(days=1))
    scope = replace(SCOPE, product_id=8)
    assert codes(decision=None, consent=late, scope=scope) == [
        "decision-missing",
        "consent-other-scope",
        "consent-expired",
        "reflection-not-over",
    ]
    told = refusals(CONSULTATION, None, late, scope, NOW)
    assert tuple(r.code for r in told) == gate(CONSULTATION, None, late, scope, NOW)


# -------------------------------------------------------------------------------------- the record

KNEE = Place(BodyMark("knee", "left"), "knee, left", "intra-articular")
ELBOW = Place(BodyMark("elbow", "left"), "elbow, left", "intra-articular")
MINUTE = timedelta(minutes=1)
LOT = Lot(3, 7, "L-42", DAY)
GOOD = NewTreatment(
    lot_id=3,
    session=2,
    dose="2 ml",
    site=BodyMark("knee", "left"),
    site_words="knee, left",
    route="intra-articular",
    sterile=True,
    supervisor_id=1,
    unchanged=True,
    reaction_observed=False,
)


def refused(new: NewTreatment = GOOD, lot: Lot = LOT, done: int = 1) -> str | None:
    try:
        assert checked(new, lot, SCOPE, done, NOW) == replace(new, units=new.units or 1)
    except Refused as found:
        return found.code
    return None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"unchanged": None}, "treatment.changed-not-asked"),
        ({"unchanged": False}, "treatment.changed"),
        ({"sterile": None}, "treatment.sterile-missing"),
        ({"units": 0}, "lot.units-impossible"),
        ({"units": 3}, None),
        ({"started_at": NOW, "ended_at": NOW}, None),
        ({"started_at": NOW + MINUTE}, "treatment.time-in-future"),
        ({"ended_at": NOW + MINUTE}, "treatment.time-in-future"),
        (
            {"started_at": NOW - MINUTE, "ended_at": NOW - 2 * MINUTE},
            "treatment.ended-before-it-began",
        ),
        ({"started_at": NOW - 13 * 60 * MINUTE, "ended_at": NOW}, "treatment.times-apart"),
        ({"sterile": False}, "treatment.sterile-missing"),
        ({"reaction_observed": None}, "treatment.reaction-missing"),
        ({"reaction_observed": True}, "treatment.reaction-missing"),
        ({"reaction_observed": True, "reaction": " "}, "treatment.reaction-missing"),
        ({"reaction_observed": True, "reaction": "redness"}, None),
        ({"site_words": "knee, right"}, "treatment.site-not-covered"),
        ({"further": (ELBOW,)}, "treatment.site-not-covered"),
        ({"further": (KNEE,)}, "treatment.site-twice"),
    ],
)
def test_record_must_say_what_the_day_asks_for(
    changed: dict[str, object], code: str | None
) -> None:
    assert refused(replace(GOOD, **changed)) == code  # type: ignore[arg-type]  # field names


@pytest.mark.parametrize(
    ("lot", "code"),
    [
        (replace(LOT, product_id=8), "lot.other-product"),
        (replace(LOT, state=LotState.RECALLED), "lot.recalled"),
        (replace(LOT, state=LotState.QUARANTINED), "lot.not-in-stock"),
        (replace(LOT, state=LotState.USED_UP), "lot.not-in-stock"),
        (replace(LOT, expiry=DAY - timedelta(days=1)), "lot.expired"),
        (replace(LOT, expiry=DAY + timedelta(days=1)), None),
    ],
)
def test_lot_that_may_not_be_used_is_refused_whatever_else_is_right(
    lot: Lot, code: str | None
) -> None:
    assert refused(lot=lot) == code


@pytest.mark.parametrize(
    ("session", "done", "right"),
    [(1, 0, True), (2, 1, True), (3, 2, True), (4, 3, False), (1, 1, False), (3, 1, False),
     (0, 0, False)],
)  # fmt: skip
def test_sessions_are_recorded_in_order_and_no_more_than_consented_to(
    session: int, done: int, right: bool
) -> None:
    code = None if right else "treatment.session-out-of-order"
    assert refused(replace(GOOD, session=session), done=done) == code

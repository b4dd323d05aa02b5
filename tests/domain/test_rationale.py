"""A rationale: what suffices for which outcome, and for how long it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult_app.domain.lapse import Lapse
from consult_app.domain.rationale import NewRationale, Rationale, checked, lapse, newest_of
from consult_app.domain.rules import Outcome
from consult_app.errors import Refused

AUTHOR, COLLEAGUE = 1, 2
FULL = NewRationale("keloid", "1.0", "basis", "benefit", "mitigation", COLLEAGUE)


def refused(new: NewRationale, outcome: Outcome, second_allowed: bool = False) -> str | None:
    try:
        assert checked(new, outcome, AUTHOR, second_allowed=second_allowed) is new
    except Refused as found:
        return found.code
    return None


@pytest.mark.parametrize(
    ("outcome", "without_text", "without_mitigation", "without_second"),
    [
        (Outcome.CAUTION, "text", None, None),
        (Outcome.ASK, "text", None, None),
        (Outcome.DEFER, "text", "mitigation", None),
        (Outcome.DO_NOT_TREAT, "text", "mitigation", "second-physician"),
    ],
)
def test_each_outcome_asks_for_its_own_parts(
    outcome: Outcome,
    without_text: str | None,
    without_mitigation: str | None,
    without_second: str | None,
) -> None:
    def code(missing: str | None) -> str | None:
        return missing and f"rationale.{missing}-missing"

    assert refused(FULL, outcome, True) is None
    assert refused(replace(FULL, text=" \n"), outcome, True) == code(without_text)
    assert refused(replace(FULL, mitigation=" "), outcome, True) == code(without_mitigation)
    for second in (None, AUTHOR):
        new = replace(FULL, second_physician_id=second)
        assert refused(new, outcome, True) == code(without_second)


@pytest.mark.parametrize("second_allowed", [True, False])
def test_specialist_finding_is_never_overridden(second_allowed: bool) -> None:
    assert refused(FULL, Outcome.SPECIALIST, second_allowed) == "rationale.not-overridable"


def test_do_not_treat_is_not_overridden_unless_its_rule_names_a_second_physician() -> None:
    assert refused(FULL, Outcome.DO_NOT_TREAT) == "rationale.not-overridable"


def recorded(id_: int, **changed: object) -> Rationale:
    return Rationale(
        id_,
        1,
        replace(FULL, **changed),  # type: ignore[arg-type]  # field names
        AUTHOR,
        datetime(2025, 6, 2, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], None),
        ([recorded(1)], 1),
        ([recorded(2), recorded(1)], 2),
        ([recorded(1, rule_id="fever")], None),
        ([recorded(1), recorded(2, basis="other")], 2),
        ([recorded(1), recorded(2, rule_id="fever")], 1),
    ],
)
def test_last_rationale_for_the_rule_is_the_one_that_is_asked(
    records: list[Rationale], expected: int | None
) -> None:
    found = newest_of(tuple(records), "keloid")
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"rule_version": "0.9"}, Lapse.RULE),
        ({"basis": "other"}, Lapse.ANSWERS),
        ({"rule_version": "0.9", "basis": "other"}, Lapse.RULE),
    ],
)
def test_rationale_holds_for_its_version_and_answers_only(
    changed: dict[str, object], expected: Lapse | None
) -> None:
    assert lapse(recorded(1, **changed), "1.0", "basis") is expected

"""A specialist's evaluation: what is refused when it is recorded, and which one counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.domain.evaluation import Evaluation, NewEvaluation, Opinion, checked, in_force
from consult_app.errors import Refused

TODAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
GOOD = NewEvaluation("cancer", "Dr B. Ito", "Oncology", TODAY, Opinion.SUITABLE, "basis")


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"evaluator": " "}, "evaluation.evaluator-missing"),
        ({"specialty": ""}, "evaluation.evaluator-missing"),
        ({"day": day(1)}, "evaluation.in-future"),
        ({"day": day(-400)}, None),
        ({"opinion": Opinion.NOT_SUITABLE}, None),
        ({"opinion": Opinion.DEFER_UNTIL}, "evaluation.until-missing"),
        ({"opinion": Opinion.DEFER_UNTIL, "until": day(0)}, "evaluation.until-past"),
        ({"opinion": Opinion.DEFER_UNTIL, "until": day(1)}, None),
        ({"opinion": Opinion.DEFER_UNTIL, "day": day(-9), "until": day(-8)}, None),
        ({"own": True}, "evaluation.own-not-allowed"),
    ],
)
def test_evaluation_is_checked_when_it_is_recorded(
    changed: dict[str, object], code: str | None
) -> None:
    new = replace(GOOD, **changed)  # type: ignore[arg-type]  # field names
    if code is None:
        assert checked(new, TODAY, own_allowed=False) is new
        return
    with pytest.raises(Refused) as refused:
        checked(new, TODAY, own_allowed=False)
    assert refused.value.code == code


def test_own_evaluation_stands_where_the_clinic_allows_it() -> None:
    own = replace(GOOD, own=True)
    assert checked(own, TODAY, own_allowed=True) is own


def recorded(id_: int, **changed: object) -> Evaluation:
    return Evaluation(id_, 1, replace(GOOD, **changed), 1, NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], None),
        ([recorded(1)], 1),
        ([recorded(2), recorded(1)], 2),
        ([recorded(1), recorded(2, basis="other")], None),
        ([recorded(1), recorded(2, condition="infection")], 1),
        ([recorded(1, condition="infection")], None),
        ([recorded(1, day=day(-29))], 1),
        ([recorded(1, day=day(-30))], None),
        ([recorded(1), recorded(2, day=day(-30))], None),
    ],
)
def test_newest_evaluation_of_the_condition_counts_while_it_is_young_and_answers_hold(
    records: list[Evaluation], expected: int | None
) -> None:
    found = in_force(tuple(records), "cancer", "basis", TODAY, valid_days=30)
    assert (found.id if found else None) == expected

"""A specialist's evaluation: what is refused when it is recorded, and which one counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.domain.evaluation import (
    Evaluation,
    NewEvaluation,
    Opinion,
    checked,
    lapse,
    newest_of,
)
from consult_app.domain.lapse import Lapse
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
    return Evaluation(id_, 1, replace(GOOD, **changed), 1, NOW)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], None),
        ([recorded(1)], 1),
        ([recorded(2), recorded(1)], 2),
        ([recorded(1), recorded(2, basis="other")], 2),
        ([recorded(1), recorded(2, condition="infection")], 1),
        ([recorded(1, condition="infection")], None),
    ],
)
def test_last_evaluation_of_the_condition_is_the_one_that_is_asked(
    records: list[Evaluation], expected: int | None
) -> None:
    found = newest_of(tuple(records), "cancer")
    assert (found.id if found else None) == expected


WAITS = {"opinion": Opinion.DEFER_UNTIL, "day": day(-9)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"basis": "other"}, Lapse.ANSWERS),
        ({"basis": "other", "day": day(-90)}, Lapse.ANSWERS),
        ({"day": day(-29)}, None),
        ({"day": day(-30)}, Lapse.EXPIRED),
        ({**WAITS, "until": day(1)}, None),
        ({**WAITS, "until": day(0)}, Lapse.DAY_REACHED),
    ],
)
def test_evaluation_counts_while_it_is_young_answers_hold_and_its_day_has_not_come(
    changed: dict[str, object], expected: Lapse | None
) -> None:
    assert lapse(recorded(1, **changed), "basis", TODAY, valid_days=30) is expected

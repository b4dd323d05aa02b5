"""Counting: what is missing is no number, and a median stands only where there are enough."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult_app.domain.follow_ups import Due
from consult_app.domain.outcomes import Asked, Case, groups, middle, week_of


def case(key: str = "knee", *asked: Asked, before: int | None = None) -> Case:
    return Case((key,), before, asked, ())


@pytest.mark.parametrize(
    ("values", "n", "median", "small"),
    [
        ([], 0, None, True),
        ([1, 2, 3, 4], 4, None, True),
        ([1, 2, 3, 4, 10], 5, 3, True),
        ([None, 1, 2, 3, 4, None], 4, None, True),
        ([0] * 5 + [1] * 5, 10, 0.5, False),
    ],
)
def test_median_needs_five_and_fewer_than_ten_are_small(
    values: list[int | None], n: int, median: float | None, small: bool
) -> None:
    found = middle(values)
    assert (found.n, found.median, found.small) == (n, median, small)


def test_group_counts_what_is_due_and_leaves_out_what_is_still_to_come() -> None:
    asked = (
        Asked(1, Due.DONE, 4),
        Asked(4, Due.MISSED, None),
        Asked(8, Due.OVERDUE, None),
        Asked(10, Due.DUE, None),
        Asked(13, Due.LATER, None),
    )
    (found,) = groups([case("knee", *asked)])
    assert (found.due, found.answered, found.missed) == (4, 1, 2)
    assert [week for week, _one in found.after] == [1, 4, 8, 10]
    assert found.small


def test_treatment_for_two_indications_counts_in_both_and_most_come_first() -> None:
    both = Case(("knee", "skin"), 5, (), (True, None, False))
    first, second = groups([both, case("skin")])
    assert (first.key, first.treatments, second.key, second.treatments) == ("skin", 2, "knee", 1)
    assert (second.events, second.serious, second.not_judged) == (3, 1, 1)
    assert second.before.n == 1


def test_week_is_the_nearest() -> None:
    day = date(2026, 11, 28)
    assert [week_of(day, day + timedelta(days=n)) for n in (7, 10, 11, 28)] == [1, 1, 2, 4]

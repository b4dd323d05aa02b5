"""When a backup is due, which are kept, and when the sign is no longer calm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.backup_plan import (
    BackupPlan,
    Standing,
    due,
    due_when_leaving,
    kept,
    standing,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAN = BackupPlan()


@pytest.mark.parametrize(
    ("gone", "at_work", "leaving"),
    [
        (timedelta(0), False, False),
        (5 * HOUR, False, False),
        (6 * HOUR, False, True),
        (23 * HOUR, False, True),
        (DAY, True, True),
        (-HOUR, True, True),  # the clock was set back: nobody knows how old the newest is
    ],
)
def test_due_after_a_period_and_sooner_when_the_day_ends(
    gone: timedelta, at_work: bool, leaving: bool
) -> None:
    assert due(PLAN, NOON, NOON + gone) is at_work
    assert due_when_leaving(PLAN, NOON, NOON + gone) is leaving


@pytest.mark.parametrize(
    ("gone", "failed", "expected"),
    [
        (DAY, False, Standing.FINE),
        (2 * DAY, False, Standing.OVERDUE),
        (HOUR, True, Standing.FAILED),
        (9 * DAY, True, Standing.FAILED),
    ],
)
def test_standing_is_calm_for_two_periods(
    gone: timedelta, failed: bool, expected: Standing
) -> None:
    assert standing(PLAN, NOON, NOON + gone, failed=failed) is expected


def test_kept_are_the_newest_of_seven_days_four_weeks_and_twelve_months() -> None:
    made = [NOON - n * 8 * HOUR for n in range(3 * 400)]
    left = sorted(kept(made, PLAN), reverse=True)
    days = {at.astimezone().date() for at in left}
    assert left[0] == NOON
    assert len(days) == len(left), "two of one day"
    assert len(left) <= 7 + 4 + 12
    assert days >= {(NOON - n * DAY).astimezone().date() for n in range(7)}
    assert len({day.isocalendar()[:2] for day in days}) >= 4
    assert len({(day.year, day.month) for day in days}) == 12


def test_kept_after_a_long_absence_are_as_many_as_before() -> None:
    old = [NOON - 90 * DAY - n * DAY for n in range(7)]
    assert kept([NOON, *old], PLAN) >= {NOON, *old[:6]}


def test_kept_beside_one_of_the_future_are_the_others_too() -> None:
    ahead = NOON + 1_000 * DAY  # made while the clock was wrong
    made = [NOON - n * DAY for n in range(6)]
    assert kept([ahead, *made], PLAN) == {ahead, *made}


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=60),
    st.integers(0, 9),
    st.integers(0, 5),
    st.integers(0, 13),
)
def test_kept_is_never_nothing_and_never_more_than_the_plan_says(
    times: list[datetime], daily: int, weekly: int, monthly: int
) -> None:
    made = [at.replace(tzinfo=UTC) for at in times]
    left = kept(made, BackupPlan("", 24, daily, weekly, monthly))
    assert left <= set(made)
    assert len(left) <= max(1, daily + weekly + monthly) + 1
    assert not made or max(made) in left

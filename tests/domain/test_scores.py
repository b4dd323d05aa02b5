"""Scores over time: a gap stays a gap, and time runs from the first day to the last."""

from __future__ import annotations

from datetime import date, timedelta

from consult_app.domain.scores import LEAST_DAYS, Course, Scale, Score

FIRST, MISSED, LAST = date(2026, 12, 5), date(2026, 12, 26), date(2027, 2, 27)
PAIN = Scale("Pain", "", "", (Score(FIRST, 4), Score(MISSED, None), Score(LAST, 0)))


def test_no_line_is_drawn_through_what_was_not_answered() -> None:
    assert PAIN.runs() == [[Score(FIRST, 4)], [Score(LAST, 0)]]


def test_nothing_answered_is_no_line_at_all() -> None:
    assert Scale("Pain", "", "", (Score(FIRST, None),)).runs() == []
    assert Scale("Pain", "", "", ()).runs() == []


def test_time_runs_from_the_first_day_to_the_last() -> None:
    course = Course((PAIN,), (FIRST - timedelta(days=7),))
    assert course.along(FIRST - timedelta(days=7)) == 0
    assert course.along(LAST) == 1
    assert course.along(FIRST) < course.along(MISSED) < 1


def test_one_week_is_not_stretched_over_the_whole_width() -> None:
    course = Course((Scale("Pain", "", "", (Score(FIRST, 4),)),), (FIRST - timedelta(days=7),))
    assert course.along(FIRST) == 7 / LEAST_DAYS


def test_nothing_at_all_has_no_days() -> None:
    assert Course().days == ()
    assert Course().along(FIRST) == 0

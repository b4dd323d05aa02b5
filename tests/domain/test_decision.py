"""A decision: what each kind needs before it may be taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult_app.domain.decision import Barrier, Choice, NewDecision, Obstacle, checked
from consult_app.errors import Refused

TODAY = date(2025, 6, 2)
COMING = TODAY + timedelta(days=1)
IN_THE_WAY = (Obstacle(Barrier.OPEN_SCREEN, path="a"), Obstacle(Barrier.RULE_ERROR, "r"))


def refused(
    new: NewDecision, obstacles: tuple[Obstacle, ...] = (), all_clear: bool = False
) -> str | None:
    try:
        assert checked(new, obstacles, TODAY, all_clear=all_clear) is new
    except Refused as found:
        return found.code
    return None


def test_proceed_with_anything_in_the_way_is_refused_and_says_how_much() -> None:
    with pytest.raises(Refused) as found:
        checked(NewDecision(Choice.PROCEED, "why"), IN_THE_WAY, TODAY, all_clear=False)
    assert (found.value.code, found.value.params) == ("decision.obstacles", {"count": 2})


@pytest.mark.parametrize("barrier", Barrier)
def test_proceed_is_refused_by_each_barrier_alone(barrier: Barrier) -> None:
    new = NewDecision(Choice.PROCEED, "why")
    assert refused(new, (Obstacle(barrier),)) == "decision.obstacles"


def test_proceed_needs_no_reason_only_when_all_is_clear() -> None:
    assert refused(NewDecision(Choice.PROCEED), all_clear=True) is None
    assert refused(NewDecision(Choice.PROCEED)) == "decision.reason-missing"
    assert refused(NewDecision(Choice.PROCEED, "  ")) == "decision.reason-missing"
    assert refused(NewDecision(Choice.PROCEED, "settled")) is None


@pytest.mark.parametrize("choice", [Choice.DEFER, Choice.REFER, Choice.DO_NOT_TREAT])
def test_any_no_needs_a_reason_but_no_completeness(choice: Choice) -> None:
    assert refused(NewDecision(choice, "why", COMING), IN_THE_WAY) is None
    assert refused(NewDecision(choice, " ", COMING), IN_THE_WAY) == "decision.reason-missing"


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (None, "decision.until-missing"),
        (TODAY, "decision.until-past"),
        (TODAY - timedelta(days=1), "decision.until-past"),
        (COMING, None),
    ],
)
def test_defer_needs_a_day_that_is_still_to_come(until: date | None, code: str | None) -> None:
    assert refused(NewDecision(Choice.DEFER, "why", until)) == code


@pytest.mark.parametrize("choice", [Choice.REFER, Choice.DO_NOT_TREAT, Choice.PROCEED])
def test_other_choices_need_no_day(choice: Choice) -> None:
    assert refused(NewDecision(choice, "why")) is None

"""The physician's decision: its kinds, and everything that stands in the way of *proceed*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused


class Choice(StrEnum):
    """What the physician decides."""

    PROCEED = "proceed"
    DEFER = "defer"
    REFER = "refer"
    DO_NOT_TREAT = "do-not-treat"


class Barrier(StrEnum):
    """Why *proceed* is not possible yet."""

    OPEN_SCREEN = "open-screen"
    INVALID_ANSWER = "invalid-answer"
    PLAN_MISSING = "plan-missing"
    SPECIALIST = "specialist"
    RATIONALE_MISSING = "rationale-missing"
    MITIGATION_MISSING = "mitigation-missing"
    SECOND_PHYSICIAN = "second-physician"
    NOT_OVERRIDABLE = "not-overridable"
    RULE_ERROR = "rule-error"


class Obstacle(NamedTuple):
    """One thing in the way: the rule it comes from, the item that answers it."""

    barrier: Barrier
    rule_id: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What the physician enters."""

    choice: Choice
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with the snapshot it rests on; never changed, only followed by another."""

    id: int
    consultation_id: int
    record: NewDecision
    author_id: int
    at: datetime
    snapshot_hash: str


def checked(
    new: NewDecision, obstacles: tuple[Obstacle, ...], today: date, *, all_clear: bool
) -> NewDecision:
    """`new`, if it may be taken.

    Raises `Refused`: decision.obstacles (proceed only), decision.reason-missing,
    decision.until-missing, decision.until-past, text.too-long.
    """
    if new.choice is Choice.PROCEED and obstacles:
        raise Refused("decision.obstacles", count=len(obstacles))
    bounded(NOTE, new.reason)
    if not new.reason.strip() and not (new.choice is Choice.PROCEED and all_clear):
        raise Refused("decision.reason-missing")
    if new.choice is Choice.DEFER and new.until is None:
        raise Refused("decision.until-missing")
    if new.choice is Choice.DEFER and new.until is not None and new.until <= today:
        raise Refused("decision.until-past")
    return new

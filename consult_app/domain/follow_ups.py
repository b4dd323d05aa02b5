"""Follow-ups after a treatment: when each is due, how far it is, what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused


class FollowUpState(StrEnum):
    """Where a follow-up stands in the records."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    """given up: the patient could not be reached, or did not want it"""
    REPLACED = "replaced"
    """a later session planned its own"""
    DIED = "died"
    """the patient has died; open again where that was an error"""


FOLLOW_UP_MOVES: frozenset[tuple[FollowUpState, FollowUpState]] = frozenset(
    {
        (FollowUpState.PLANNED, FollowUpState.DONE),
        (FollowUpState.PLANNED, FollowUpState.MISSED),
        (FollowUpState.PLANNED, FollowUpState.REPLACED),
        (FollowUpState.MISSED, FollowUpState.DONE),
        (FollowUpState.PLANNED, FollowUpState.DIED),
        (FollowUpState.DIED, FollowUpState.PLANNED),
    }
)
"""Every permitted move; a patient who was given up and calls is heard."""


class Contact(StrEnum):
    """How a patient was spoken to."""

    IN_PERSON = "in-person"
    PHONE = "phone"


class Due(StrEnum):
    """What a follow-up asks of the clinic on one day."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"
    REPLACED = "replaced"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up of a session. `until`: the last day on which it is still this one; `tries`: how
    often the patient was not reached; `called`: nobody had planned it, the patient came or called.
    """

    id: int
    treatment_id: int
    consultation_id: int
    patient_id: int
    day: date
    until: date
    state: FollowUpState = FollowUpState.PLANNED
    tries: int = 0
    called: bool = False

    def due(self, today: date) -> Due:
        """What it asks on `today`."""
        if self.state is not FollowUpState.PLANNED:
            return Due(self.state.value)
        if today < self.day:
            return Due.LATER
        return Due.DUE if today <= self.until else Due.OVERDUE


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered. Scores run from 0 to 10; None: not asked. `signs`: linkIds answered with
    yes; `unclear`: with unknown, which is no "no"."""

    follow_up_id: int
    pack_hash: str
    answers: tuple[tuple[str, str], ...]
    pain: int | None
    function: int | None
    satisfaction: int | None
    signs: tuple[str, ...]
    unclear: tuple[str, ...]
    way: Contact
    author_id: int
    at: datetime


def days_after(treated: date, weeks: Iterable[int], planned: Iterable[date]) -> tuple[date, ...]:
    """The days of a session's follow-ups: those the physician planned after it, else the pack's."""
    own = sorted({day for day in planned if day > treated})
    return tuple(own) or tuple(treated + timedelta(weeks=w) for w in sorted(set(weeks)))


def moved(follow_up: FollowUp, target: FollowUpState, reason: str = "") -> FollowUpState:
    """`target`, if it may be reached.

    Raises `Refused`: follow-up.answered-already, follow-up.given-up-already,
    follow-up.patient-died, follow-up.reason-missing, text.too-long.
    """
    bounded(NOTE, reason)
    if (follow_up.state, target) not in FOLLOW_UP_MOVES:
        if follow_up.state is FollowUpState.DONE:
            raise Refused("follow-up.answered-already")
        if follow_up.state is FollowUpState.DIED:
            raise Refused("follow-up.patient-died")
        raise Refused("follow-up.given-up-already")
    if target is FollowUpState.MISSED and not reason.strip():
        raise Refused("follow-up.reason-missing")
    return target

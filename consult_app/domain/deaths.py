"""That a patient has died: on which day as far as it is known, who said so, and taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from consult_app.domain.names import clean
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class NewDeath:
    """What is recorded of a death.

    `day`: as FHIR writes a date, to the day, the month or the year; empty: nobody knows it.
    """

    day: str
    reported_by: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That it was recorded in error: why, by whom, when."""

    reason: str
    author_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Death:
    """The same as it was recorded; never changed. `taken_back`: None while it holds."""

    id: int
    patient_id: int
    record: NewDeath
    author_id: int
    at: datetime
    taken_back: TakenBack | None = None


def checked(new: NewDeath, born: date, treated: date | None, today: date) -> NewDeath:
    """`new` with a cleaned name; `treated`: the last day on which the patient was treated.

    A day that is known to the month or the year is wrong only where all of it lies outside.

    Raises `Refused`: death.day-unreadable, death.day-in-future, death.before-birth,
    death.before-treatment, death.reporter-missing, text.too-long.
    """
    new = replace(new, reported_by=clean(new.reported_by))
    if not new.reported_by:
        raise Refused("death.reporter-missing")
    bounded(LINE, new.reported_by)
    if not new.day:
        return new
    if not _PARTIAL.fullmatch(new.day) or not _exists(new.day):
        raise Refused("death.day-unreadable")
    known = len(new.day)
    if new.day > today.isoformat()[:known]:
        raise Refused("death.day-in-future")
    if new.day < born.isoformat()[:known]:
        raise Refused("death.before-birth")
    if treated is not None and new.day < treated.isoformat()[:known]:
        raise Refused("death.before-treatment")
    return new


def checked_reason(reason: str) -> str:
    """Why it is taken back. Raises `Refused`: death.reason-missing, text.too-long."""
    reason = reason.strip()
    if not reason:
        raise Refused("death.reason-missing")
    bounded(NOTE, reason)
    return reason


def _exists(day: str) -> bool:
    """Whether the calendar has it."""
    try:
        date.fromisoformat((day + "-01-01")[: len("2026-11-28")])
    except ValueError:
        return False
    return True

"""Adverse events: what happened, how serious, what caused it as the physician judges, its course.

Fields follow MedWatch 3500 and the Turkish reporting form; the terms for causality are the
WHO-UMC's. Nothing is judged until somebody has: an empty field is never "not serious".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


class EventState(StrEnum):
    """Where an event stands."""

    OPEN = "open"
    CLOSED = "closed"
    ERROR = "entered-in-error"


EVENT_MOVES: frozenset[tuple[EventState, EventState]] = frozenset(
    {
        (EventState.OPEN, EventState.CLOSED),
        (EventState.CLOSED, EventState.OPEN),
        (EventState.OPEN, EventState.ERROR),
        (EventState.CLOSED, EventState.ERROR),
    }
)
"""Every permitted move; a course that goes on opens a closed one again."""


class Serious(StrEnum):
    """What makes an event serious; one is enough."""

    DEATH = "death"
    LIFE_THREATENING = "life-threatening"
    HOSPITAL = "hospital"
    DISABILITY = "disability"
    BIRTH_DEFECT = "birth-defect"
    INTERVENTION = "intervention"
    OTHER = "other"


class Severity(StrEnum):
    """How strong it is, which is not how serious."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Causality(StrEnum):
    """How likely the treatment caused it (WHO-UMC categories)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNCLASSIFIED = "unclassified"
    """more is needed to judge, and is looked for"""
    UNASSESSABLE = "unassessable"


class Outcome(StrEnum):
    """How it went on."""

    RECOVERED = "recovered"
    RECOVERING = "recovering"
    NOT_RECOVERED = "not-recovered"
    SEQUELAE = "sequelae"
    FATAL = "fatal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EventTold:
    """What is known of an event. `serious` None: not judged yet, and `criteria` says why it is."""

    title: str = ""
    description: str = ""
    began: date | None = None
    ended: date | None = None
    serious: bool | None = None
    criteria: tuple[Serious, ...] = ()
    severity: Severity | None = None
    causality: Causality | None = None
    causality_reason: str = ""
    outcome: Outcome | None = None
    action: str = ""
    other_medicines: str = ""
    reporter: str = ""
    reporter_profession: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """That it was reported: to whom, when, under which number."""

    authority: str
    day: date
    reference: str
    author_id: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """One event, what is known of it now, its reports. `versions`: how often it was told."""

    id: int
    patient_id: int
    consultation_id: int | None
    treatment_id: int | None
    follow_up_id: int | None
    state: EventState
    told: EventTold
    versions: int
    opened_by: int
    opened_at: datetime
    reports: tuple[Report, ...] = ()

    def report_due(self, today: date, days: int) -> bool:
        """Whether the clinic's period for a report is over and none was made; `days` 0: none set.

        What is not judged yet may be serious, and is reminded of like what is.
        """
        if not days or self.reports or self.told.serious is False:
            return False
        return self.state is EventState.OPEN and (today - self.opened_at.date()).days >= days


def checked(told: EventTold, treated: date | None, today: date) -> EventTold:
    """`told`, if it can stand.

    Raises `Refused`: event.title-missing, event.began-in-future, event.began-before-treatment,
    event.ended-before-began, event.ended-in-future, event.criteria-missing,
    event.criteria-without-serious, event.fatal-not-serious, text.too-long.
    """
    bounded(LINE, told.title, told.reporter, told.reporter_profession)
    bounded(NOTE, told.description, told.causality_reason, told.action, told.other_medicines)
    if not told.title.strip():
        raise Refused("event.title-missing")
    _require_order(told, treated, today)
    if told.serious and not told.criteria:
        raise Refused("event.criteria-missing")
    if not told.serious and told.criteria:
        raise Refused("event.criteria-without-serious")
    if told.outcome is Outcome.FATAL and Serious.DEATH not in told.criteria:
        raise Refused("event.fatal-not-serious")
    return told


def _require_order(told: EventTold, treated: date | None, today: date) -> None:
    if told.began is not None:
        if told.began > today:
            raise Refused("event.began-in-future")
        if treated is not None and told.began < treated:
            raise Refused("event.began-before-treatment")
    if told.ended is not None:
        if told.ended > today:
            raise Refused("event.ended-in-future")
        if told.began is not None and told.ended < told.began:
            raise Refused("event.ended-before-began")


def missing_to_close(told: EventTold) -> tuple[str, ...]:
    """Names of the fields without which an event stays open."""
    needed = ("description", "began", "serious", "causality", "outcome")
    return tuple(name for name in needed if getattr(told, name) in (None, ""))


def checked_report(new: Report, today: date) -> Report:
    """`new`, if it can stand. Raises event.authority-missing, event.report-in-future,
    text.too-long."""
    bounded(LINE, new.authority, new.reference)
    if not new.authority.strip():
        raise Refused("event.authority-missing")
    if new.day > today:
        raise Refused("event.report-in-future")
    return new

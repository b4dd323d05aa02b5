"""Recalls: a lot taken out of use, who received it, who was told of it, and how one ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.names import clean
from consult_app.domain.patients import Patient
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


class Way(StrEnum):
    """How a patient was told of a recall, or why they were not.

    `DIED` stands in older records alone: a death is told once, with the patient.
    """

    PHONE = "phone"
    IN_PERSON = "in-person"
    EMAIL = "email"
    LETTER = "letter"
    NOT_REACHED = "not-reached"
    DIED = "died"


REACHED = frozenset({Way.PHONE, Way.IN_PERSON, Way.EMAIL, Way.LETTER})
"""After these a patient knows of the recall."""


class EndGround(StrEnum):
    """Why a recall ended."""

    IN_ERROR = "in-error"
    LIFTED = "lifted"


class About(StrEnum):
    """What a patient was told: that the lot is called back, or that it no longer is."""

    RECALL = "recall"
    END = "end"


class Standing(StrEnum):
    """Where a recall stands with one patient; the last four once it has ended."""

    OPEN = "open"
    NOT_REACHED = "not-reached"
    REACHED = "reached"
    DIED = "died"
    END_UNSAID = "end-unsaid"
    END_NOT_REACHED = "end-not-reached"
    END_SAID = "end-said"
    NEVER_TOLD = "never-told"


WAITING = frozenset(
    {Standing.OPEN, Standing.NOT_REACHED, Standing.END_UNSAID, Standing.END_NOT_REACHED}
)
"""After these somebody has still to be told something."""


@dataclass(frozen=True, slots=True)
class NewRecall:
    """What is recorded when a lot is recalled; `reference` and `day` are those of the notice."""

    lot_id: int
    reason: str
    reference: str
    day: date


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall as it was recorded; never changed."""

    id: int
    record: NewRecall
    author_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewEnd:
    """What is recorded when a recall ends: why, who said it (not who typed it), on which day."""

    ground: EndGround
    reason: str
    said_by: str
    day: date


@dataclass(frozen=True, slots=True)
class End:
    """The same as it was recorded; it stands beside the recall, and never changes."""

    id: int
    recall_id: int
    record: NewEnd
    author_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewContact:
    """That a patient was told on `day`, in which way, or could not be."""

    patient_id: int
    way: Way
    day: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The same as it was recorded; never changed, a later one stands beside it."""

    id: int
    recall_id: int
    record: NewContact
    author_id: int
    at: datetime
    about: About = About.RECALL


@dataclass(frozen=True, slots=True)
class Received:
    """One session in which the lot was given.

    `in_error`: its consultation was entered for the wrong patient: another one received it.
    """

    treatment_id: int
    consultation_id: int
    session: int
    at: datetime
    in_error: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who received the lot, as registered now, with every session of it.

    `contacts`: the newest first; `letters`: ids of the letters made for this recall that are in
    force, the newest first; `written`: whether one was printed, in force or not: it may have been
    read; `end_letters`: those that say it has ended; `ended`: whether this recall has.
    """

    patient: Patient
    received: tuple[Received, ...]
    contacts: tuple[Contact, ...] = ()
    letters: tuple[int, ...] = ()
    ended: bool = False
    written: bool = False
    end_letters: tuple[int, ...] = ()

    @property
    def in_error(self) -> bool:
        """Whether each session of it was entered for the wrong patient."""
        return all(session.in_error for session in self.received)

    @property
    def standing(self) -> Standing:
        """Where the recall stands with this person."""
        if self.patient.died is not None:
            return Standing.DIED
        if self.ended:
            return self._after_the_end()
        last = next((c for c in self.contacts if c.record.way is not Way.DIED), None)
        if last is None:
            return Standing.OPEN
        reached = last.record.way in REACHED
        return Standing.REACHED if reached else Standing.NOT_REACHED

    def _after_the_end(self) -> Standing:
        last = next((c for c in self.contacts if c.about is About.END), None)
        if last is not None:
            reached = last.record.way in REACHED
            return Standing.END_SAID if reached else Standing.END_NOT_REACHED
        return Standing.END_UNSAID if self.knew else Standing.NEVER_TOLD

    @property
    def knew(self) -> bool:
        """Whether they were told of the recall, or may have read a letter about it."""
        told = (c for c in self.contacts if c.about is About.RECALL)
        return self.written or any(contact.record.way in REACHED for contact in told)

    @property
    def waits(self) -> bool:
        """Whether this person has still to be told."""
        return self.standing in WAITING


def checked(new: NewRecall, today: date) -> NewRecall:
    """`new` with cleaned texts.

    Raises `Refused`: recall.reason-missing, recall.day-in-future, text.too-long.
    """
    new = replace(new, reason=new.reason.strip(), reference=clean(new.reference))
    if not new.reason:
        raise Refused("recall.reason-missing")
    bounded(NOTE, new.reason)
    bounded(LINE, new.reference)
    if new.day > today:
        raise Refused("recall.day-in-future")
    return new


def checked_end(new: NewEnd, recall: Recall, today: date) -> NewEnd:
    """`new` with cleaned texts.

    Raises `Refused`: recall.end-reason-missing, recall.end-unsaid, recall.day-in-future,
    recall.end-before-notice, text.too-long.
    """
    new = replace(new, reason=new.reason.strip(), said_by=clean(new.said_by))
    if not new.reason:
        raise Refused("recall.end-reason-missing")
    if not new.said_by:
        raise Refused("recall.end-unsaid")
    bounded(NOTE, new.reason)
    bounded(LINE, new.said_by)
    if new.day > today:
        raise Refused("recall.day-in-future")
    if new.day < recall.record.day:
        raise Refused("recall.end-before-notice")
    return new


def checked_contact(new: NewContact, recall: Recall, end: End | None, today: date) -> NewContact:
    """`new` with a cleaned note; after its `end` it is the end that somebody is told of.

    Raises `Refused`: recall.died-elsewhere, recall.contact-in-future,
    recall.contact-before-notice, recall.contact-before-end, text.too-long.
    """
    if new.way is Way.DIED:
        raise Refused("recall.died-elsewhere")
    if new.day > today:
        raise Refused("recall.contact-in-future")
    if new.day < recall.record.day:
        raise Refused("recall.contact-before-notice")
    if end is not None and new.day < end.record.day:
        raise Refused("recall.contact-before-end")
    bounded(NOTE, new.note)
    return replace(new, note=new.note.strip())

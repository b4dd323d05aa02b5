"""Recalls: a lot taken out of use for good, who received it, and who was told of it, and how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.names import clean
from consult_app.domain.patients import Patient
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


class Way(StrEnum):
    """How a patient was told of a recall, or why they were not."""

    PHONE = "phone"
    IN_PERSON = "in-person"
    EMAIL = "email"
    LETTER = "letter"
    NOT_REACHED = "not-reached"
    DIED = "died"


REACHED = frozenset({Way.PHONE, Way.IN_PERSON, Way.EMAIL, Way.LETTER})
"""After these a patient knows of the recall."""


class Standing(StrEnum):
    """Where a recall stands with one patient."""

    OPEN = "open"
    NOT_REACHED = "not-reached"
    REACHED = "reached"
    DIED = "died"


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
    force, the newest first; `died`: that is the newest thing recorded of them, in whichever recall.
    """

    patient: Patient
    received: tuple[Received, ...]
    contacts: tuple[Contact, ...] = ()
    letters: tuple[int, ...] = ()
    died: bool = False

    @property
    def in_error(self) -> bool:
        """Whether each session of it was entered for the wrong patient."""
        return all(session.in_error for session in self.received)

    @property
    def standing(self) -> Standing:
        """Where the recall stands with this person."""
        if self.died:
            return Standing.DIED
        if not self.contacts:
            return Standing.OPEN
        reached = self.contacts[0].record.way in REACHED
        return Standing.REACHED if reached else Standing.NOT_REACHED

    @property
    def waits(self) -> bool:
        """Whether this person has still to be told."""
        return self.standing in {Standing.OPEN, Standing.NOT_REACHED}


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


def checked_contact(new: NewContact, recall: Recall, today: date) -> NewContact:
    """`new` with a cleaned note.

    Raises `Refused`: recall.contact-in-future, recall.contact-before-notice, text.too-long.
    """
    if new.day > today:
        raise Refused("recall.contact-in-future")
    if new.day < recall.record.day:
        raise Refused("recall.contact-before-notice")
    bounded(NOTE, new.note)
    return replace(new, note=new.note.strip())

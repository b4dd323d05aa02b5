"""Taking a consent back: who said it, in which way, when, and why if they said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


class Said(StrEnum):
    """In which way a consent was taken back; each is enough."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """`who`: the patient, or who consented for them; a `reason` is never asked for."""

    who: str
    way: Said
    day: date
    reason: str = ""


def checked(new: Withdrawal, given: date | None, today: date) -> Withdrawal:
    """`new`, if it can stand.

    Raises `Refused`: withdrawal.who-missing, withdrawal.day-in-future,
    withdrawal.before-given, text.too-long.
    """
    bounded(LINE, new.who)
    bounded(NOTE, new.reason)
    if not new.who.strip():
        raise Refused("withdrawal.who-missing")
    if new.day > today:
        raise Refused("withdrawal.day-in-future")
    if given is not None and new.day < given:
        raise Refused("withdrawal.before-given")
    return new

"""Patients: what is recorded at the desk, what is refused, and who may be registered twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from consult_app.domain.documents import Edition
from consult_app.domain.names import clean, tokens
from consult_app.errors import Refused

NAME_LIMIT = 500
OLDEST_YEARS = 130


class Sex(StrEnum):
    """FHIR administrative gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What is typed when a patient is registered or corrected."""

    family_name: str
    given_name: str
    birth_date: date
    sex: Sex = Sex.UNKNOWN
    language: str = "en"
    phone: str = ""
    email: str = ""
    address: str = ""
    edition: Edition = Edition.STANDARD
    """How large this patient's papers are printed."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A registered patient. `record_number` is the clinic's own id of the person."""

    id: int
    record_number: str
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    language: str
    phone: str = ""
    email: str = ""
    address: str = ""
    revision: int = 1
    other_numbers: tuple[str, ...] = ()
    """The numbers of records of the same person that are read as part of this one."""
    edition: Edition = Edition.STANDARD
    died: str | None = None
    """The day of death as far as it is known (`domain.deaths`); None: nobody said so."""

    @property
    def registered(self) -> NewPatient:
        """What is registered, as it would be typed."""
        return NewPatient(
            self.family_name,
            self.given_name,
            self.birth_date,
            self.sex,
            self.language,
            self.phone,
            self.email,
            self.address,
            self.edition,
        )

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    def age_on(self, day: date) -> int:
        """Full years on `day`."""
        return years_between(self.birth_date, day)


def years_between(born: date, day: date) -> int:
    """Full years from `born` to `day`; on 29 February the birthday falls on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def checked(new: NewPatient, today: date) -> NewPatient:
    """`new` with cleaned texts.

    Raises `Refused`: patient.name-missing, patient.name-too-long, patient.contact-too-long,
    patient.born-in-future, patient.born-too-long-ago.
    """
    family, given = clean(new.family_name), clean(new.given_name)
    if not family and not given:
        raise Refused("patient.name-missing")
    if max(len(family), len(given)) > NAME_LIMIT:
        raise Refused("patient.name-too-long", limit=NAME_LIMIT)
    phone, email, address = clean(new.phone), clean(new.email), clean(new.address)
    if max(len(phone), len(email), len(address)) > NAME_LIMIT:
        raise Refused("patient.contact-too-long", limit=NAME_LIMIT)
    if new.birth_date > today:
        raise Refused("patient.born-in-future")
    if years_between(new.birth_date, today) > OLDEST_YEARS:
        raise Refused("patient.born-too-long-ago", limit=OLDEST_YEARS)
    return replace(
        new, family_name=family, given_name=given, phone=phone, email=email, address=address
    )


def likely_same(new: NewPatient, other: Patient) -> bool:
    """Whether `other` may be the person of `new`: born the same day and a word of the name shared,
    or the same full name and a birth date with day and month swapped or one digit off."""
    mine = set(tokens(new.family_name, new.given_name))
    theirs = set(tokens(other.family_name, other.given_name))
    if new.birth_date == other.birth_date:
        return bool(mine & theirs)
    return mine == theirs and _nearly(new.birth_date, other.birth_date)


def _nearly(one: date, two: date) -> bool:
    swapped = (one.year, one.month, one.day) == (two.year, two.day, two.month)
    pairs = zip(one.isoformat(), two.isoformat(), strict=True)
    return swapped or sum(a != b for a, b in pairs) == 1

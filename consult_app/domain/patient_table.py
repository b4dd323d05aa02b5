"""Patients as rows of somebody else's table: what a column is called, and what a row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from consult_app.domain.clinic import DateOrder
from consult_app.domain.names import clean, fold
from consult_app.domain.parsing.dates import parse_date
from consult_app.domain.parsing.result import Ambiguous, Understood
from consult_app.domain.patients import NewPatient, Patient, Sex, checked
from consult_app.errors import Refused


class Field(StrEnum):
    """What a column may hold."""

    NUMBER = "number"
    FAMILY = "family"
    GIVEN = "given"
    BORN = "born"
    SEX = "sex"
    LANGUAGE = "language"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


NEEDED = (Field.FAMILY, Field.BORN)
"""Without these no row can be read."""

_CALLED: Mapping[Field, str] = {
    Field.NUMBER: "record number|number|no|id|patient id|dosya no|protokol no|hasta no|"
    "patientennummer|aktennummer|nummer|رقم الملف|الرقم|رقم المريض",
    Field.FAMILY: "family name|last name|surname|soyadi|soyad|nachname|familienname|name|"
    "اسم العائلة|اللقب|الكنية",
    Field.GIVEN: "given name|first name|forename|adi|ad|isim|vorname|الاسم|الاسم الاول",
    Field.BORN: "date of birth|birth date|born|dob|birthday|dogum tarihi|geburtsdatum|"
    "geboren|geb|تاريخ الميلاد|تاريخ الولادة",
    Field.SEX: "sex|gender|cinsiyet|geschlecht|الجنس",
    Field.LANGUAGE: "language|dil|sprache|اللغة",
    Field.PHONE: "phone|telephone|mobile|telefon|cep telefonu|gsm|handy|الهاتف|رقم الهاتف|الجوال",
    Field.EMAIL: "email|e mail|mail|eposta|e posta|البريد الالكتروني|الايميل",
    Field.ADDRESS: "address|adres|adresse|anschrift|العنوان",
}
"""Names of columns in the four languages, parted by bars."""
_KNOWN = {fold(name): field for field, names in _CALLED.items() for name in names.split("|")}

_SEXES: Mapping[Sex, str] = {
    Sex.FEMALE: "f|w|k|female|woman|kadin|bayan|weiblich|frau|انثى|أنثى|امراة",
    Sex.MALE: "m|e|male|man|erkek|bay|mannlich|mann|herr|ذكر|رجل",
    Sex.OTHER: "o|d|x|other|divers|diger",
    Sex.UNKNOWN: "u|unknown|bilinmiyor|unbekannt|غير معروف",
}
_SEX = {fold(word): sex for sex, words in _SEXES.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column holds what, and how its dates are written."""

    columns: Mapping[Field, int]
    order: DateOrder

    def require(self) -> None:
        """Raise `Refused("bulk.column-missing")` where a row could not be read."""
        for field in NEEDED:
            if field not in self.columns:
                raise Refused("bulk.column-missing", field=field.value)


def guess(header: Sequence[str]) -> dict[Field, int]:
    """Field -> column, by what the columns are called; a name that stands twice counts once."""
    found: dict[Field, int] = {}
    for place, name in enumerate(header):
        words = " ".join(fold(name).replace("_", " ").replace("-", " ").replace(".", " ").split())
        field = _KNOWN.get(words)
        if field is not None:
            found.setdefault(field, place)
    return found


def order_of(dates: Sequence[str], usual: DateOrder) -> DateOrder | None:
    """How these dates are written; None where they can be read in two ways: to be asked.

    `usual`: the clinic's own order, kept where it reads all and no other does.
    """
    figures = [[int(p) for p in _parts(text)] for text in dates]
    three = [f for f in figures if len(f) == 3]
    if any(f[0] > 31 for f in three):
        return DateOrder.YEAR_FIRST
    day_first, month_first = any(f[0] > 12 for f in three), any(f[1] > 12 for f in three)
    if day_first != month_first:
        return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    return None if three else usual


def _parts(text: str) -> list[str]:
    spaced = "".join(c if c.isdecimal() else " " for c in text.strip())
    return spaced.split()[:3]


def read_row(
    cells: Sequence[str],
    mapped: Mapped,
    today: date,
    months: Mapping[str, int],
    languages: Mapping[str, str],
    usual: str,
) -> tuple[NewPatient, str]:
    """The patient of a row, checked, and the record number that stands there ("": none).

    `languages`: folded words -> code; `usual`: where none is said. Raises `Refused`: the codes of
    `patients.checked`, bulk.date-unclear, bulk.sex-unclear, bulk.language-unclear.
    """

    def cell(field: Field) -> str:
        place = mapped.columns.get(field)
        return clean(cells[place]) if place is not None and place < len(cells) else ""

    new = NewPatient(
        cell(Field.FAMILY),
        cell(Field.GIVEN),
        _born(cell(Field.BORN), mapped.order, today, months),
        _sex(cell(Field.SEX)),
        _language(cell(Field.LANGUAGE), languages, usual),
        cell(Field.PHONE),
        cell(Field.EMAIL),
        cell(Field.ADDRESS),
    )
    return checked(new, today), cell(Field.NUMBER)


def _born(text: str, order: DateOrder, today: date, months: Mapping[str, int]) -> date:
    match parse_date(text, order, today, months, future=False):
        case Understood(date() as day):
            return day
        case Ambiguous(candidates):  # the person has said how the dates of this file are written
            return candidates[0]
        case _:
            raise Refused("bulk.date-unclear")


def _sex(text: str) -> Sex:
    found = _SEX.get(fold(text)) if text else Sex.UNKNOWN
    if found is None:
        raise Refused("bulk.sex-unclear")
    return found


def _language(text: str, known: Mapping[str, str], usual: str) -> str:
    found = known.get(fold(text)) if text else usual
    if found is None:
        raise Refused("bulk.language-unclear")
    return found


def updated(patient: Patient, new: NewPatient, mapped: Mapped) -> NewPatient:
    """What is registered with what the row says in its place; an empty cell takes nothing away."""
    names = {
        Field.FAMILY: "family_name",
        Field.GIVEN: "given_name",
        Field.BORN: "birth_date",
        Field.SEX: "sex",
        Field.LANGUAGE: "language",
        Field.PHONE: "phone",
        Field.EMAIL: "email",
        Field.ADDRESS: "address",
    }
    told = {
        name: value
        for field, name in names.items()
        if field in mapped.columns and (value := getattr(new, name)) not in ("", Sex.UNKNOWN)
    }
    return replace(patient.registered, **told)

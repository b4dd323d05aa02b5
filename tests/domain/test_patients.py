"""Patients: what is refused at the desk, how names are stored, and who may be there already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.patients import (
    NewPatient,
    Patient,
    Sex,
    checked,
    likely_same,
    years_between,
)
from consult_app.errors import Refused

TODAY = date(2025, 6, 2)
NEW = NewPatient("Demir", "Elif", date(1979, 3, 12), Sex.FEMALE)


def refused(new: NewPatient) -> str | None:
    try:
        checked(new, TODAY)
    except Refused as found:
        return found.code
    return None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"family_name": ""}, None),
        ({"given_name": ""}, None),
        ({"family_name": "", "given_name": " "}, "patient.name-missing"),
        ({"family_name": "\u202e", "given_name": "\u200b"}, "patient.name-missing"),
        ({"family_name": "x" * 500}, None),
        ({"family_name": "ş" * 500}, None),
        ({"family_name": "x" * 501}, "patient.name-too-long"),
        ({"given_name": "x" * 501}, "patient.name-too-long"),
        ({"given_name": "x" * 500 + " " * 9 + "\u200f"}, None),
        ({"address": "x" * 501}, "patient.contact-too-long"),
        ({"phone": "1" * 1_000_000}, "patient.contact-too-long"),
        ({"birth_date": TODAY}, None),
        ({"birth_date": date(2025, 6, 3)}, "patient.born-in-future"),
        ({"birth_date": date(1850, 1, 1)}, "patient.born-too-long-ago"),
        ({"birth_date": date(1895, 6, 2)}, None),
        ({"birth_date": date(1894, 6, 2)}, "patient.born-too-long-ago"),
    ],
)
def test_new_patient_is_refused_with_the_code(changed: dict[str, object], code: str | None) -> None:
    assert refused(replace(NEW, **changed)) == code  # type: ignore[arg-type]  # field names


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<script>&\"'", "<script>&\"'"),
        ("\u202eDemir", "Demir"),
        (" De  mir\n", "De mir"),
        ("Demir 😀", "Demir 😀"),
        ("'; DROP TABLE patients; --", "'; DROP TABLE patients; --"),
    ],
)
def test_name_is_stored_as_it_is_seen(typed: str, stored: str) -> None:
    assert checked(replace(NEW, family_name=typed), TODAY).family_name == stored


def test_every_text_is_cleaned_and_the_rest_kept() -> None:
    new = NewPatient(
        " Demir ", "Elif\t", NEW.birth_date, Sex.OTHER, "tr", " 0 1 ", "a@b\u200b", "x\ny"
    )
    assert checked(new, TODAY) == NewPatient(
        "Demir", "Elif", NEW.birth_date, Sex.OTHER, "tr", "0 1", "a@b", "x y"
    )


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1979, 3, 12), date(2025, 3, 11), 45),
        (date(1979, 3, 12), date(2025, 3, 12), 46),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (TODAY, TODAY, 0),
    ],
)
def test_age_counts_full_years(born: date, day: date, years: int) -> None:
    assert years_between(born, day) == years
    assert known(born=born).age_on(day) == years


def known(family: str = "Demir", given: str = "Elif", born: date = NEW.birth_date) -> Patient:
    return Patient(1, "100234", family, given, born, Sex.FEMALE, "tr")


def test_name_is_given_before_family_without_stray_space() -> None:
    assert known().name == "Elif Demir"
    assert known(given="").name == "Demir"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (known(), True),
        (known("DEMİR", "elif"), True),
        (known("Elif", "Demir"), True),
        (known("Yılmaz", "Elif"), True),
        (known("Demir-Yılmaz", "E."), True),
        (known("Yılmaz", "Ayşe"), False),
        (known(born=date(1979, 12, 3)), True),
        (known(born=date(1979, 3, 13)), True),
        (known(born=date(1978, 3, 12)), True),
        (known(born=date(1989, 3, 12)), True),
        (known("Elif", "Demir", date(1979, 12, 3)), True),
        (known(born=date(1980, 4, 12)), False),
        (known("Demir", "Elif Su", date(1979, 12, 3)), False),
        (known("Yılmaz", "Elif", date(1979, 12, 3)), False),
    ],
)
def test_likely_same_person_is_found_by_name_and_birth_date(other: Patient, same: bool) -> None:
    assert likely_same(NEW, other) is same

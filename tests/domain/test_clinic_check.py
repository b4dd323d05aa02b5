"""Settings before they are stored: a name is needed, a number can be called, all else can wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.clinic_check import LOGO_LIMIT, checked
from tests.services.refusing import refused

HILL = ClinicSettings(name="Hill Clinic")


def test_name_alone_is_enough_and_loses_needless_spaces() -> None:
    assert checked(ClinicSettings(name="  Hill   Clinic ")) == HILL


def day(number: str) -> ClinicSettings:
    return replace(HILL, phone_day=number)


def night(number: str) -> ClinicSettings:
    return replace(HILL, phone_night=number)


def emergency(number: str) -> ClinicSettings:
    return replace(HILL, emergency=number)


@pytest.mark.parametrize(
    ("with_number", "code"),
    [
        (day, "settings.phone-day-unclear"),
        (night, "settings.phone-night-unclear"),
        (emergency, "settings.emergency-unclear"),
    ],
)
def test_number_without_digits_to_call_is_refused(
    with_number: Callable[[str], ClinicSettings], code: str
) -> None:
    for number in ("ask at the desk", "7", "+"):
        with refused(code):
            checked(with_number(number))
    for number in ("112", "+90 232 555 0110", "٠٥٣٢ ١٢٣", "555 0110, ask for Ayşe", ""):
        checked(with_number(number))


def test_what_is_too_much_is_refused() -> None:
    with refused("settings.name-missing"):
        checked(ClinicSettings())
    with refused("settings.logo-too-large"):
        checked(replace(HILL, logo=b"x" * (LOGO_LIMIT + 1)))
    with refused("settings.lock-out-of-range"):
        checked(replace(HILL, lock_minutes=0))
    with refused("settings.report-out-of-range"):
        checked(replace(HILL, report_days=366))
    with refused("text.too-long"):
        checked(replace(HILL, address="x" * 6_000))


def test_languages_of_the_clinic_are_those_it_said_of_what_is_spoken() -> None:
    spoken = ("en", "tr", "ar")
    assert HILL.works_in(spoken) == ("en",)
    assert replace(HILL, languages=("ar", "xx", "tr")).works_in(spoken) == ("tr", "ar")

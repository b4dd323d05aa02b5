"""The clinic's settings: what an aftercare sheet cannot do without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.domain.clinic import ClinicSettings

FULL = ClinicSettings(name="Hill Clinic", phone_day="1", phone_night="2", emergency="3")


def test_aftercare_with_name_and_all_numbers_misses_nothing() -> None:
    assert FULL.missing_for_aftercare() == ()


@pytest.mark.parametrize("field", ["name", "phone_day", "phone_night", "emergency"])
@pytest.mark.parametrize("empty", ["", "   "])
def test_aftercare_names_the_field_that_is_empty(field: str, empty: str) -> None:
    settings = replace(FULL, **{field: empty})  # type: ignore[arg-type]  # field names
    assert settings.missing_for_aftercare() == (field,)


def test_new_clinic_misses_all_of_them() -> None:
    assert ClinicSettings().missing_for_aftercare() == (
        "name",
        "phone_day",
        "phone_night",
        "emergency",
    )

"""What a clinic's settings must be before they are stored."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.names import clean
from consult_app.domain.retention import LONGEST
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused

LOGO_LIMIT = 2_000_000
"""Bytes of a logo; more is a photograph, not a letterhead."""
REFLECTION_LIMIT_HOURS = 24 * 90
LOCK_LIMIT_MINUTES = 60
REPORT_LIMIT_DAYS = 365
"""A reminder that comes later than after a year is none."""
SHORTEST_NUMBER = 2
"""Digits of a number that can be called: some services have but two."""


def checked(new: ClinicSettings) -> ClinicSettings:
    """The settings as they will be stored: names and numbers without needless spaces.

    Raises `Refused`: settings.name-missing, settings.phone-day-unclear,
    settings.phone-night-unclear, settings.emergency-unclear, settings.logo-too-large,
    settings.reflection-out-of-range, settings.lock-out-of-range,
    settings.retention-out-of-range, settings.report-out-of-range, text.too-long.
    """
    new = replace(
        new,
        name=clean(new.name),
        phone_day=clean(new.phone_day),
        phone_night=clean(new.phone_night),
        emergency=clean(new.emergency),
    )
    if not new.name:
        raise Refused("settings.name-missing")
    bounded(LINE, new.name, new.phone_day, new.phone_night, new.emergency)
    bounded(NOTE, new.address, new.costs)
    _require_numbers(new)
    if len(new.logo) > LOGO_LIMIT:
        raise Refused("settings.logo-too-large", limit=LOGO_LIMIT // 1_000_000)
    if not 0 <= new.reflection_hours <= REFLECTION_LIMIT_HOURS:
        raise Refused("settings.reflection-out-of-range")
    if not 1 <= new.lock_minutes <= LOCK_LIMIT_MINUTES:
        raise Refused("settings.lock-out-of-range", limit=LOCK_LIMIT_MINUTES)
    if not 0 <= new.retention_years <= LONGEST:
        raise Refused("settings.retention-out-of-range", limit=LONGEST)
    if not 0 <= new.report_days <= REPORT_LIMIT_DAYS:
        raise Refused("settings.report-out-of-range", limit=REPORT_LIMIT_DAYS)
    return new


def _require_numbers(new: ClinicSettings) -> None:
    """A patient at home calls them: what holds no number helps nobody at night."""
    if not _callable(new.phone_day):
        raise Refused("settings.phone-day-unclear")
    if not _callable(new.phone_night):
        raise Refused("settings.phone-night-unclear")
    if not _callable(new.emergency):
        raise Refused("settings.emergency-unclear")


def _callable(number: str) -> bool:
    """Empty, or with digits of any script to dial; words may stand beside them."""
    return not number or sum(c.isdecimal() for c in number) >= SHORTEST_NUMBER

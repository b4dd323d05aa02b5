"""Dates, times and numbers as a person reads them (CLDR by Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_month_names
from babel.numbers import format_decimal

from consult_app.i18n import series

if TYPE_CHECKING:  # forms are not read before the day's list
    from consult_app.forms.model import PartialDate


def locale_of(language: str) -> Locale:
    """CLDR data for a language; English is written the British way: day before month."""
    return Locale.parse({"en": "en_GB"}.get(language, language))


def day_words(day: date, language: str, *, short: bool = False) -> str:
    """`12 March 1979`; short: `12 Mar 1979`; German has a stop behind the day."""
    locale = locale_of(language)
    pattern = str(locale.date_formats["long"].pattern)
    return format_date(day, pattern.replace("MMMM", "MMM") if short else pattern, locale=locale)


def moment_words(at: datetime, language: str) -> str:
    """`23 November 2026, 10:42`, on the wall clock of the clinic."""
    local = at.astimezone()
    parts = day_words(local.date(), language), clock_words(at, language)
    return series(parts, language=language)


def clock_words(at: datetime, language: str, *, seconds: bool = False) -> str:
    """`10:42`, or `10:42:07`, on the wall clock of the clinic."""
    return format_time(
        at.astimezone().time(), "HH:mm:ss" if seconds else "HH:mm", locale=locale_of(language)
    )


def number_words(number: Decimal | int, language: str) -> str:
    """`1,500` or `38.5`: as precise as it was given."""
    places = max(0, -int(Decimal(number).as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(number, format=pattern, locale=locale_of(language))


def partial_words(partial: PartialDate, language: str) -> str:
    """`2019`, `May 2019` or `3 May 2019`."""
    parts = [int(p) for p in partial.text.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale_of(language))
    return day_words(date(*parts), language)


def month_numbers(language: str) -> dict[str, int]:
    """Names and abbreviations of the months, casefolded, to their numbers."""
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, locale_of(language))
            found |= {str(name).casefold().rstrip("."): n for n, name in names.items()}
    return found

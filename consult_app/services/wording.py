"""Typed values in words: dates, numbers, codes, answers as a person reads them (CLDR by Babel)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_month_names
from babel.numbers import format_decimal
from babel.units import format_unit

from consult_app.forms.model import (
    Attachment,
    Coding,
    Item,
    PartialDate,
    Quantity,
    Reference,
    Value,
    say,
)
from consult_app.i18n import _, speaking


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
    return f"{day_words(local.date(), language)}, {clock_words(at, language)}"


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


def value_words(item: Item, value: Value, language: str) -> str:
    """One answer to `item` in words, with its unit."""
    match value:
        case bool():
            return _said(value, language)
        case Coding():
            return _option_words(item, value, language)
        case int() | Decimal():
            return _measured_words(item, value, language)
        case Quantity():
            return f"{number_words(value.value, language)} {value.unit}".strip()
        case PartialDate():
            return partial_words(value, language)
        case datetime():
            return format_datetime(value.astimezone(), "long", locale=locale_of(language))
        case time():
            return format_time(value, "HH:mm", locale=locale_of(language))
        case Attachment():
            return value.title
        case Reference():
            return value.display or value.reference
        case str():
            return value


def _said(value: bool, language: str) -> str:
    with speaking(language):
        return _("Yes") if value else _("No")


_SPANS = {"d": "duration-day", "wk": "duration-week", "mo": "duration-month", "a": "duration-year"}
"""UCUM codes of spans of time, whose names follow the number: one week, four weeks."""


def _measured_words(item: Item, number: Decimal | int, language: str) -> str:
    if item.unit_code in _SPANS:
        return format_unit(number, _SPANS[item.unit_code], locale=locale_of(language))
    return f"{number_words(number, language)} {item.unit}".strip()


def _option_words(item: Item, coding: Coding, language: str) -> str:
    for option in item.options:
        if option.value == coding:
            return say(option.text, language) or coding.display or coding.code
    return coding.display or coding.code

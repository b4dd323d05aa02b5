"""Answers of every type as a person reads them: with their units, in the words of the form."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

from babel.dates import format_datetime, format_time
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
from consult_app.services.wording import locale_of, number_words, partial_words


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

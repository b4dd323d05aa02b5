"""What is typed into a question's field, read in the clinic's order and echoed in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

from consult_app.domain.parsing import (
    Ambiguous,
    Invalid,
    Trouble,
    Understood,
    as_partial,
    parse_date,
    parse_number,
)
from consult_app.forms.model import Item, ItemType, PartialDate, Value
from consult_app.i18n import _
from consult_app.services.wording import day_words, month_numbers, number_words, partial_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Parsed
from consult_app.ui.kit.parsed import Parse
from consult_app.ui.reading import TROUBLE, example, unlike

Usual = tuple[Decimal, Decimal]
"""The least and the most that a figure usually is."""


def date_parser(ctx: Context) -> Parse:
    """Reads a day, a month of a year, or a year; `Parsed.value` is a PartialDate."""
    months = month_numbers(ctx.language)
    days = {_("today"): 0, _("yesterday"): -1, _("tomorrow"): 1}

    def parse(text: str) -> Parsed:
        today = ctx.acting.today()
        match parse_date(text, ctx.settings.date_order, today, months, days, future=True):
            case Understood(value):
                partial = as_partial(value)
                return Parsed(partial, unlike(partial_words(partial, ctx.language), text))
            case Ambiguous(candidates):
                words = [day_words(day, ctx.language) for day in candidates]
                return Parsed(
                    words=_("Which day is meant?"), choices=tuple(zip(words, words, strict=True))
                )
            case Invalid(code):
                return Parsed(error=_(TROUBLE[code]).format(example=example(ctx)))

    return parse


def number_parser(ctx: Context, item: Item, usual: Usual | None = None) -> Parse:
    """Reads a number; `Parsed.value` is an int for an integer item, else a Decimal.

    Outside `usual`, the least and the most it usually is, it is asked about and taken.
    """
    whole = item.type is ItemType.INTEGER

    def parse(text: str) -> Parsed:
        match parse_number(text, ctx.settings.decimal_comma):
            case Understood(number):
                read = _number(number, whole, item.unit, ctx.language, text)
                return replace(read, warning=_unusual(number, item, usual, ctx.language))
            case Ambiguous(candidates):
                return Parsed(
                    words=_("Which number is meant?"),
                    choices=tuple(
                        (number_words(c, ctx.language), _plainly(c, ctx)) for c in candidates
                    ),
                )
            case Invalid(Trouble.EMPTY):
                return Parsed()
            case Invalid():
                return Parsed(error=_("This is not read as a number: write it in figures."))

    return parse


def _number(number: Decimal, whole: bool, unit: str, language: str, typed: str) -> Parsed:
    echo = unlike(number_words(number, language), typed)
    words = f"{echo} {unit}".strip() if echo else ""
    if not whole:
        return Parsed(number, words)
    if number != number.to_integral_value():
        return Parsed(error=_("A whole number is asked for: leave out what is behind the point."))
    return Parsed(int(number), words)


def _unusual(number: Decimal, item: Item, usual: Usual | None, language: str) -> str:
    """What to look at again; empty for a figure that is usual, or that the form refuses anyway."""
    if usual is None or usual[0] <= number <= usual[1]:
        return ""
    words = _("Usually {least} to {most} {unit}: look again. It is kept as it is.")
    least, most = (number_words(bound, language) for bound in usual)
    return words.format(least=least, most=most, unit=item.unit)


def _plainly(number: Decimal, ctx: Context) -> str:
    """The number so that it is not asked again: three figures behind the point would be."""
    short = number.normalize()
    places = -int(short.as_tuple().exponent)
    return number_text(short.quantize(Decimal("0.0001")) if places == 3 else short, ctx)


def number_text(number: Decimal | int, ctx: Context) -> str:
    """A number as it is typed here: without grouping, so that it can be read in one way only."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text.replace(".", ",") if ctx.settings.decimal_comma else text


def time_parser() -> Parse:
    """Reads a time of day: `9`, `9:30`, `0930`, `9.30`."""

    def parse(text: str) -> Parsed:
        figures = text.strip().replace(".", ":").replace(" ", "")
        if figures.isdecimal() and len(figures) in {3, 4}:
            figures = f"{figures[:-2]}:{figures[-2:]}"
        hour, _colon, minute = figures.partition(":")
        if hour.isdecimal() and (minute or "0").isdecimal():
            try:
                at = time(int(hour), int(minute or "0"))
            except ValueError:
                return Parsed(error=_("The clock has no such time: write it like 14:30."))
            return Parsed(at, at.strftime("%H:%M"))
        return Parsed(error=_("This is not read as a time: write it like 14:30."))

    return parse


def shown(value: Value | None, ctx: Context) -> str:
    """An answer as text that its own field reads back."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | Decimal():
            return number_text(value, ctx)
        case PartialDate():
            return partial_words(value, ctx.language)
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)

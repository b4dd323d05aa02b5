"""Dates and times as a person types them: read in the clinic's order, echoed in words."""

from __future__ import annotations

import re
from datetime import date

from consult_app.domain.clinic import DateOrder
from consult_app.domain.parsing import Ambiguous, Invalid, Trouble, Understood, parse_date
from consult_app.domain.products import MOST_UNITS
from consult_app.errors import Refused
from consult_app.forms.model import PartialDate
from consult_app.i18n import _, mark
from consult_app.services.wording import day_words, month_numbers, partial_words
from consult_app.ui.context import Context
from consult_app.ui.kit.parsed import Parse, Parsed

TROUBLE = {
    Trouble.EMPTY: mark("Enter a date."),
    Trouble.NOT_A_DATE: mark("This is not read as a date: write it like {example}."),
    Trouble.NO_SUCH_DAY: mark("The calendar has no such day: check day and month."),
    Trouble.NO_SUCH_MONTH: mark("There is no such month: write it from 1 to 12."),
    Trouble.YEAR_MISSING: mark("The year is missing: write it like {example}."),
    Trouble.TOO_EARLY: mark("This lies before 1900: check the year."),
    Trouble.IN_FUTURE: mark("This day has not come yet: check the year."),
}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?([0-9]{2}))?h?")
_EXAMPLE = date(1979, 3, 12)
_DAYS = ((mark("today"), 0), (mark("yesterday"), -1), (mark("tomorrow"), 1))


def day_parser(ctx: Context, *, future: bool) -> Parse:
    """Reads an exact day; `Parsed.value` is a `date`, or None while it is not known which."""
    return _parser(ctx, future=future, whole=True)


def partial_parser(ctx: Context) -> Parse:
    """Reads a day, a month or a year that has come; `Parsed.value` is a `date`, a `PartialDate`,
    or None while it is not known which."""
    return _parser(ctx, future=False, whole=False)


def _parser(ctx: Context, *, future: bool, whole: bool) -> Parse:
    def parse(text: str) -> Parsed:
        read = parse_date(
            text,
            ctx.settings.date_order,
            ctx.acting.today(),
            month_numbers(ctx.language),
            {_(word): days for word, days in _DAYS},
            future=future,
        )
        match read:
            case Understood(date() as day):
                return Parsed(day, unlike(day_words(day, ctx.language), text))
            case Understood(PartialDate() as part):
                words = partial_words(part, ctx.language)
                if not whole:
                    return Parsed(part, unlike(words, text))
                return Parsed(error=_("Add the day: {words} is not one day.").format(words=words))
            case Ambiguous(candidates):
                both = tuple(day_words(day, ctx.language) for day in candidates)
                return Parsed(
                    words=_("Which day is meant?"), choices=tuple(zip(both, both, strict=True))
                )
            case Invalid(code):
                return Parsed(error=_(TROUBLE[code]).format(example=example(ctx)))
            case _:
                raise TypeError(read)

    return parse


def unlike(words: str, typed: str) -> str:
    """The echo, unless it would only repeat what was typed."""
    return "" if words.casefold() == typed.strip().casefold() else words


def example(ctx: Context) -> str:
    """A date in figures as the clinic writes it."""
    pattern = {
        DateOrder.DAY_FIRST: "%d/%m/%Y",
        DateOrder.MONTH_FIRST: "%m/%d/%Y",
        DateOrder.YEAR_FIRST: "%Y-%m-%d",
    }
    return _EXAMPLE.strftime(pattern[ctx.settings.date_order])


def clock_time(text: str) -> str | None:
    """A time of day as typed, as `09:30`; empty stays empty, None is no time.

    Reads `9`, `930`, `9:30`, `9.30`, `9h30`.
    """
    if not text.strip():
        return ""
    found = _CLOCK.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None


def units_of(text: str) -> int | None:
    """How many units a text says; None where it says nothing.

    Raises `Refused("lot.units-impossible")` for what is no whole number.
    """
    digits = text.strip()
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > len(str(MOST_UNITS)):
        raise Refused("lot.units-impossible", most=MOST_UNITS)
    return int(digits)

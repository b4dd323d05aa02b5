"""Dates as a person types them, read in the clinic's order and echoed in words."""

from __future__ import annotations

from datetime import date

from consult_app.domain.clinic import DateOrder
from consult_app.domain.parsing import Ambiguous, Invalid, Trouble, Understood, parse_date
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
_EXAMPLE = date(1979, 3, 12)
_DAYS = ((mark("today"), 0), (mark("yesterday"), -1), (mark("tomorrow"), 1))


def day_parser(ctx: Context, *, future: bool) -> Parse:
    """Reads an exact day; `Parsed.value` is a `date`, or None while it is not known which."""

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
                return Parsed(day, day_words(day, ctx.language))
            case Understood(PartialDate() as part):
                words = partial_words(part, ctx.language)
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


def example(ctx: Context) -> str:
    """A date in figures as the clinic writes it."""
    pattern = {
        DateOrder.DAY_FIRST: "%d/%m/%Y",
        DateOrder.MONTH_FIRST: "%m/%d/%Y",
        DateOrder.YEAR_FIRST: "%Y-%m-%d",
    }
    return _EXAMPLE.strftime(pattern[ctx.settings.date_order])

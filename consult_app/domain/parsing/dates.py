"""A typed text understood as a date: an exact day, part of one, one of several, or none.

What can be read in two ways is never guessed: the candidates come back, the clinic's reading first.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from consult_app.domain.clinic import DateOrder
from consult_app.domain.names import fold
from consult_app.domain.parsing.result import LONGEST, Ambiguous, Invalid, Trouble, Understood
from consult_app.forms.model import PartialDate

EARLIEST_YEAR = 1900
"""No date in a record of a living person, nor in their history, lies before it."""

Day: TypeAlias = date | PartialDate
"""An exact day, or what is known of it: a year, or a month of a year."""
Parsed: TypeAlias = Understood[Day] | Ambiguous[date] | Invalid


@dataclass(frozen=True, slots=True)
class _Typed:
    """The parts of a date as typed: figures with their place, and the month if it is a word."""

    figures: tuple[str, ...]
    month: int | None
    dots: bool


class _UnreadableError(Exception):
    """Ends the reading of one text; never leaves this module."""

    def __init__(self, code: Trouble) -> None:
        super().__init__(code)
        self.code = code


_PARTS = re.compile(r"(\d+)(?:st|nd|rd|th)?(?!\w)|([^\W\d_]+)")
_BETWEEN = re.compile(r"[\s./,'-]*")
_GLUED = re.compile(r"(?<=\d)(?!(?:st|nd|rd|th)\b)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


def parse_date(
    text: str,
    order: DateOrder,
    today: date,
    month_names: Mapping[str, int],
    day_words: Mapping[str, int] | None = None,
    *,
    future: bool = True,
) -> Parsed:
    """The date that `text` means.

    `month_names`: word -> 1 to 12, in the language in use; three letters or more of one will do.
    `day_words`: word -> days from `today` (today 0, yesterday -1). Without `future` no day after
    `today` can stand.
    """
    folded = fold(text) if len(text) <= LONGEST else ""
    if not text.strip():
        return Invalid(Trouble.EMPTY)
    words = {fold(word): days for word, days in (day_words or {}).items()}
    if folded in words:
        return within_limits(Understood(today + timedelta(days=words[folded])), today, future)
    try:
        typed = _typed(folded, month_names)
        return within_limits(_read(typed, order, today, future), today, future)
    except _UnreadableError as trouble:
        return Invalid(trouble.code)


def within_limits(parsed: Parsed, today: date, future: bool) -> Parsed:
    """`parsed`, without what lies before 1900 or, unless `future`, after `today`.

    A candidate that is left alone is still asked: the person may have meant the other one.
    """
    if isinstance(parsed, Understood):
        code = _out_of_limits(parsed.value, today, future)
        return Invalid(code) if code else parsed
    if isinstance(parsed, Ambiguous):
        left = tuple(c for c in parsed.candidates if not _out_of_limits(c, today, future))
        if not left:
            return Invalid(_out_of_limits(parsed.candidates[0], today, future) or Trouble.IN_FUTURE)
        return Ambiguous(left)
    return parsed


def as_partial(day: Day) -> PartialDate:
    """The same as an answer of the form holds it."""
    return day if isinstance(day, PartialDate) else PartialDate(day.isoformat())


def _out_of_limits(day: Day, today: date, future: bool) -> Trouble | None:
    text = as_partial(day).text
    if int(text[:4]) < EARLIEST_YEAR:
        return Trouble.TOO_EARLY
    after = text > today.isoformat()[: len(text)]
    return Trouble.IN_FUTURE if after and not future else None


def _typed(folded: str, month_names: Mapping[str, int]) -> _Typed:
    """Parts of the text; anything but figures, one month and separators is refused."""
    spaced = _GLUED.sub(" ", folded)
    if _BETWEEN.fullmatch(_PARTS.sub("", spaced)) is None or not spaced[:1].isalnum():
        raise _UnreadableError(Trouble.NOT_A_DATE)
    found = [(m[1], m[2]) for m in _PARTS.finditer(spaced)]
    words = [word for _, word in found if word]
    figures = tuple(str(int(f)).zfill(len(f)) for f, _ in found if f)
    if len(words) > 1 or not figures:
        raise _UnreadableError(Trouble.NOT_A_DATE)
    month = _month(words[0], month_names) if words else None
    return _Typed(figures, month, re.fullmatch(r"\d+\.\d+\.\d+", spaced) is not None)


def _month(word: str, names: Mapping[str, int]) -> int:
    folded = {fold(name).rstrip("."): number for name, number in names.items()}
    if word in folded:
        return folded[word]
    begun = {n for name, n in folded.items() if len(word) >= 3 and name.startswith(word)}
    if len(begun) != 1:
        raise _UnreadableError(Trouble.NOT_A_DATE)
    return begun.pop()


def _read(typed: _Typed, order: DateOrder, today: date, future: bool) -> Parsed:
    if typed.month is not None:
        return _with_month(typed.figures, typed.month, order, today, future)
    match [len(f) for f in typed.figures]:
        case [8]:
            return _run_together(typed.figures[0], order)
        case [4]:
            return Understood(PartialDate(typed.figures[0]))
        case [4, 1 | 2]:
            return Understood(_year_month(int(typed.figures[0]), int(typed.figures[1])))
        case [1 | 2, 4]:
            return Understood(_year_month(int(typed.figures[1]), int(typed.figures[0])))
        case [1 | 2, 1 | 2]:
            raise _UnreadableError(Trouble.YEAR_MISSING)
        case [4, 1 | 2, 1 | 2]:
            return _one_of([_day(*(int(f) for f in typed.figures))])
        case [1 | 2, 1 | 2, 4]:
            return _year_last(typed, order)
        case [1 | 2, 1 | 2, 1 | 2]:
            return _short_year(typed.figures, order, today, future)
        case _:
            raise _UnreadableError(Trouble.NOT_A_DATE)


def _with_month(
    figures: tuple[str, ...], month: int, order: DateOrder, today: date, future: bool
) -> Parsed:
    """`3 apr 2025`, `apr 3, 2025`, `2025 apr 3`, `april 2025`, `3 apr 25`."""
    match [len(f) for f in figures]:
        case [4]:
            return Understood(_year_month(int(figures[0]), month))
        case [1 | 2]:
            raise _UnreadableError(Trouble.YEAR_MISSING)
        case [1 | 2, 4]:
            return _one_of([_day(int(figures[1]), month, int(figures[0]))])
        case [4, 1 | 2]:
            return _one_of([_day(int(figures[0]), month, int(figures[1]))])
        case [1 | 2, 2]:
            first, last = (int(f) for f in figures)
            readings = [_day(_century(last, today, future), month, first)]
            if len(figures[0]) == 2 and (order is DateOrder.YEAR_FIRST or first > 31):
                readings.insert(0, _day(_century(first, today, future), month, last))
            return _one_of(readings)
        case _:
            raise _UnreadableError(Trouble.NOT_A_DATE)


def _year_last(typed: _Typed, order: DateOrder) -> Parsed:
    """`03/04/2025`: in the clinic's order; dots put the day first, so asked where it does not."""
    one, two, year = (int(f) for f in typed.figures)
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    if order is DateOrder.DAY_FIRST:
        return _one_of([day_first or month_first])
    if order is DateOrder.MONTH_FIRST:
        both = [month_first, day_first] if typed.dots else [month_first or day_first]
        return _one_of(both)
    return _one_of([day_first, month_first])


def _short_year(figures: tuple[str, ...], order: DateOrder, today: date, future: bool) -> Parsed:
    """`03/04/25`: asked, unless only one reading is a date."""
    one, two, three = (int(f) for f in figures)
    last, first = _century(three, today, future), _century(one, today, future)
    day_first, month_first = _day(last, two, one), _day(last, one, two)
    year_first = _day(first, two, three) if len(figures[0]) == 2 else None
    match order:
        case DateOrder.DAY_FIRST:
            readings = [day_first, month_first]
        case DateOrder.MONTH_FIRST:
            readings = [month_first, day_first]
        case DateOrder.YEAR_FIRST:
            readings = [year_first, day_first, month_first]
    # a day beyond the month's last is a slip, not a year
    return _one_of([year_first] if one > 31 else readings)


def _run_together(figure: str, order: DateOrder) -> Parsed:
    """`20250403` or `03042025`: a year since 1900 at the end leaves no month in the middle."""
    year_first = _day(int(figure[:4]), int(figure[4:6]), int(figure[6:]))
    if year_first is not None:
        return Understood(year_first)
    return _year_last(_Typed((figure[:2], figure[2:4], figure[4:]), None, dots=False), order)


def _one_of(readings: list[date | None]) -> Parsed:
    """The one day there is, or all that there are, to be asked."""
    days = tuple(dict.fromkeys(day for day in readings if day is not None))
    if not days:
        raise _UnreadableError(Trouble.NO_SUCH_DAY)
    return Understood(days[0]) if len(days) == 1 else Ambiguous(days)


def _day(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _year_month(year: int, month: int) -> PartialDate:
    if not 1 <= month <= 12:
        raise _UnreadableError(Trouble.NO_SUCH_MONTH)
    return PartialDate(f"{year:04}-{month:02}")


def _century(short: int, today: date, future: bool) -> int:
    """The full year: the latest that can be meant, at most ten years ahead where that can be."""
    latest = today.year + (10 if future else 0)
    return latest - (latest - short) % 100

"""Equality and order of answers as R4 enableWhen means them; what cannot be told is neither."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from consult_app.forms import units
from consult_app.forms.model import Coding, PartialDate, Quantity, Reference, Value

UCUM = "http://unitsofmeasure.org"
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
Span = tuple[datetime, datetime]


def same(left: Value, right: Value) -> bool:
    """Whether two answers are equal: codings by system and code, quantities across units.

    Two codings without a code are told apart by their display: they have nothing else.
    """
    if isinstance(left, Coding) and isinstance(right, Coding):
        if not left.code and not right.code:
            return left.display == right.display
        return left == right
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return left == right or (
            left.comparator == right.comparator and _order_quantities(left, right) == 0
        )
    if isinstance(left, Reference) and isinstance(right, Reference):
        return left.reference == right.reference
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, PartialDate | datetime) and isinstance(right, PartialDate | datetime):
        return order(left, right) == 0
    return (type(left) is type(right) and left == right) or _equal_numbers(left, right)


def order(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as left comes before, with or after right; None where it cannot be told.

    Partial dates are spans: 2024 comes before 2025-03, but 2024 against 2024-05 cannot be told.
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return None
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return (left > right) - (left < right)
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if left.comparator or right.comparator:
            return None
        return _order_quantities(left, right)
    if isinstance(left, time) and isinstance(right, time):
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    return _order_dates(left, right)


def at_least(left: Value, right: Value) -> bool:
    """Whether left is surely not below right, also where a partial date leaves equality open."""
    told = order(left, right)
    if told is not None:
        return told >= 0
    first, second = _spans(left, right)
    if first is None or second is None:
        return False
    if isinstance(left, PartialDate) and isinstance(right, PartialDate):
        return first[0].date() >= second[1].date()
    return first[0] >= second[1]


def at_most(left: Value, right: Value) -> bool:
    """Whether left is surely not above right."""
    return at_least(right, left)


def comparable(left: Value, right: Value) -> bool:
    """Whether the two are of kinds that have an order between them (units that convert)."""
    if order(left, right) is not None:
        return True
    first, second = _spans(left, right)
    return first is not None and second is not None


def span(value: Value) -> Span | None:
    """First and last instant that a date or dateTime can mean; None for anything else."""
    if isinstance(value, datetime):
        return value, value
    parts = _DATE.match(value.text) if isinstance(value, PartialDate) else None
    if parts is None:
        return None
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    try:
        first = date(year, month or 1, day or 1)
        end_month = month or 12
        last = date(year, end_month, day or calendar.monthrange(year, end_month)[1])
    except ValueError:
        return None
    return datetime.combine(first, time.min), datetime.combine(last, time.max)


def quantity_in_base(value: Quantity) -> tuple[Fraction, tuple[tuple[str, int], ...]] | None:
    """A quantity in base units with its dimension; None where its unit is not a known UCUM code."""
    if value.code and value.system in {"", UCUM}:
        return units.convert(Fraction(value.value), value.code)
    return None


def _equal_numbers(left: Value, right: Value) -> bool:
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return left == right
    return False


def _order_quantities(left: Quantity, right: Quantity) -> int | None:
    if _unit(left) == _unit(right):
        return (left.value > right.value) - (left.value < right.value)
    first, second = quantity_in_base(left), quantity_in_base(right)
    if first is None or second is None or first[1] != second[1]:
        return None
    return (first[0] > second[0]) - (first[0] < second[0])


def _unit(value: Quantity) -> tuple[str, str]:
    """What a unit is known by: its code, or its words where it has no code."""
    return (value.system or UCUM, value.code) if value.code else ("", value.unit)


def _order_dates(left: Value, right: Value) -> int | None:
    first, second = _spans(left, right)
    if first is None or second is None:
        return None
    if first[1] < second[0]:
        return -1
    if first[0] > second[1]:
        return 1
    return 0 if first == second else None


def _spans(left: Value, right: Value) -> tuple[Span | None, Span | None]:
    """Both spans, made comparable: a time zone counts only where both sides have one."""
    first, second = span(left), span(right)
    if first is None or second is None:
        return first, second
    if (first[0].tzinfo is None) == (second[0].tzinfo is None):
        return first, second
    return _naive(first), _naive(second)


def _naive(both: Span) -> Span:
    return both[0].replace(tzinfo=None), both[1].replace(tzinfo=None)

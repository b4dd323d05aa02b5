"""Between answers and what expressions work with: FHIR primitives and objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal

from consult_app.forms.compare import UCUM
from consult_app.forms.model import Coding, Item, ItemType, PartialDate, Quantity, Value
from consult_app.forms.values import NotAValueError, value_from_json, value_to_json

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_PLACES = 8
"""Decimals kept of a calculated number whose item sets no limit: beyond any measurement."""


def to_primitive(value: Value) -> object:
    """An answer as the JSON that stands behind its `value[x]`."""
    return next(iter(value_to_json(value).values()))


def answers_from(found: Iterable[object], item: Item) -> tuple[Value, ...]:
    """Results of an expression as answers of an item's type; what does not fit is left out.

    A text in answer to a choice is the option of that code. An item that does not repeat takes
    the first result.
    """
    values = tuple(value for one in found for value in [_answer(one, item)] if value is not None)
    return values if item.repeats else values[:1]


def _answer(found: object, item: Item) -> Value | None:
    kind = item.type
    if kind is ItemType.BOOLEAN:
        return found if isinstance(found, bool) else None
    if kind in {ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY}:
        return _measure(found, item)
    if kind in {ItemType.CHOICE, ItemType.OPEN_CHOICE}:
        return _choice(found, item)
    if kind in {ItemType.STRING, ItemType.TEXT, ItemType.URL}:
        return _text(found)
    if kind in {ItemType.DATE, ItemType.DATE_TIME, ItemType.TIME}:
        return _moment(_text(found) or "", kind)
    if isinstance(found, Mapping):
        member = "valueAttachment" if kind is ItemType.ATTACHMENT else "valueReference"
        return _read({member: found})
    return None


def _measure(found: object, item: Item) -> Value | None:
    if isinstance(found, Mapping):
        quantity = _read({"valueQuantity": found})
        return quantity if item.type is ItemType.QUANTITY else None
    value, unit = getattr(found, "value", found), getattr(found, "unit", "")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    if item.type is ItemType.INTEGER:
        return int(number.to_integral_value(ROUND_HALF_UP))
    number = rounded(number, item.max_decimal_places)
    if item.type is ItemType.DECIMAL:
        return number
    code = str(unit).strip("'") or item.unit_code
    return Quantity(number, item.unit or code, code, UCUM if code else "")


def rounded(number: Decimal, places: int | None) -> Decimal:
    """A number with at most `places` decimals, half away from zero; None: those worth keeping."""
    exponent = number.as_tuple().exponent
    limit = _PLACES if places is None else places
    if not isinstance(exponent, int) or -exponent <= limit or number.adjusted() > 15:
        return number
    short = number.quantize(Decimal(1).scaleb(-limit), ROUND_HALF_UP)
    if places is not None or not short:
        return short
    return Decimal(format(short, "f").rstrip("0").rstrip("."))


def _choice(found: object, item: Item) -> Value | None:
    if isinstance(found, Mapping):
        found = _read({"valueCoding": found})
    text = found.code if isinstance(found, Coding) and not found.system else _text(found)
    for option in item.options:
        value = option.value
        if value == found or (isinstance(value, Coding) and text and value.code == text):
            return value
    if isinstance(found, Coding):
        return found
    if text is None:
        return None
    return text if item.type is ItemType.OPEN_CHOICE else Coding(text)


def _text(found: object) -> str | None:
    if isinstance(found, bool):
        return "true" if found else "false"
    if found is None or isinstance(found, Mapping | Coding):
        return None
    return format(found, "f") if isinstance(found, Decimal) else str(found)


def _moment(text: str, kind: ItemType) -> Value | None:
    try:
        if kind is ItemType.TIME:
            return time.fromisoformat(text)
        if kind is ItemType.DATE:
            return PartialDate(text[:10]) if _DATE.fullmatch(text[:10]) else None
        return PartialDate(text) if _DATE.fullmatch(text) else datetime.fromisoformat(text)
    except ValueError:
        return None


def _read(data: Mapping[str, object]) -> Value | None:
    try:
        return value_from_json(data)
    except NotAValueError:
        return None

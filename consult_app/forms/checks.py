"""One small check for each constraint on the answers of a question; codes and numbers, no words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache

from consult_app.forms import references, units
from consult_app.forms.compare import comparable, order, same, span
from consult_app.forms.model import (
    Attachment,
    Coding,
    Item,
    ItemType,
    PartialDate,
    Quantity,
    Reference,
    Value,
)
from consult_app.forms.state import IssueCode
from consult_app.forms.values import datetime_text

Wrong = tuple[IssueCode, Mapping[str, object]]
Check = Callable[[Item, Value], Iterator[Wrong]]

_KINDS: Mapping[ItemType, tuple[type, ...]] = {
    ItemType.BOOLEAN: (bool,),
    ItemType.DECIMAL: (Decimal,),
    ItemType.INTEGER: (int,),
    ItemType.DATE: (PartialDate,),
    ItemType.DATE_TIME: (datetime, PartialDate),
    ItemType.TIME: (time,),
    ItemType.STRING: (str,),
    ItemType.TEXT: (str,),
    ItemType.URL: (str,),
    ItemType.CHOICE: (Coding,),
    ItemType.OPEN_CHOICE: (Coding, str),
    ItemType.ATTACHMENT: (Attachment,),
    ItemType.REFERENCE: (Reference,),
    ItemType.QUANTITY: (Quantity,),
}
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OID = re.compile(r"urn:oid:[0-2](\.(0|[1-9]\d*))+")


def of_value(item: Item, value: Value, checks: tuple[Check, ...]) -> list[Wrong]:
    """What one answer breaks, by the checks for its item; a wrong type is not looked at further."""
    if not fits(item, value):
        return [(IssueCode.TYPE, {"type": item.type.value})]
    return [wrong for check in checks for wrong in check(item, value)]


def checks_for(item: Item) -> tuple[Check, ...]:
    """The checks that an item's type and constraints call for."""
    wanted: tuple[tuple[Check, object], ...] = (
        (_format, item.type in {ItemType.URL, ItemType.DATE, ItemType.DATE_TIME}),
        (_range, item.min_value is not None or item.max_value is not None),
        (_length, item.min_length is not None or item.max_length is not None),
        (_pattern, item.pattern),
        (_decimals, item.max_decimal_places is not None),
        (_option, item.options),
        (_unit, item.type is ItemType.QUANTITY),
        (_attachment, item.type is ItemType.ATTACHMENT),
        (_reference, item.type is ItemType.REFERENCE),
    )
    return tuple(check for check, called_for in wanted if called_for)


def of_all(item: Item, values: tuple[Value, ...]) -> Iterator[Wrong]:
    """What the answers of one question break together: how many, and which exclude others."""
    limit = item.max_occurs if item.repeats else 1
    if limit is not None and len(values) > limit:
        yield IssueCode.MAX_OCCURS, {"max": limit, "count": len(values)}
    if item.repeats and item.min_occurs is not None and len(values) < item.min_occurs:
        yield IssueCode.MIN_OCCURS, {"min": item.min_occurs, "count": len(values)}
    if len(values) > 1:
        for option in item.options:
            if option.exclusive and any(same(option.value, value) for value in values):
                yield IssueCode.EXCLUSIVE, {"option": option.value}


def fits(item: Item, value: Value) -> bool:
    """Whether an answer has the type of its item, or that of one of its options."""
    kinds = _KINDS.get(item.type, ())
    if isinstance(value, bool):
        return bool in kinds
    if isinstance(value, kinds):
        return True
    offers = item.type in {ItemType.CHOICE, ItemType.OPEN_CHOICE}
    return offers and any(type(option.value) is type(value) for option in item.options)


def _format(item: Item, value: Value) -> Iterator[Wrong]:
    if isinstance(value, PartialDate) and span(value) is None:
        yield IssueCode.FORMAT, {}
    if item.type is ItemType.URL and isinstance(value, str) and not _is_url(value):
        yield IssueCode.FORMAT, {}


def _is_url(text: str) -> bool:
    """R4 takes any uri without spaces; a backslash, or a broken UUID or OID, makes none."""
    if re.search(r"[\s\\<>\"{}|^`]", text):
        return False
    if text.lower().startswith("urn:uuid:"):
        return _UUID.fullmatch(text) is not None
    if text.lower().startswith("urn:oid:"):
        return _OID.fullmatch(text) is not None
    return True


def _range(item: Item, value: Value) -> Iterator[Wrong]:
    for limit, code, side in (
        (item.min_value, IssueCode.MIN, -1),
        (item.max_value, IssueCode.MAX, 1),
    ):
        if limit is None:
            continue
        measured: Value = value
        if isinstance(value, Quantity) and not isinstance(limit, Quantity):
            measured = value.value
        if order(measured, limit) == side:
            yield code, {"limit": limit}
        elif isinstance(limit, Quantity) and not comparable(measured, limit):
            yield IssueCode.UNIT, {"unit": limit.unit or limit.code}


def _length(item: Item, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, str):
        return
    if item.max_length is not None and len(value) > item.max_length:
        yield IssueCode.MAX_LENGTH, {"max": item.max_length, "length": len(value)}
    if item.min_length is not None and len(value) < item.min_length:
        yield IssueCode.MIN_LENGTH, {"min": item.min_length, "length": len(value)}


def _pattern(item: Item, value: Value) -> Iterator[Wrong]:
    if not item.pattern:
        return
    expression, text = pattern(item.pattern), _as_text(value)
    if expression and text is not None and not expression.fullmatch(text):
        yield IssueCode.PATTERN, {"pattern": item.pattern}


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str] | None:
    """A regular expression ready to use, None where it cannot be read (lint names it)."""
    try:
        return re.compile(text)
    except re.error:
        return None


def _as_text(value: Value) -> str | None:
    """An answer as FHIR spells it, None for what is more than one text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | Decimal):
        return str(value)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, datetime):
        return datetime_text(value)
    return value.isoformat() if isinstance(value, time) else None


def _decimals(item: Item, value: Value) -> Iterator[Wrong]:
    number = value.value if isinstance(value, Quantity) else value
    if item.max_decimal_places is None or not isinstance(number, Decimal):
        return
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > item.max_decimal_places:
        yield IssueCode.MAX_DECIMALS, {"max": item.max_decimal_places}


def _option(item: Item, value: Value) -> Iterator[Wrong]:
    if not item.options or (item.type is ItemType.OPEN_CHOICE and isinstance(value, str)):
        return
    for option in item.options:
        if option.value is value or same(option.value, value):
            return
    yield IssueCode.OPTION, {}


def _unit(item: Item, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, Quantity):
        return
    if item.unit_options:
        if not any(_offers(option, value) for option in item.unit_options):
            yield IssueCode.UNIT, {"unit": value.unit or value.code}
    elif item.unit_code and value.code and value.code != item.unit_code:
        own, asked = units.measure(value.code), units.measure(item.unit_code)
        if own and asked and own.dimension != asked.dimension:
            yield IssueCode.UNIT, {"unit": item.unit or item.unit_code}


def _offers(option: Coding, value: Quantity) -> bool:
    """Whether a unit option is the unit of a quantity, by code or, lacking one, by words."""
    if value.code and option.code:
        return option.code == value.code
    return bool(value.unit) and value.unit in {option.display, option.code}


def _attachment(item: Item, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, Attachment):
        return
    if item.mime_types and value.content_type not in item.mime_types:
        yield IssueCode.CONTENT_TYPE, {"types": ", ".join(item.mime_types)}
    if item.max_size is not None and value.size > item.max_size:
        yield IssueCode.SIZE, {"max": item.max_size, "size": value.size}
    inline = _inline_size(value.url)
    if inline is not None and inline != value.size:
        yield IssueCode.SIZE, {"size": value.size, "actual": inline}


def _inline_size(url: str) -> int | None:
    """How many bytes a base64 `data:` address holds, told without decoding it."""
    if not url.startswith("data:") or ";base64," not in url:
        return None
    start = url.index(";base64,") + len(";base64,")
    length = len(url) - start - sum(url.count(space, start) for space in " \t\r\n")
    return length * 3 // 4 - url[-2:].count("=")


def _reference(item: Item, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, Reference) or not value.reference:
        return
    if not references.is_valid(value.reference):
        yield IssueCode.REFERENCE, {}
        return
    kind = references.type_of(value.reference)
    if item.reference_types and kind and kind not in item.reference_types:
        yield IssueCode.REFERENCE, {"types": ", ".join(item.reference_types)}

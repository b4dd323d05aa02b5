"""One answer as a FHIR `value[x]` object and back.

Numbers: a decimal is a `decimal.Decimal` in these objects, read with `jsontext.loads` and written
with `jsontext.dumps`, so that 1.50 stays 1.50. Reading is tolerant of the float that plain
`json.loads` makes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation

from consult_app.forms import jsontext
from consult_app.forms.model import (
    Attachment,
    Coding,
    ItemType,
    PartialDate,
    Quantity,
    Reference,
    Value,
)

SHA256 = "urn:consult:attachment-sha256"

_MEMBER_OF_TYPE: Mapping[ItemType, str] = {
    ItemType.BOOLEAN: "valueBoolean",
    ItemType.DECIMAL: "valueDecimal",
    ItemType.INTEGER: "valueInteger",
    ItemType.DATE: "valueDate",
    ItemType.DATE_TIME: "valueDateTime",
    ItemType.TIME: "valueTime",
    ItemType.STRING: "valueString",
    ItemType.TEXT: "valueString",
    ItemType.URL: "valueUri",
    ItemType.CHOICE: "valueCoding",
    ItemType.OPEN_CHOICE: "valueCoding",
    ItemType.ATTACHMENT: "valueAttachment",
    ItemType.REFERENCE: "valueReference",
    ItemType.QUANTITY: "valueQuantity",
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class NotAValueError(ValueError):
    """A `value[x]` object that no answer can be made of."""


def member_of(item_type: ItemType) -> str:
    """The `value[x]` member that answers to this type of item use ("" for group and display)."""
    return _MEMBER_OF_TYPE.get(item_type, "")


def value_to_json(value: Value, item_type: ItemType | None = None) -> dict[str, object]:
    """`{"valueCoding": {…}}` and so on.

    With the type of its item a text of a url is written as `valueUri`, and a date that answers a
    dateTime as `valueDateTime`; without, every value comes back exactly by `value_from_json`.
    """
    for kind, member, write in _WRITERS:
        if isinstance(value, kind):
            if member == "valueString" and item_type is ItemType.URL:
                member = "valueUri"
            elif member == "valueDate" and item_type is ItemType.DATE_TIME:
                member = "valueDateTime"
            return {member: write(value)}
    raise TypeError(type(value).__name__)


def value_from_json(data: Mapping[str, object]) -> Value:
    """The answer in a `value[x]` object; raises `NotAValueError` where it has none."""
    for member, read in _READERS.items():
        if member in data:
            try:
                return read(data[member])
            except (TypeError, ValueError, KeyError, AttributeError, InvalidOperation) as error:
                raise NotAValueError(member) from error
    raise NotAValueError(next((name for name in data if name.startswith("value")), "value[x]"))


def value_to_text(value: Value) -> str:
    """An answer as one line of JSON, exact, for storage."""
    return jsontext.dumps(value_to_json(value))


def value_from_text(text: str) -> Value:
    """The answer that `value_to_text` wrote."""
    data = jsontext.loads(text)
    if not isinstance(data, dict):
        raise NotAValueError("value[x]")
    return value_from_json(data)


def datetime_text(value: datetime) -> str:
    """A dateTime as FHIR writes it: with the fraction only where there is one, UTC as Z."""
    whole = not value.microsecond
    short = not value.microsecond % 1000
    text = value.isoformat(timespec="seconds" if whole else "milliseconds" if short else "auto")
    return text[:-6] + "Z" if value.tzinfo is UTC else text


def number(value: object) -> Decimal:
    """A JSON number as Decimal, exactly; a float by its shortest spelling."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise NotAValueError("number")
    found = Decimal(repr(value) if isinstance(value, float) else value)
    if not found.is_finite():
        raise NotAValueError("number")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotAValueError("string")
    return value


def _member(data: object, name: str) -> str:
    """A text member of an object, "" where it is absent."""
    if not isinstance(data, Mapping):
        raise NotAValueError(name)
    value = data.get(name, "")
    return value if isinstance(value, str) else str(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotAValueError("valueBoolean")
    return value


def _integer(value: object) -> int:
    found = number(value)
    if found != found.to_integral_value():
        raise NotAValueError("valueInteger")
    return int(found)


def _date(value: object) -> PartialDate:
    return PartialDate(_text(value))


def _date_time(value: object) -> datetime | PartialDate:
    text = _text(value)
    if _DATE.fullmatch(text):
        return PartialDate(text)
    return datetime.fromisoformat(text)


def _time(value: object) -> time:
    return time.fromisoformat(_text(value))


def coding_from_json(data: object) -> Coding:
    """A Coding; what it lacks is ""."""
    return Coding(_member(data, "code"), _member(data, "system"), _member(data, "display"))


def coding_to_json(value: Coding) -> dict[str, object]:
    """A Coding without empty members."""
    return _filled(system=value.system, code=value.code, display=value.display)


def quantity_from_json(data: object) -> Quantity:
    """A Quantity; one without a number is refused."""
    if not isinstance(data, Mapping):
        raise NotAValueError("valueQuantity")
    texts = (_member(data, name) for name in ("unit", "code", "system", "comparator"))
    return Quantity(number(data["value"]), *texts)


def quantity_to_json(value: Quantity) -> dict[str, object]:
    """A Quantity without empty members."""
    rest = _filled(unit=value.unit, system=value.system, code=value.code)
    return {"value": value.value} | _filled(comparator=value.comparator) | rest


def attachment_from_json(data: object) -> Attachment:
    """An Attachment; bytes given inline are measured and stay as a `data:` address."""
    if not isinstance(data, Mapping):
        raise NotAValueError("valueAttachment")
    kind, url = _member(data, "contentType"), _member(data, "url")
    size = int(number(data.get("size", 0)))
    digest = next(
        (
            _member(one, "valueString")
            for one in _list(data.get("extension"))
            if _member(one, "url") == SHA256
        ),
        "",
    )
    inline = inline_bytes(data)
    if inline is not None and not url:
        url = f"data:{kind};base64,{_member(data, 'data')}"
        size, digest = size or len(inline), digest or hashlib.sha256(inline).hexdigest()
    return Attachment(_member(data, "title"), kind, size, digest, url)


def inline_bytes(data: Mapping[str, object]) -> bytes | None:
    """The bytes inside an Attachment object, or None; raises `NotAValueError` for broken ones."""
    text = _member(data, "data")
    if not text:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise NotAValueError("valueAttachment") from error


def _attachment_to_json(value: Attachment) -> dict[str, object]:
    prefix = f"data:{value.content_type};base64,"
    inline = value.url.startswith(prefix)
    found = _filled(
        contentType=value.content_type,
        data=value.url.removeprefix(prefix) if inline else "",
        url="" if inline else value.url,
    )
    if value.size:
        found["size"] = value.size
    if value.sha256:
        found["extension"] = [{"url": SHA256, "valueString": value.sha256}]
    return found | _filled(title=value.title)


def _reference(data: object) -> Reference:
    return Reference(_member(data, "reference"), _member(data, "display"))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _filled(**members: str) -> dict[str, object]:
    return {name: text for name, text in members.items() if text}


_WRITERS: tuple[tuple[type, str, Callable[..., object]], ...] = (
    (bool, "valueBoolean", bool),
    (int, "valueInteger", int),
    (Decimal, "valueDecimal", Decimal),
    (str, "valueString", str),
    (PartialDate, "valueDate", lambda value: value.text),
    (datetime, "valueDateTime", datetime_text),
    (time, "valueTime", lambda value: value.isoformat()),
    (Coding, "valueCoding", coding_to_json),
    (Quantity, "valueQuantity", quantity_to_json),
    (Attachment, "valueAttachment", _attachment_to_json),
    (
        Reference,
        "valueReference",
        lambda value: _filled(reference=value.reference, display=value.display),
    ),
)
_READERS: Mapping[str, Callable[[object], Value]] = {
    "valueBoolean": _boolean,
    "valueInteger": _integer,
    "valueDecimal": number,
    "valueString": _text,
    "valueUri": _text,
    "valueDate": _date,
    "valueDateTime": _date_time,
    "valueTime": _time,
    "valueCoding": coding_from_json,
    "valueQuantity": quantity_from_json,
    "valueAttachment": attachment_from_json,
    "valueReference": _reference,
}

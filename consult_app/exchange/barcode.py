"""Barcodes as a scanner types them: GS1 DataMatrix and Code 128, told in plain values.

Element strings are read by biip; here stands what scanners do to them on the way: the symbology's
mark before them, and the separator as a control character, a visible stand-in, or a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consult_app.domain.scan import Scan
from consult_app.errors import Refused

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

GS = "\x1d"
"""The group separator, which stands for the code's FNC1 behind a field of any length."""
LONGEST = 500
"""Characters; no such code holds more."""

_MARK = re.compile(r"^\][A-Za-z]\d")
_SPOKEN = re.compile(r"<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\\x1d|\\u001d|\^\]", re.IGNORECASE)
_STAND_INS = re.compile("[\x1c\x1e\x1f\u241d\u241e|^~]")
"""None of them may stand in a GS1 field, so what types them means the separator."""
_WHOLE_GTIN = re.compile(r"\d{8}|\d{12,14}")
_LOT, _COUNTS, _EXPIRIES, _PRODUCTS = "10", ("30", "37"), ("17", "7003"), ("01", "02")


def read(text: str) -> Scan:
    """What a scanned text says.

    Raises `Refused`: barcode.unreadable, barcode.check-digit, barcode.impossible-date,
    barcode.no-lot.
    """
    plain = _plain(text)
    fields = _fields(plain)
    if _LOT not in fields:
        raise Refused("barcode.no-lot")
    products = [fields[ai] for ai in _PRODUCTS if ai in fields]
    return Scan(
        gtin=_number(products[0]) if products else "",
        lot=fields[_LOT].value,
        expiry=next((fields[ai].date for ai in _EXPIRIES if ai in fields), None),
        units=next((int(fields[ai].value) for ai in _COUNTS if ai in fields), None),
    )


def gtin(text: str) -> str:
    """A product's number as it is typed (8, 12, 13 or 14 digits), as 14 digits; empty stays so.

    Raises `Refused`: gtin.unreadable, gtin.check-digit.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and _WHOLE_GTIN.fullmatch(digits)):
        raise Refused("gtin.unreadable")
    # with the first barcode that is read: a quarter of a second that the day's list does not pay
    from biip import ParseError
    from biip.gtin import Gtin

    try:
        return Gtin.parse(digits).as_gtin_14()
    except ParseError:
        raise Refused("gtin.check-digit") from None


def _plain(text: str) -> str:
    bare = text.strip(" \t\r\n")
    if not bare or len(bare) > LONGEST:
        raise Refused("barcode.unreadable")
    bare = _STAND_INS.sub(GS, _SPOKEN.sub(GS, bare))
    bare = _MARK.sub("", bare.lstrip(GS)).lstrip(GS)
    if not bare:
        raise Refused("barcode.unreadable")
    return bare


def _fields(plain: str) -> dict[str, GS1ElementString]:
    """Each field by its application identifier; one that stands there twice differs from none."""
    from biip import ParseConfig, ParseError
    from biip.gs1_messages import GS1Message

    if _WHOLE_GTIN.fullmatch(plain):
        gtin(plain)
        raise Refused("barcode.no-lot")
    # a date is looked at below, so that a wrong one is told as what it is
    config = ParseConfig(gs1_element_strings_verify_date=False)
    try:
        parse = GS1Message.parse_hri if plain.startswith("(") else GS1Message.parse
        message = parse(plain, config=config)
    except (ParseError, ValueError):
        raise Refused("barcode.unreadable") from None
    fields: dict[str, GS1ElementString] = {}
    for element in message.element_strings:
        known = fields.setdefault(element.ai.ai, element)
        if known.value != element.value:
            raise Refused("barcode.unreadable")
        if element.ai.ai in _EXPIRIES and element.date is None:
            raise Refused("barcode.impossible-date")
    return fields


def _number(element: GS1ElementString) -> str:
    if element.gtin is None:
        raise Refused("barcode.check-digit")
    return element.gtin.as_gtin_14()

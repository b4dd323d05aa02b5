"""The few words of page furniture, in the document's language as the sheet brings them."""

from __future__ import annotations

from typing import TypeAlias

from consult_app.domain.blocks import Sheet

Words: TypeAlias = dict[str, str]

ENGLISH: Words = {
    "page": "Page",
    "of": "of",
    "day": "Day",
    "night": "Night",
    "born": "born",
    "issued": "issued",
    "record": "record",
    "seal": "Seal of the clinic",
    "signature": "Signature",
    "date": "Date",
    "front": "front",
    "back": "back",
    "left": "left",
    "right": "right",
    "code": "Code of this page",
}


def of(sheet: Sheet) -> Words:
    """Every word of the furniture; English where the sheet brings none."""
    return {**ENGLISH, **dict(sheet.words)}

"""A typed text understood as a number: `38,5` and `38.5` alike; `1.500` is asked."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TypeAlias

from consult_app.domain.names import visible
from consult_app.domain.parsing.result import LONGEST, Ambiguous, Invalid, Trouble, Understood

ParsedNumber: TypeAlias = Understood[Decimal] | Ambiguous[Decimal] | Invalid

_SPACES = " \u00a0\u2009\u202f'’"
_GROUPED_BY_SPACE = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}( [0-9]{3})+(?=[.,]|$)")
_SHAPE = re.compile(r"(?P<sign>[+-]?)(?P<body>[0-9][0-9.,]*|[.,][0-9]+)")


def parse_number(text: str, decimal_comma: bool) -> ParsedNumber:
    """The number that `text` means, as precise as it was typed (`38.50` keeps its nought).

    One mark with three digits behind it may part thousands or decimals: that is asked, the
    clinic's own reading first.
    """
    if not text.strip():
        return Invalid(Trouble.EMPTY)
    shape = _SHAPE.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    if shape is None:
        return Invalid(Trouble.NOT_A_NUMBER)
    readings = [r for r in (_reading(shape["body"], mark) for mark in _marks(decimal_comma)) if r]
    numbers = tuple(dict.fromkeys(Decimal(shape["sign"] + r) for r in readings))
    if not numbers:
        return Invalid(Trouble.NOT_A_NUMBER)
    return Understood(numbers[0]) if len(numbers) == 1 else Ambiguous(numbers)


def _plain(text: str) -> str:
    """Western digits, one kind of minus, and no space between proper groups of thousands."""
    shown = "".join(" " if c in _SPACES else c for c in visible(text).replace("−", "-")).strip()
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in shown)
    return _GROUPED_BY_SPACE.sub(lambda m: m[0].replace(" ", ""), digits)


def _marks(decimal_comma: bool) -> tuple[str, str]:
    return (",", ".") if decimal_comma else (".", ",")


def _reading(body: str, mark: str) -> str:
    """`body` as Decimal takes it, with `mark` before its decimals and the other between its
    thousands; "" where it cannot be read so."""
    other = "." if mark == "," else ","
    whole, *decimals = body.split(mark)
    groups = whole.split(other)
    if len(decimals) > 1 or other in "".join(decimals):
        return ""
    if len(groups) > 1 and not _thousands(groups):
        return ""
    return ".".join(["".join(groups), *decimals])


def _thousands(groups: list[str]) -> bool:
    """`1`, `234`, `567`: one to three digits, not led by nought, then threes."""
    first, *rest = groups
    return first[:1] not in {"", "0"} and len(first) <= 3 and all(len(g) == 3 for g in rest)

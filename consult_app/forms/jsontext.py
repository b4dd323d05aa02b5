"""JSON with exact decimals: a number with a point is a Decimal in memory and keeps its digits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal


def loads(text: str) -> object:
    """JSON text as Python values, decimals as `Decimal`; raises ValueError where it is not JSON.

    A number without a point or an exponent is an int. NaN and Infinity are not JSON.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def dumps(value: object, indent: int | None = None) -> str:
    """Python values as JSON text; a `Decimal` is written with its own digits."""
    return "".join(_write(value, indent, "\n" if indent else ""))


def _refuse(name: str) -> object:
    raise ValueError(name)


def _write(value: object, indent: int | None, newline: str) -> Iterator[str]:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(str(value))
        yield str(value)
    elif isinstance(value, Mapping):
        pairs = (
            (json.dumps(str(key), ensure_ascii=False) + ": ", one) for key, one in value.items()
        )
        yield from _enclose("{}", pairs, indent, newline)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _enclose("[]", (("", one) for one in value), indent, newline)
    else:
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)


def _enclose(
    brackets: str, pairs: Iterator[tuple[str, object]], indent: int | None, newline: str
) -> Iterator[str]:
    """The members of an object or array, each behind its label, between its brackets."""
    inner = newline + " " * (indent or 0)
    empty = True
    yield brackets[0]
    for label, value in pairs:
        if not empty:
            yield "," if indent else ", "
        empty = False
        yield inner + label
        yield from _write(value, indent, inner)
    yield ("" if empty else newline) + brackets[1]

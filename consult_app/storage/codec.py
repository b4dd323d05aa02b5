"""Frozen domain values as JSON text and back, driven by their type hints alone.

Serves what is kept whole and never searched: settings, what was said before a consent, its scope,
strokes. A field that is missing in an old text takes its default; an unknown one is an error.
"""

from __future__ import annotations

import json
import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object, leave_out: tuple[str, ...] = ()) -> str:
    """Canonical JSON of a dataclass, an enum, a date, or tuples of them.

    `leave_out`: fields of a dataclass that are kept elsewhere; they need a default.
    """
    plain = _plain(value)
    for name in leave_out:
        del plain[name]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The value of `kind` that `encode` wrote. Raises TypeError, ValueError for another text."""
    value: T = _typed(kind, json.loads(text))
    return value


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | frozenset | list):
        items = sorted(value) if isinstance(value, frozenset) else value
        return [_plain(item) for item in items]
    return value


def _typed(kind: Any, plain: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        if plain is None and type(None) in inner:
            return None
        (kind,) = (k for k in inner if k is not type(None))
        return _typed(kind, plain)
    if origin is tuple:
        return _tuple(inner, plain)
    if origin is frozenset:
        return frozenset(_typed(inner[0], item) for item in plain)
    if is_dataclass(kind):
        return _dataclass(kind, plain)
    return _single(kind, plain)


def _dataclass(kind: Any, plain: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], item) for name, item in plain.items()})


def _tuple(inner: Sequence[Any], plain: Sequence[Any]) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_typed(inner[0], item) for item in plain)
    return tuple(_typed(k, item) for k, item in zip(inner, plain, strict=True))


def _single(kind: Any, plain: Any) -> Any:
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(plain)
    if issubclass(kind, Enum):
        return kind(plain)
    if kind is float and isinstance(plain, int):
        return float(plain)
    if not isinstance(plain, kind):
        raise TypeError(f"a {kind.__name__} was expected")
    return plain


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)

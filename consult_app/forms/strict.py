"""Whether a Questionnaire is written as R4 (4.0.1) asks: members, types, cardinalities, invariants.

The engine needs none of this; a form that travels does. Contained resources are not looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from consult_app.forms.faults import Fault, FaultCode, error, warning
from consult_app.forms.r4_schema import ALIASES, CODES, NUMBERS, SIMPLE, TEXTS, TYPES

Json = Mapping[str, object]


class _Member(NamedTuple):
    kind: str
    required: bool
    many: bool


def check(form: Json) -> tuple[Fault, ...]:
    """Every place where a Questionnaire departs from R4, named by the item it is in."""
    found = list(_element(form, "Questionnaire", "", "Questionnaire"))
    name = form.get("name")
    if isinstance(name, str) and not re.fullmatch(r"[A-Z]([A-Za-z0-9_]){0,254}", name):
        found.append(warning(FaultCode.INVARIANT, key="que-0"))
    return tuple(found)


@lru_cache(maxsize=64)
def _members(kind: str) -> Mapping[str, _Member]:
    """The members of a type; every element also has an id and extensions."""
    found = {"id": _Member("string", False, False), "extension": _Member("Extension", False, True)}
    for part in TYPES[kind].split():
        name, _, spelt = part.partition(":")
        plain = (spelt or name).rstrip("!*")
        if spelt:
            found[name] = _Member(plain, spelt.endswith("!"), spelt.endswith("*"))
        else:
            found[plain] = _Member("", name.endswith("!"), False)
    return found


def _element(data: Json, kind: str, link_id: str, at: str) -> Iterator[Fault]:
    """The faults of one element and all below it."""
    members = _members(kind)
    if kind == "Item":
        link_id = str(data.get("linkId", link_id))
        yield from _invariants(data, link_id)
    if not data:
        yield error(FaultCode.NOT_R4, link_id, at=at)
    for name, value in data.items():
        plain = name.removeprefix("_")
        member = members.get(plain) or _choice(members, plain)
        where = f"{at}.{name}"
        if member is None:
            yield error(FaultCode.UNKNOWN_MEMBER, link_id, at=where)
        elif name != plain:
            yield from _shadow(value, member, link_id, where)
        else:
            yield from _values(value, member, link_id, where)
            yield from _codes(kind, name, value, link_id, where)
    for name, member in members.items():
        if member.required and not _present(data, name):
            yield error(FaultCode.MISSING_MEMBER, link_id, at=f"{at}.{name}")
    if kind == "Extension" and not _present(data, "value[x]") and not data.get("extension"):
        yield error(FaultCode.INVARIANT, link_id, key="ext-1")


def _choice(members: Mapping[str, _Member], name: str) -> _Member | None:
    """The member of a choice of types that a name such as valueCoding spells."""
    for stem in ("value", "answer"):
        if f"{stem}[x]" in members and name.startswith(stem):
            spelt = name.removeprefix(stem)
            lower = spelt[:1].lower() + spelt[1:]
            if lower in TEXTS or lower in NUMBERS:
                return _Member(lower, False, False)
            if spelt[:1].isupper():
                return _Member(ALIASES.get(spelt, spelt), False, False)
    return None


def _present(data: Json, name: str) -> bool:
    if name.endswith("[x]"):
        stem = name.removesuffix("[x]")
        return any(one.removeprefix("_").startswith(stem) and one != stem for one in data)
    return name in data or "_" + name in data


def _values(value: object, member: _Member, link_id: str, at: str) -> Iterator[Fault]:
    """One member: a list where R4 has a list, and each value of its type."""
    if member.many:
        if not isinstance(value, list) or not value:
            yield error(FaultCode.NOT_R4, link_id, at=at)
            return
        for one in value:
            if one is not None:
                yield from _value(one, member.kind, link_id, at)
    else:
        yield from _value(value, member.kind, link_id, at)


def _value(value: object, kind: str, link_id: str, at: str) -> Iterator[Fault]:
    if kind in TYPES:
        if isinstance(value, Mapping):
            yield from _element(value, kind, link_id, at)
        else:
            yield error(FaultCode.NOT_R4, link_id, at=at)
    elif (test := _PRIMITIVES.get(kind)) is not None and not test(value):
        yield error(FaultCode.BAD_VALUE, link_id, member=at)
    elif test is None and not isinstance(value, Mapping):
        yield error(FaultCode.NOT_R4, link_id, at=at)


def _shadow(value: object, member: _Member, link_id: str, at: str) -> Iterator[Fault]:
    """`_name` beside a primitive: an element with id and extensions, or a list of those."""
    found = value if member.many and isinstance(value, list) else [value]
    for one in found:
        if isinstance(one, Mapping) and member.kind not in TYPES:
            yield from _element(one, "Element", link_id, at)
        elif one is not None:
            yield error(FaultCode.NOT_R4, link_id, at=at)


def _codes(kind: str, name: str, value: object, link_id: str, at: str) -> Iterator[Fault]:
    allowed = CODES.get((kind, name))
    if allowed is not None and isinstance(value, str) and value not in allowed:
        yield error(FaultCode.BAD_VALUE, link_id, member=at)


def _invariants(item: Json, link_id: str) -> Iterator[Fault]:
    """The invariants of Questionnaire.item that a single item can break."""
    kind = str(item.get("type"))
    coded = kind in {"choice", "open-choice"}
    told = item.get("enableWhen")
    conditions = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    initial = item.get("initial")
    broken = {
        "que-1": (kind == "group" and not item.get("item"))
        or (kind == "display" and bool(item.get("item"))),
        "que-3": kind == "display" and "code" in item,
        "que-4": "answerOption" in item and "answerValueSet" in item,
        "que-5": "answerValueSet" in item and not coded,
        "que-6": kind == "display" and ("required" in item or "repeats" in item),
        "que-7": any(
            one.get("operator") == "exists" and "answerBoolean" not in one for one in conditions
        ),
        "que-8": kind in {"group", "display"} and "initial" in item,
        "que-9": kind == "display" and "readOnly" in item,
        "que-10": "maxLength" in item and kind not in SIMPLE,
        "que-11": "answerOption" in item and "initial" in item,
        "que-12": len(conditions) > 1 and "enableBehavior" not in item,
        "que-13": isinstance(initial, list)
        and len(initial) > 1
        and item.get("repeats") is not True,
    }
    yield from (error(FaultCode.INVARIANT, link_id, key=key) for key, bad in broken.items() if bad)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31


def _text_test(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_PRIMITIVES: Mapping[str, Callable[[object], bool]] = {
    **{name: _text_test(pattern) for name, pattern in TEXTS.items()},
    "boolean": lambda value: isinstance(value, bool),
    "integer": _whole,
    "unsignedInt": lambda value: _whole(value) and not str(value).startswith("-"),
    "positiveInt": lambda value: _whole(value) and str(value)[0] not in "-0",
    "decimal": lambda value: (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    ),
}

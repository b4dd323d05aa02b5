"""Which way each character runs: levels by Unicode's bidirectional algorithm (UAX#9).

Text comes here without marks of direction. What runs against the paragraph (a name, a number, a
telephone number) is isolated by itself, so that what stands beside it cannot pull it apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ckb", "ps", "sd", "ug", "dv"})
"""Languages (ISO 639) written from right to left in the scripts that they are printed in here."""

ISOLATE = "\ufffc"
"""What stands for a whole isolate in the text around it: an object without a direction."""

_STRONG = frozenset("LR")
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_OPENING = {"(": ")", "[": "]", "{": "}", "⁅": "⁆", "〈": "〉", "⟨": "⟩"}
_CLOSING = frozenset(_OPENING.values())

_JOINS = r"""(?:[/\\()\[\]+&'’@#%*=_°× \u00a0]|[.,:](?![ ])|(?<=l)\.|-(?![ ])|(?<![ ])-)"""
_FOREIGN = re.compile(rf"(?:[+#@-]+(?=[ld]))?[ld](?:(?:{_JOINS}|m)*[ld])*m*(?: ?[%‰°]+)?")
"""What runs right inside text that runs left: words and numbers, and what joins them to one value.

A comma with a space behind it does not, nor a dash between spaces: those part two values.
"""
_RIGHT = re.compile("[r،؛؟]")
_BACKWARD = re.compile(r"r(?:[^lr,;·|]*r)*m*")


def is_right_to_left(language: str) -> bool:
    """Whether paragraphs of `language` (`ar`, `fa-IR`) begin at the right."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


@lru_cache(maxsize=4096)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of each character of one paragraph whose own level is `base` (0, 1)."""
    isolates = list(_isolates(text, base))
    outer: list[int] = []
    shown: list[str] = []
    at = 0
    for start, end in isolates:
        outer += [*range(at, start), start]
        shown += [*text[at:start], ISOLATE]
        at = end
    outer += range(at, len(text))
    shown += text[at:]
    found = [base] * len(text)
    for index, level in zip(outer, _resolved("".join(shown), base), strict=True):
        found[index] = level
    for start, end in isolates:
        # what runs right inside text that runs left holds nothing else: even Arabic digits stay
        inner = [2] * (end - start) if base else _resolved(text[start:end], 1)
        found[start:end] = inner
    return tuple(found)


def visual(found: Sequence[int]) -> list[int]:
    """The order, from left to right, of pieces of these levels (rule L2)."""
    order = list(range(len(found)))
    lowest_odd = min((level for level in found if level % 2), default=0)
    for level in range(max(found, default=0), max(lowest_odd, 1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def _isolates(text: str, base: int) -> Iterator[tuple[int, int]]:
    """Where a stretch begins and ends that runs against a paragraph of level `base`."""
    kinds = "".join(map(_kind, text))
    if base and "l" in kinds and not _RIGHT.search(kinds):
        yield 0, len(text)  # an address, a product: nothing of it runs left
        return
    for match in (_FOREIGN if base else _BACKWARD).finditer(kinds):
        yield match.start(), _closed(text, match.start(), match.end())


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """l and r for letters by direction, d for digits, m for marks, else the character."""
    match unicodedata.bidirectional(character):
        case "L":
            return "l"
        case "EN" | "AN":
            return "d"
        case "R" | "AL":
            return "r"
        case "NSM":
            return "m"
    return character


def _closed(text: str, start: int, end: int) -> int:
    """`end`, or one further where a bracket that opened inside closes there."""
    for opening, closing in _OPENING.items():
        inside = text[start:end]
        if text[end : end + 1] == closing and inside.count(opening) > inside.count(closing):
            return end + 1
    return end


def _resolved(text: str, level: int) -> list[int]:
    """Levels of a text without explicit marks (rules W1 to I2); what is invisible joins on."""
    direction = "R" if level % 2 else "L"
    seen = [i for i, c in enumerate(text) if unicodedata.bidirectional(c) != "BN"]
    kinds = [unicodedata.bidirectional(text[i]) or "L" for i in seen]
    marks = [kind == "NSM" for kind in kinds]
    _weak(kinds, direction)
    _brackets(kinds, [text[i] for i in seen], direction, marks)
    _neutral(kinds, direction)
    found = [level] * len(text)
    for index, kind in zip(seen, kinds, strict=True):
        found[index] = level + _step(kind, level)
    for index in sorted({*range(len(text))} - {*seen}):
        found[index] = found[index - 1] if index else level
    return found


def _step(kind: str, level: int) -> int:
    """What a resolved character adds to the level (I1, I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], direction: str) -> None:
    """Marks and numbers (W1 to W7)."""
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = kinds[i - 1] if i else direction
    strong = direction
    for i, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        before, kind, after = kinds[i - 1 : i + 2]
        if before == after and (
            (kind in {"ES", "CS"} and before == "EN") or (kind, before) == ("CS", "AN")
        ):
            kinds[i] = before
    _terminators(kinds)
    strong = direction
    for i, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _terminators(kinds: list[str]) -> None:
    """Signs beside a number belong to it (W5); other separators mean nothing (W6)."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > start:
            beside = {kinds[start - 1] if start else "", kinds[end] if end < len(kinds) else ""}
            kinds[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
        start = max(end, start + 1)
    kinds[:] = ["ON" if kind in {"ES", "CS"} else kind for kind in kinds]


def _brackets(kinds: list[str], text: Sequence[str], direction: str, marks: Sequence[bool]) -> None:
    """Both brackets of a pair run the same way, and so do the marks on them (N0)."""
    for start, end in _pairs(kinds, text):
        inside = {_strength(kind) for kind in kinds[start + 1 : end]} & _STRONG
        if not inside:
            continue
        resolved = direction
        if direction not in inside:
            strengths = map(_strength, reversed(kinds[:start]))
            before = next((found for found in strengths if found in _STRONG), direction)
            resolved = before if before in inside else direction
        for at in (start, end):
            kinds[at] = resolved
            while at + 1 < len(kinds) and marks[at + 1]:
                at += 1
                kinds[at] = resolved


def _pairs(kinds: Sequence[str], text: Sequence[str]) -> list[tuple[int, int]]:
    """Places of brackets that belong together, by where they open (BD16)."""
    open_ones: list[tuple[str, int]] = []
    found = []
    for i, (kind, character) in enumerate(zip(kinds, text, strict=True)):
        if kind != "ON":
            continue
        if character in _OPENING:
            open_ones.append((_OPENING[character], i))
        elif character in _CLOSING:
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == character:
                    found.append((open_ones[depth][1], i))
                    del open_ones[depth:]
                    break
    return sorted(found)


def _neutral(kinds: list[str], direction: str) -> None:
    """What has no direction takes that of both sides, else the paragraph's (N1, N2)."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > start:
            before = _strength(kinds[start - 1]) if start else direction
            after = _strength(kinds[end]) if end < len(kinds) else direction
            kinds[start:end] = [before if before == after else direction] * (end - start)
        start = max(end, start + 1)


def _strength(kind: str) -> str:
    """A number counts as running right (N0, N1)."""
    return "R" if kind in {"EN", "AN"} else kind

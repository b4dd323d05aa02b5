"""What has changed between two wordings of one text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\{\{.*?\}\}\S*|\S+")
"""A word; the place of a value is one word, whatever stands in it."""


class How(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and share their fate."""

    how: How
    words: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The words of both, in order: what stayed, what has gone, then what came in its place.

    The runs without what is new are the old words, those without what has gone are the new ones.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    return tuple(_runs(old, new))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Run(How.SAME, " ".join(old[a:b]))
            continue
        if b > a:
            yield Run(How.GONE, " ".join(old[a:b]))
        if d > c:
            yield Run(How.NEW, " ".join(new[c:d]))

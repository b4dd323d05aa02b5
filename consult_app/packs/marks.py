"""Marks in braces behind a paragraph: the facts it tells, contradicts or cites; a heading's key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from consult_app.packs.sources import SOURCE_ID

_MARKS = re.compile(r"\s*\{([^{}]*)\}\s*$")
_KINDS = ("sources", "against", "cite", "allow")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in braces behind a paragraph."""

    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    key: str = ""
    wrong: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every fact and reference that the paragraph names."""
        return self.sources + self.against + self.cite


def take_marks(children: list[Token]) -> Marks:
    """Cut `{…}` off the last of a paragraph's tokens and read it."""
    if not children or children[-1].type != "text":
        return Marks()
    found = _MARKS.search(children[-1].content)
    if found is None:
        return Marks()
    children[-1].content = children[-1].content[: found.start()]
    return read_marks(found[1])


def read_marks(words: str) -> Marks:
    """`F26 R01 against F11 cite R02 allow safe`, or the key of a heading."""
    kinds: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    kind, key, wrong = "sources", "", ""
    for word in words.split():
        if word in kinds:
            kind = word
        elif kind == "allow" or SOURCE_ID.fullmatch(word):
            kinds[kind].append(word)
        elif kind == "sources" and word[0].islower() and not key:
            key = word
        else:
            wrong = word
    sources, against, cite, allow = (tuple(kinds[kind]) for kind in _KINDS)
    return Marks(sources, against, cite, allow, key, wrong)

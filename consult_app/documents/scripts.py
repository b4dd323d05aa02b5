"""Which text needs more than one font and one direction, and its parts by font and level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from consult_app.documents import bidi, fonts

if TYPE_CHECKING:  # text uses this module
    from consult_app.documents.spans import Span

JOINERS = "\u200c\u200d"
"""Letters join across the second and not across the first; Persian and Hindi spell with them."""

_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u08ff\u0900-\u0dff\u1ab0-\u1aff\u1cd0-\u1cff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u2190-\u23ff\u2460-\u24ff\u25a0-\u27bf\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
_JOINED = re.compile(
    f"(?<=[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufefc])[{JOINERS}](?=[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufefc])"
)


def needs_shaping(text: str) -> bool:
    """Whether glyphs of `text` cannot simply stand beside each other from left to right."""
    return not text.isascii() and _SHAPED.search(text) is not None


def joiners(text: str) -> set[int]:
    """Where a joiner belongs to the spelling."""
    return {match.start() for match in _JOINED.finditer(text)}


def resolved(parts: Iterable[Span], base: int) -> list[Span]:
    """The parts of a text in runs of one font and one level; `base` is the paragraph's level."""
    found: list[Span] = []
    for line in _paragraphs(parts):
        whole = "".join(part.text for part in line)
        levels = bidi.levels(whole.removesuffix("\n"), base)
        at = 0
        for part in line:
            for run in _runs(part, levels[at : at + len(part.text)], base):
                found.append(run if base or run.language else _spoken(run))
            at += len(part.text)
    return found


def _paragraphs(parts: Iterable[Span]) -> Iterator[list[Span]]:
    """The parts up to each forced line end."""
    line: list[Span] = []
    for part in parts:
        pieces = part.text.split("\n")
        for piece in pieces[:-1]:
            yield [*line, replace(part, text=piece + "\n")]
            line = []
        if pieces[-1]:
            line.append(replace(part, text=pieces[-1]))
    yield line


def _runs(part: Span, levels: tuple[int, ...], base: int) -> Iterator[Span]:
    text, family = part.text, ""
    levels = (*levels, *[base] * (len(text) - len(levels)))
    start, look = 0, ("", base)
    for index, character in enumerate(text):
        family = _family(character, family, levels[index])
        this = (family, levels[index])
        if index and this != look:
            yield _run(part, text[start:index], *look)
            start = index
        look = this
    if text:
        yield _run(part, text[start:], *look)


def _family(character: str, before: str, level: int) -> str:
    """The family of a character that follows one of the family `before`."""
    own = fonts.family_of(character)
    if own or not before:
        return own
    if character in JOINERS or unicodedata.combining(character):
        return before
    shared = level % 2 and not character.isalnum() and character in fonts.coverage(before)
    return before if shared else ""


def _spoken(run: Span) -> Span:
    """A run of another script with the language to read it out in."""
    return replace(run, language=fonts.SPOKEN.get(run.font.partition("/")[2], ""))


def _run(part: Span, text: str, family: str, level: int) -> Span:
    font = fonts.chained(part.font, family)
    shaped = bool(family or level % 2 or needs_shaping(text))
    return replace(part, text=text, font=font, level=level, shaped=shaped)

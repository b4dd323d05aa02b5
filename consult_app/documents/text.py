"""The one place where text becomes something to draw: cleaned, measured, broken into lines.

Text never passes through a markup language here, so nothing in a value can be taken for markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consult_app.documents import bidi, fonts, hyphens, scripts, shaping
from consult_app.documents.paper import Colour, Face
from consult_app.documents.spans import Line, Span, Word
from consult_app.domain.blocks import Inline

SHORTEST_HYPHENATED = 10
LONGEST_WORD = 100
"""Characters; what is longer goes on as a part of its own that touches."""
NARROWEST = 11.0
"""Points that any character fits into."""

MOST_BALANCED = 4
"""Lines; a longer text is no title."""
BALANCED_TO = 2.0
"""Points."""
RAGGED = 0.2
"""A line may stay this empty (part of its width) before a long word is hyphenated into it."""

_SPACES = re.compile(r"[\t \u1680\u2000-\u200a\u205f\u3000]+")
_NEW_LINES = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TOKENS = re.compile(rf"\n| |[^\n ]{{1,{LONGEST_WORD}}}")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\+?\d[\d ()]{5,30}\d(?!\d)")
"""As long as a telephone number: it stays on one line."""
_UNIT = re.compile(r"(?<=\d) (?=(?:%|‰|°[CF]|[mkµ]?[gl]|mL|[cm]?m|IU)(?!\w))")
_BREAK_AFTER = re.compile(r"(?<=[-\u2010\u2013\u2014/@_.])(?=\w)")


def clean(text: str) -> str:
    """Plain drawable text: composed, one kind of space, no control or invisible character.

    Marks of writing direction and zero-width characters go here: they would draw as boxes or turn
    the words around; what is spelt with a joiner keeps it. A line break stays a line break.
    """
    if text.isascii() and text.isprintable():
        return _hold_together(_SPACES.sub(" ", text))
    composed = unicodedata.normalize("NFC", text)
    lines = _SPACES.sub(" ", _NEW_LINES.sub("\n", composed))
    kept = scripts.joiners(lines)
    cleaned = "".join(
        c
        for at, c in enumerate(lines)
        if c == "\n" or at in kept or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return _hold_together(cleaned)


def _hold_together(text: str) -> str:
    """A number stays on the line of its unit, and a long number on one line."""
    if _DIGIT.search(text) is None:
        return text
    return _UNIT.sub("\u00a0", _NUMBER.sub(_unbroken, text))


def _unbroken(number: re.Match[str]) -> str:
    return number[0].replace(" ", "\u00a0")


def spans(inline: Inline, face: Face) -> tuple[Span, ...]:
    """The runs of `inline` in the look of `face`."""
    return tuple(
        Span(
            clean(run.text),
            face.strong if run.strong else face.emphasis if run.emphasis else face.font,
            face.size,
            face.colour,
            run.language if _LANGUAGE.fullmatch(run.language) else "",
        )
        for run in inline
    )


def plain(text: str, face: Face) -> tuple[Span, ...]:
    """One stretch of text in the look of `face`."""
    return (Span(clean(text), face.font, face.size, face.colour),)


def natural_width(parts: Iterable[Span]) -> float:
    """Points that the text needs on one line."""
    return max((line.width for line in lines(parts, float("inf"), "")), default=0.0)


def widest_word(parts: Iterable[Span]) -> float:
    """Points that the longest word needs."""
    return max((word.width for word in _words(parts) if word), default=0.0)


def lines(parts: Iterable[Span], width: float, language: str) -> list[Line]:
    """`parts` broken into lines of at most `width` points; at least one line."""
    base = int(bidi.is_right_to_left(language))
    breaker = _Breaker(max(width, NARROWEST), language, base)
    for word, following in pairwise([*_words(parts, base), None]):
        if word is None:
            breaker.end(soft=False)
        else:
            breaker.add(word, last=following is None)
    breaker.end(soft=False)
    return breaker.lines


def balanced(parts: Sequence[Span], width: float, language: str) -> list[Line]:
    """The same number of lines, of about one length: no word of a title stands below it alone."""
    found = lines(parts, width, language)
    if not 1 < len(found) <= MOST_BALANCED:
        return found
    least, most = width / 2, width
    while most - least > BALANCED_TO:
        middle = (least + most) / 2
        narrower = lines(parts, middle, language)
        if len(narrower) > len(found) or any(line.width > middle for line in narrower):
            least = middle
        else:
            most, found = middle, narrower
    return found


def fitted(parts: Sequence[Span], width: float, language: str) -> Line:
    """`parts` on one line, shortened with an ellipsis where it is wider: for repeats only."""
    line = lines(parts, float("inf"), language)[0]
    if line.width <= width or not parts:
        return line
    room = width - replace(parts[0], text="…").width
    text = "".join(span.text for span in parts).split("\n")[0]
    while text and lines([replace(parts[0], text=text)], float("inf"), language)[0].width > room:
        text = text[: min(len(text) - 1, int(len(text) * 0.95))]
    return lines([replace(parts[0], text=text.rstrip() + "…")], float("inf"), language)[0]


def _words(parts: Iterable[Span], base: int = 0) -> Iterator[Word | None]:
    """Words; None stands for a forced line end. `base` is the level of the paragraph."""
    given = tuple(parts)
    if base or any(scripts.needs_shaping(part.text) for part in given):
        given = tuple(scripts.resolved(given, base))
    word: list[Span] = []
    glued = False
    for part in given:
        for piece in _TOKENS.findall(part.text):
            if piece in " \n":
                if word:
                    yield _word(word, glued=glued)
                word, glued = [], False
                if piece == "\n":
                    yield None
            else:
                if sum(len(span.text) for span in word) >= LONGEST_WORD:
                    yield _word(word, glued=glued)
                    word, glued = [], True
                word.append(
                    Span(
                        piece,
                        part.font,
                        part.size,
                        part.colour,
                        part.language,
                        part.level,
                        part.shaped,
                    )
                )
    if word:
        yield _word(word, glued=glued)


def _word(spans: Sequence[Span], *, glued: bool) -> Word:
    return Word(tuple(spans), sum(span.width for span in spans), glued)


class _Breaker:
    """Fills lines with words as they come."""

    def __init__(self, width: float, language: str, base: int) -> None:
        self.lines: list[Line] = []
        self._width = width
        self._language = language
        self._base = base
        self._line: list[Word] = []
        self._used = 0.0

    def add(self, word: Word, *, last: bool = False) -> None:
        """Put `word` on the line, on the next one, or in parts on both.

        The `last` one is not hyphenated: half a word would be a line of its own.
        """
        rest: Word | None = word
        while rest is not None:
            rest = self._take(rest, last)

    def end(self, *, soft: bool) -> None:
        """Close the line; a soft end keeps its space, so that words stay apart when read out."""
        self.lines.append(Line(tuple(_joined(self._line, self._base, soft=soft)), self._used))
        self._line, self._used = [], 0.0

    def _take(self, word: Word, last: bool) -> Word | None:
        """Put the part of `word` that belongs on this line; what remains is for the next."""
        space = 0.0 if word.glued or not self._line else _space(self._line[-1])
        room = self._width - self._used - space + 0.01
        if word.width <= room:
            self._line.append(word)
            self._used += space + word.width
            return None
        parts = self._parted(word, room, last)
        if parts is None:
            self.end(soft=not word.glued)
            return word
        self._line.append(parts[0])
        self._used += space + parts[0].width
        self.end(soft=False)
        return parts[1]

    def _parted(self, word: Word, room: float, last: bool) -> tuple[Word, Word] | None:
        """`word` in two, the first for this line; None where it had better go to the next."""
        too_long = word.width > self._width
        if not too_long and (last or room < self._width * RAGGED):
            return None
        for length, hyphen in self._places(word):
            parts = _cut(word, length, hyphen)
            if parts[0].width <= room:
                return parts
        if self._line or not too_long:
            return None
        length = _fitting(word.spans, room)
        while length > 1 and _cut(word, length, "")[0].width > room:
            length -= 1  # a letter at the end takes another form
        return _cut(word, length, "")

    def _places(self, word: Word) -> list[tuple[int, str]]:
        """Where `word` may be parted, last place first, each with the hyphen that it needs."""
        text = "".join(span.text for span in word.spans)
        places = [(match.start(), "") for match in _BREAK_AFTER.finditer(text)]
        if len(text) >= SHORTEST_HYPHENATED and not any(span.shaped for span in word.spans):
            language = word.spans[0].language or self._language
            places += [(at, hyphens.HYPHEN) for at in hyphens.places(text, language)]
        return sorted(places, reverse=True)


def _space(word: Word) -> float:
    """The space behind `word`."""
    last = word.spans[-1]
    return fonts.widths(last.font)[" "] * last.size


def _joined(line: Sequence[Word], base: int, *, soft: bool) -> Iterator[Span]:
    """The words of a line with their spaces, neighbours of the same look in one span."""
    look: tuple[str, float, Colour, str, int, bool] | None = None
    text: list[str] = []
    for index, word in enumerate(line):
        for span in word.spans:
            this = (span.font, span.size, span.colour, span.language, span.level, span.shaped)
            if look is not None and this != look:
                yield Span("".join(text), *look)
                text = []
            look = this
            text.append(span.text)
        following = line[index + 1] if index + 1 < len(line) else None
        if soft if following is None else not following.glued:
            level = min(span.level, base if following is None else following.spans[0].level)
            if level == span.level:
                text.append(" ")
            else:
                yield Span("".join(text), *this)
                yield Span(" ", span.font, span.size, span.colour, "", level)
                look, text = None, []
    if look is not None:
        yield Span("".join(text), *look)


def _cut(word: Word, length: int, hyphen: str) -> tuple[Word, Word]:
    """The first `length` characters of `word` with `hyphen`, and the rest."""
    head: list[Span] = []
    tail: list[Span] = []
    for span in word.spans:
        mine = max(0, min(length, len(span.text)))
        if mine:
            head.append(replace(span, text=span.text[:mine]))
        if mine < len(span.text):
            tail.append(replace(span, text=span.text[mine:]))
        length -= len(span.text)
    head[-1] = replace(head[-1], text=head[-1].text + hyphen)
    return _word(head, glued=word.glued), _word(tail, glued=True)


def _fitting(spans: Iterable[Span], room: float) -> int:
    """How many characters fit into `room`; at least one, so that it always ends."""
    count = 0
    for span in spans:
        for length, width in _steps(span):
            room -= width * span.size
            if room < 0:
                return max(1, count)
            count += length
    return max(1, count)


def _steps(span: Span) -> Iterator[tuple[int, float]]:
    """Characters that stay together, how many and how wide, in the order of reading."""
    if not span.shaped:
        advance = fonts.widths(span.font)
        yield from ((1, advance[character]) for character in span.text)
        return
    backward = bool(span.level % 2)
    glyphs = shaping.shaped(span.text, span.font, backward=backward)
    length, width = 0, 0.0
    for glyph in reversed(glyphs) if backward else glyphs:
        if glyph.text != shaping.SILENT and length:
            yield length, width
            length, width = 0, 0.0
        length += len(glyph.text) if glyph.text != shaping.SILENT else 0
        width += glyph.advance / 1000
    yield length, width

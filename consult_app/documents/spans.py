"""Text on its way to paper: stretches of one look, words that hold together, lines that fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult_app.documents import bidi, fonts, shaping
from consult_app.documents.paper import Colour


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one look. `language` only where it differs from the document's.

    `level` as in UAX#9: odd runs from right to left; `shaped`: its letters join or stack.
    """

    text: str
    font: str
    size: float
    colour: Colour
    language: str = ""
    level: int = 0
    shaped: bool = False

    @property
    def width(self) -> float:
        if self.shaped:
            return sum(width for _, width in self.words())
        advance = fonts.widths(self.font)
        return sum(map(advance.__getitem__, self.text)) * self.size

    @property
    def backward(self) -> bool:
        """Whether it runs from right to left."""
        return self.level % 2 == 1

    def words(self) -> list[tuple[str, float]]:
        """The words of a shaped span, each with the space behind it, and how wide they are."""
        space = fonts.widths(self.font)[" "] * self.size
        *words, last = self.text.split(" ")
        found = [(f"{word} ", self._shaped_width(word) + space) for word in words]
        return [*found, (last, self._shaped_width(last))] if last else found

    def _shaped_width(self, word: str) -> float:
        return shaping.width(word, self.font, backward=self.backward) * self.size


@dataclass(frozen=True, slots=True)
class Word:
    """Spans that touch. `glued`: belongs to the word before it, without a space between."""

    spans: tuple[Span, ...]
    width: float
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line that fits, its spans in the order of reading.

    `width` in points without the space that stands at a soft end.
    """

    spans: tuple[Span, ...]
    width: float

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def size(self) -> float:
        return max((span.size for span in self.spans), default=0.0)

    @property
    def mixed(self) -> bool:
        """Whether some of it runs from right to left."""
        return any(span.level for span in self.spans)

    def pieces(self) -> list[tuple[float, Span]]:
        """What is drawn at once, in the order of reading, with its distance from the left end."""
        order = bidi.visual([span.level for span in self.spans])
        starts, at = [0.0] * len(order), 0.0
        for index in order:
            starts[index] = at
            at += self.spans[index].width
        found: list[tuple[float, Span]] = []
        for start, span in zip(starts, self.spans, strict=True):
            found += _words_of(span, start) if span.shaped else [(start, span)]
        return found

    @property
    def drawn_width(self) -> float:
        """With the space at a soft end."""
        return sum(span.width for span in self.spans)


def _words_of(span: Span, start: float) -> list[tuple[float, Span]]:
    words = span.words()
    at = start + sum(width for _, width in words) if span.backward else start
    found = []
    for word, width in words:
        at -= width if span.backward else 0.0
        found.append((at, replace(span, text=word)))
        at += 0.0 if span.backward else width
    return found

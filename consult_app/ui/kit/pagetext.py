"""The words on the pages of a preview: found by typing, chosen by dragging, copied and read out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from consult_app.domain.names import fold


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word and where it stands, in points from the page's upper left corner."""

    text: str
    rect: QRectF
    ends_line: bool = False


class Place(NamedTuple):
    """Word number `word` of page `page`, both from 0."""

    page: int
    word: int


class PageText:
    """The words of a document, page by page."""

    def __init__(self, pages: Sequence[Sequence[PageWord]] = ()) -> None:
        self._pages = [list(words) for words in pages]
        self._folded = [[fold(word.text) for word in words] for words in self._pages]

    def text(self, page: int) -> str:
        """A whole page as it is read out."""
        if not 0 <= page < len(self._pages) or not self._pages[page]:
            return ""
        return self.between(Place(page, 0), Place(page, len(self._pages[page]) - 1))

    def between(self, one: Place, other: Place) -> str:
        """The words from one place to the other, in whichever order the two were given."""
        first, last = sorted((one, other))
        return "".join(self._piece(place, place == last) for place in self._range(first, last))

    def rects(self, page: int, one: Place, other: Place) -> list[QRectF]:
        """Where on `page` the words between two places stand, one rectangle a line."""
        first, last = sorted((one, other))
        found: list[QRectF] = []
        for place in self._range(first, last):
            if place.page != page:
                continue
            rect = self._word(place).rect
            if found and _on_one_line(found[-1], rect):
                found[-1] = found[-1].united(rect)
            else:
                found.append(rect)
        return found

    def at(self, page: int, point: QPointF) -> Place | None:
        """The word nearest to a point of a page, in points; None on a page without words."""
        if not 0 <= page < len(self._pages) or not self._pages[page]:
            return None
        distances = [_distance(word.rect, point) for word in self._pages[page]]
        return Place(page, distances.index(min(distances)))

    def find(self, wanted: str) -> list[tuple[Place, Place]]:
        """Where the wanted words stand, first and last word of each; accents and case aside."""
        asked = fold(wanted).split()
        if not asked:
            return []
        found = []
        for page, words in enumerate(self._folded):
            for start in range(len(words) - len(asked) + 1):
                if _matches(words[start : start + len(asked)], asked):
                    end = start + len(asked) - 1
                    found.append((Place(page, start), Place(page, end)))
        return found

    def _range(self, first: Place, last: Place) -> list[Place]:
        return [
            Place(page, word)
            for page in range(first.page, last.page + 1)
            for word in range(len(self._pages[page]))
            if first <= Place(page, word) <= last
        ]

    def _word(self, place: Place) -> PageWord:
        return self._pages[place.page][place.word]

    def _piece(self, place: Place, last: bool) -> str:
        word = self._word(place)
        return word.text if last else word.text + ("\n" if word.ends_line else " ")


def _matches(words: Sequence[str], asked: Sequence[str]) -> bool:
    """One word is found anywhere in another; of several, the last may be half typed."""
    if len(asked) == 1:
        return asked[0] in words[0]
    return list(words[:-1]) == list(asked[:-1]) and words[-1].startswith(asked[-1])


def _on_one_line(one: QRectF, other: QRectF) -> bool:
    """Whether each has the middle of the other at its height."""
    middles = (one.center().y(), other.center().y())
    return one.top() <= middles[1] <= one.bottom() and other.top() <= middles[0] <= other.bottom()


def _distance(rect: QRectF, point: QPointF) -> float:
    """Lines count for more than what stands beside: one drags along them."""
    across = max(rect.left() - point.x(), 0.0, point.x() - rect.right())
    down = max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())
    return across + 20 * down

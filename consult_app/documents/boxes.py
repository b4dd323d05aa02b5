"""The pieces that pages are laid out from: each knows its height, where it parts, how it draws."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TypeAlias

from consult_app.documents import paper, text
from consult_app.documents.paper import Colour, Face
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Line, Span
from consult_app.documents.structure import Element

FUZZ = 0.01
FORCED = 0.0
"""As the height of a page: part the box even where it would rather stay whole."""


class Box:
    """A rectangle of content. `layout` comes first; lengths are points.

    `before` and `after` are the least distances to its neighbours in a stack; `keep` holds it on
    the page of the box that follows, `leads` its last lines at least.
    """

    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    leads: bool = False
    width: float = 0.0
    height: float = 0.0

    def layout(self, width: float) -> None:
        """Take on `width` and find the height."""
        self.width = width

    def stretch(self, height: float) -> None:
        """Take on `height`, which is not less than the own; most boxes end where they end."""

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """Two boxes, the first not higher than `room`; None where it does not part here.

        `page` is the height of an empty page: what fits on one may refuse to part.
        """
        del room, page
        return None

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        """Draw downward from `top`, as content below `parent`."""
        raise NotImplementedError


Parts: TypeAlias = tuple[Box, Box] | None


class Text(Box):
    """A paragraph, a heading (`heads`), a cell's words: lines of one element."""

    def __init__(
        self,
        spans: Sequence[Span],
        face: Face,
        language: str,
        role: str = "P",
        *,
        right: bool = False,
        heads: bool = False,
    ) -> None:
        self.spans = tuple(spans)
        largest = max((span.size for span in spans), default=face.size)
        self.leading = max(face.leading, largest * 1.4)
        self.element = Element(role)
        self._language = language
        self._right = right
        self._heads = heads
        self._break = text.balanced if heads else text.lines
        self._lines: Sequence[Line] = ()

    @property
    def count(self) -> int:
        """How many lines it took."""
        return len(self._lines)

    def layout(self, width: float) -> None:
        if width != self.width:
            self._lines = self._break(self.spans, width, self._language)
        self.width = width
        self.height = self.leading * len(self._lines)

    def split(self, room: float, page: float) -> tuple[Text, Text] | None:
        if self._heads and self.height <= page:
            return None
        least = 1 if page == FORCED else 2
        fits = min(int((room + FUZZ) / self.leading), len(self._lines) - least)
        if fits < least:
            return None
        return self._with(self._lines[:fits]), self._with(self._lines[fits:])

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        if not any(line.spans for line in self._lines):
            return
        if not self._right:
            pen.text(element, x, top, self._lines, self.leading)
            return
        for line in self._lines:
            pen.text(element, x + self.width - line.width, top, [line], self.leading)
            top -= self.leading

    def emptied(self) -> Text:
        """The same element without a line."""
        return self._with(())

    def _with(self, lines: Sequence[Line]) -> Text:
        part = copy(self)
        part._lines = lines
        part.height = part.leading * len(lines)
        return part


class Space(Box):
    """Nothing, so high."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        """Nothing to draw."""


class Rule(Box):
    """A level line over the whole width."""

    def __init__(self, colour: Colour = paper.HAIRLINE, thickness: float = paper.HAIR) -> None:
        self.height = thickness
        self._colour = colour

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        pen.rule(x, top - self.height / 2, self.width, self._colour, self.height)


class Stack(Box):
    """Boxes below each other; `whole`: rather on one page; `least`: so many begin it
    together."""

    def __init__(
        self,
        children: Sequence[Box],
        element: Element | None = None,
        *,
        whole: bool = False,
        gap: float = 0.0,
        least: int = 1,
    ) -> None:
        self.children = tuple(children)
        self.element = element
        self._whole = whole
        self._gap = gap
        self._least = least

    def layout(self, width: float) -> None:
        self.width = width
        for child in self.children:
            child.layout(width)
        self.height = sum(self._distances()) + sum(child.height for child in self.children)

    def split(self, room: float, page: float) -> Parts:
        if not self.children or (self._whole and self.height <= page):
            return None
        index, used = self._first_over(room)
        if page == FORCED and (led := self._led(index, page)) is not None:
            return led
        stays = page != FORCED and self.children[index].keep and self._kept_height(index) <= page
        parts = None if stays else self.children[index].split(room - used, page)
        if parts is not None:
            head, tail = parts
            return (
                self._with((*self.children[:index], head)),
                self._with((tail, *self.children[index + 1 :])),
            )
        led = self._led(index, page)
        if led is not None:
            return led
        at = self._over_kept(index)
        at = at if at >= self._least else 0
        at = at or (index if page == FORCED else 0)
        return (self._with(self.children[:at]), self._with(self.children[at:])) if at else None

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        below = parent if self.element is None else self.element.under(parent)
        for child, distance in zip(self.children, self._distances(), strict=True):
            top -= distance
            child.draw(pen, x, top, below)
            top -= child.height

    def _distances(self) -> list[float]:
        """The distance above each child."""
        found = [0.0] * min(1, len(self.children))
        for above, below in zip(self.children, self.children[1:], strict=False):
            found.append(max(above.after, below.before, self._gap))
        return found

    def _first_over(self, room: float) -> tuple[int, float]:
        """The first child that does not fit whole, and how far above it begins."""
        used = 0.0
        for index, distance in enumerate(self._distances()):
            used += distance
            height = self.children[index].height
            if used + height > room + FUZZ or index == len(self.children) - 1:
                return index, used
            used += height
        return 0, 0.0

    def _kept_height(self, index: int) -> float:
        """Of all that stays together around child `index`."""
        first, last = self._over_kept(index), index
        while last < len(self.children) - 1 and self.children[last].keep:
            last += 1
        together = range(first, last + 1)
        between = sum(self._distances()[at] for at in together if at != first)
        return between + sum(self.children[at].height for at in together)

    def _led(self, index: int, page: float) -> Parts:
        """Parted in what leads to child `index`, which takes the last lines along.

        Where no page holds both, what would rather stay whole above it is parted too.
        """
        if not index:
            return None
        leading = self.children[index - 1]
        if not (leading.leads or (page == FORCED and leading.keep)):
            return None
        parts = leading.split(leading.height - 2 * FUZZ, page)
        if parts is None:
            return None
        return (
            self._with((*self.children[: index - 1], parts[0])),
            self._with((parts[1], *self.children[index:])),
        )

    def _over_kept(self, index: int) -> int:
        """Back over what stays with child `index`: its headings, what leads to it."""
        while index and (self.children[index - 1].keep or self.children[index - 1].leads):
            index -= 1
        return index

    def _with(self, children: Sequence[Box]) -> Stack:
        part = copy(self)
        part.children = tuple(children)
        part.layout(self.width)
        return part


class Row(Box):
    """Boxes beside each other, in columns of fixed widths."""

    def __init__(
        self,
        cells: Sequence[Box],
        widths: Sequence[float],
        gap: float = 0.0,
        role: str = "",
        padding: float = 0.0,
    ) -> None:
        self.cells = tuple(cells)
        self.element = Element(role) if role else None
        self._order = [cell.element for cell in cells if isinstance(cell, Text)]
        self._widths = tuple(widths)
        self._gap = gap
        self._padding = padding

    def layout(self, width: float) -> None:
        self.width = width
        for cell, own in zip(self.cells, self._widths, strict=True):
            cell.layout(own)
        tallest = max((cell.height for cell in self.cells), default=0.0)
        for cell in self.cells:
            cell.stretch(tallest)
        self.height = tallest + 2 * self._padding

    def split(self, room: float, page: float) -> Parts:
        if self.height <= page:
            return None
        parts = [self._split_cell(cell, room - 2 * self._padding, page) for cell in self.cells]
        if all(head.height == 0 for head, _ in parts):
            return None
        return self._with([head for head, _ in parts]), self._with([tail for _, tail in parts])

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        below = parent if self.element is None else self.element.under(parent)
        if self.element is not None:  # a cell may begin on a later page than one behind it
            for element in self._order:
                element.under(below)
        for cell, own in zip(self.cells, self._widths, strict=True):
            cell.draw(pen, x, top - self._padding, below)
            x += own + self._gap

    @staticmethod
    def _split_cell(cell: Box, room: float, page: float) -> tuple[Box, Box]:
        if cell.height <= room + FUZZ:
            return cell, Stack(())
        return cell.split(room, page) or (Stack(()), cell)

    def _with(self, cells: Sequence[Box]) -> Row:
        part = copy(self)
        part.cells = tuple(cells)
        part.layout(self.width)
        return part

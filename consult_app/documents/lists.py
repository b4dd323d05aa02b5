"""Lists: bullets, numbers, do and do not, boxes to tick; in one column or balanced over two."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from consult_app.documents import boxes, marks, paper, structure, text
from consult_app.documents.boxes import Box, Parts, Row, Stack, Text
from consult_app.documents.paper import Colour
from consult_app.documents.pen import Pen, Sign
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.domain.blocks import Inline, ListBlock, ListStyle

INDENT = 18.0
ITEM_GAP = 4.5
FEWEST_TOGETHER = 2
"""Items that begin a list on one page."""
FEWEST_BALANCED = 4
TALLEST_BALANCED = 2
"""Lines of an item, at most, for a list to stand in two columns."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item: a drawn sign (with its meaning in a character) or a number."""

    meaning: str
    sign: Sign | None
    colour: Colour = paper.INK
    size: float = 8.5


_MARKERS = {
    ListStyle.BULLET: Marker("•", marks.bullet),
    ListStyle.DO: Marker("✓", marks.tick, paper.ACCENT),
    ListStyle.DO_NOT: Marker("✕", marks.cross, paper.RED),
    ListStyle.CHECK: Marker("☐", marks.box, paper.QUIET, 9.5),
}


class Item(Box):
    """One item: its marker beside the first line of its text."""

    def __init__(self, marker: Marker, body: Text, style: Style) -> None:
        self.element = Element("LI")
        self._marker: Marker | None = marker
        self._label = Element("Lbl", actual=marker.meaning if marker.sign else "")
        self._content = Element("LBody")
        self._body: Box = body
        self._style = style
        self._indent = style.scaled(INDENT)

    def layout(self, width: float) -> None:
        self.width = width
        self._body.layout(width - self._indent)
        self.height = self._body.height

    def split(self, room: float, page: float) -> Parts:
        parts = self._body.split(room, page)
        if parts is None:
            return None
        head, tail = copy(self), copy(self)
        head._body, tail._body, tail._marker = parts[0], parts[1], None
        head.height, tail.height = parts[0].height, parts[1].height
        return head, tail

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        if self._marker is not None:
            self._draw_marker(pen, self._marker, x, top, self._label.under(element))
        self._body.draw(pen, x + self._indent, top, self._content.under(element))

    def _draw_marker(self, pen: Pen, marker: Marker, x: float, top: float, label: Element) -> None:
        if marker.sign is not None:
            size = self._style.scaled(marker.size)
            y = top - self._style.body.leading / 2 - size / 2
            with pen.content(label):
                pen.sign(marker.sign, x, y, size, marker.colour)
            return
        face = self._style.body
        line = text.lines(text.plain(marker.meaning, face), self._indent * 2, self._style.language)
        pen.text(label, x, top, line, face.leading)


def build(block: ListBlock, style: Style) -> Stack:
    """The list in one column."""
    below = Stack(items(block, style), gap=_gap(style), least=FEWEST_TOGETHER)
    return listed(block, [below], style)


def balanced(block: ListBlock, style: Style, width: float) -> Stack:
    """The list, in two columns where it is long enough and its items are short."""
    column = (width - paper.GAP) / 2
    if len(block.items) < FEWEST_BALANCED or column < style.narrowest_column:
        return build(block, style)
    found = items(block, style)
    for item in found:
        item.layout(column)
    tallest = max((item.height for item in found), default=0.0)
    if tallest > TALLEST_BALANCED * style.body.leading + boxes.FUZZ:
        return build(block, style)
    half = (len(found) + 1) // 2
    columns = [Stack(some, gap=_gap(style)) for some in (found[:half], found[half:])]
    return listed(block, [Row(columns, [column, column], paper.GAP)], style)


def items(block: ListBlock, style: Style) -> list[Item]:
    """The items of a list, each with its marker."""
    return [
        Item(_marker(block.style, number), _text(item, style), style)
        for number, item in enumerate(block.items, 1)
    ]


def _gap(style: Style) -> float:
    return style.scaled(ITEM_GAP) * style.air


def _marker(style: ListStyle, number: int) -> Marker:
    return Marker(f"{number}.", None) if style is ListStyle.ORDERED else _MARKERS[style]


def _text(item: Inline, style: Style) -> Text:
    return Text(text.spans(item, style.body), style.body, style.language)


def listed(block: ListBlock, children: Sequence[Box], style: Style) -> Stack:
    """Items, wherever they stand inside `children`, as one list."""
    kind = {ListStyle.ORDERED: "Decimal", ListStyle.BULLET: "Disc"}.get(block.style, "None")
    element = Element("L", attributes=structure.list_numbering(kind))
    stack = Stack(children, element)
    stack.before = stack.after = 6.0 * style.air
    return stack

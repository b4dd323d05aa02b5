"""Text that runs through columns, page by page; where it ends the columns are of one height."""

from __future__ import annotations

from copy import copy

from consult_app.documents import boxes, paper
from consult_app.documents.boxes import Box, Parts, Row, Stack
from consult_app.documents.pen import Pen
from consult_app.documents.structure import Element
from consult_app.documents.style import Style

EMS = 20
"""Of the body, at least: a narrower column would be hard to follow, and the text stays in one."""
STEP = 4.0
"""Points to which the height of the last columns is found."""


def column_width(style: Style, width: float, count: int) -> float:
    """What one of `count` columns is wide; 0 where they would be too narrow."""
    own = (width - paper.GAP * (count - 1)) / max(count, 1)
    return own if count > 1 and own >= style.body.size * EMS else 0.0


class Flow(Box):
    """`body`, built for columns of width `own`, in `count` of them."""

    def __init__(self, body: Stack, own: float, count: int) -> None:
        self.before = 12.0
        self._body: Box = body
        self._own = own
        self._count = count
        self._row = Row((), ())

    def layout(self, width: float) -> None:
        self.width = width
        self._body.layout(self._own)
        least, most = self._body.height / self._count, self._body.height
        while most - least > STEP:
            middle = (least + most) / 2
            least, most = (least, middle) if self._holds(middle) else (middle, most)
        self._row = self._beside(self._filled(most, self._body.height)[0])
        self.height = self._row.height

    def split(self, room: float, page: float) -> Parts:
        columns, rest = self._filled(room, page)
        if not columns[0].height:
            return None
        if rest is None:  # it fits once what would rather stay whole is parted
            return self._beside(columns), Stack(())
        tail = copy(self)
        tail._body = rest
        tail.layout(self.width)
        return self._beside(columns), tail

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        self._row.draw(pen, x, top, parent)

    def _holds(self, height: float) -> bool:
        """Whether columns of `height` hold all of it, and nothing parts that should not."""
        return self._filled(height, self._body.height)[1] is None

    def _filled(self, room: float, page: float) -> tuple[list[Box], Box | None]:
        """Columns not higher than `room`, and what is left over."""
        columns: list[Box] = []
        rest: Box | None = self._body
        for _column in range(self._count):
            if rest is None or rest.height <= room + boxes.FUZZ:
                columns.append(rest or Stack(()))
                rest = None
                continue
            parts = rest.split(room, page) or (Stack(()), rest)
            columns.append(parts[0])
            rest = parts[1]
        return columns, rest

    def _beside(self, columns: list[Box]) -> Row:
        row = Row(columns, [self._own] * self._count, paper.GAP)
        row.before = self.before
        row.layout(self.width)
        return row

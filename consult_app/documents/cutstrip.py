"""A card to cut out and carry along: a dashed frame with scissors on it."""

from __future__ import annotations

from copy import copy

from consult_app.documents import marks, paper
from consult_app.documents.boxes import Box, Parts, Stack
from consult_app.documents.pen import Pen
from consult_app.documents.structure import Element

SIDE = 14.0
UPRIGHT = 13.0
SCISSORS = 12.0
SCISSORS_AT = 18.0


def inner_width(width: float) -> float:
    """What a card of `width` leaves for its blocks."""
    return width - 2 * SIDE


class CutStripBox(Box):
    """The card; parted only where no page could hold it."""

    def __init__(self, body: Stack) -> None:
        self.element = Element("Sect")
        self.before = self.after = 18.0
        self._body: Box = body

    def layout(self, width: float) -> None:
        self.width = width
        self._body.layout(inner_width(width))
        self.height = self._body.height + 2 * UPRIGHT

    def split(self, room: float, page: float) -> Parts:
        if self.height <= page:
            return None
        parts = self._body.split(room - 2 * UPRIGHT, page)
        if parts is None:
            return None
        head, tail = copy(self), copy(self)
        head._body, tail._body = parts
        head.layout(self.width)
        tail.layout(self.width)
        return head, tail

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        canvas, bottom = pen.canvas, top - self.height
        with pen.decoration():
            canvas.saveState()
            canvas.setStrokeColorRGB(*paper.QUIET)
            canvas.setLineWidth(0.9)
            canvas.setDash(4, 3)
            canvas.rect(pen.left(x, self.width), bottom, self.width, self.height)
            canvas.restoreState()
            self._clear(pen, x + SCISSORS_AT - 3, top)
            pen.sign(marks.scissors, x + SCISSORS_AT, top - SCISSORS / 2, SCISSORS, paper.QUIET)
        self._body.draw(pen, x + SIDE, top - UPRIGHT, self.element.under(parent))

    @staticmethod
    def _clear(pen: Pen, x: float, top: float) -> None:
        """White behind the scissors, where the line would run through them."""
        pen.canvas.setFillColorRGB(*paper.WHITE)
        own = SCISSORS + 6
        pen.canvas.rect(pen.left(x, own), top - 1, own, 2, stroke=0, fill=1)

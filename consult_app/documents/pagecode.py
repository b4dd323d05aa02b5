"""The code at the foot of a page, as squares that a scanner finds in any position."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno

from consult_app.documents import structure
from consult_app.documents.pen import Pen
from consult_app.documents.structure import Element
from consult_app.domain.page_code import PageCode

SIZE = 36.0
SMALLEST_SQUARE = 1.3
"""Points; at 150 dpi a square is then 2.7 pixels wide."""
QUIET = 4
"""Squares that stay white around it (ISO/IEC 18004, 9.1)."""
MASK = 2
"""One of the eight; trying which looks best would take ten times as long."""


class Code:
    """A code of fixed size. `height` and `quiet` are points."""

    def __init__(self, code: PageCode) -> None:
        self._count, self._runs = _squares(str(code))
        self._side = max(SIZE / self._count, SMALLEST_SQUARE)
        self.height = self._side * self._count
        self.quiet = QUIET * self._side

    def draw(self, pen: Pen, x: float, top: float, alt: str) -> None:
        """Draw it downward from `top`, as a figure that says `alt`."""
        left, bottom = pen.left(x, self.height), top - self.height
        element = Element("Figure", alt=alt)
        element.attributes = structure.layout_box(left, bottom, self.height, self.height)
        with pen.content(element.under(pen.root)):
            pen.squares(left, bottom, self._side, self._runs)


@lru_cache(maxsize=8)
def _squares(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """How many squares wide a code is, and its dark ones: column, row from the bottom, how many."""
    rows = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
    found = []
    for number, row in enumerate(reversed(rows)):
        at = 0
        for dark, same in groupby(row):
            count = len(list(same))
            if dark:
                found.append((at, number, count))
            at += count
    return len(rows), found

"""Rows under each other on one card, each as tall as it asks to be; made for very long forms.

Qt's box layout would squeeze every row before it learns that there is more room, and resize each of
a thousand rows twice for one that was added; here a row moves only when it has to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import Token, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy

ROUND = 12
EDGE = tokens.HAIRLINE


class RowStack(PaintedWidget):
    """`insert` rows, then `settle`; hidden ones take no room. A hairline parts those shown."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._shown: list[QWidget] = []
        self._heights: dict[int, list[int]] = {}
        self._placed: dict[QWidget, tuple[int, int, int]] = {}
        self._tops: list[int] = []
        self.setSizePolicy(tall_policy())

    def insert(self, index: int, row: QWidget) -> None:
        """Take a row in; where it stands is settled once for all that are new."""
        self._rows.insert(index, row)
        row.setParent(self)
        row.setVisible(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return super().event(event)

    def settle(self) -> None:
        """Rows came, went or changed their height: put all of them where they belong."""
        shown = [row for row in self._rows if not row.isHidden()]
        inner = self.width() - 2 * EDGE
        before, now = self._heights.get(inner), [_height(row, inner) for row in shown]
        same = before == now and shown == self._shown
        self._shown, self._heights = shown, {inner: now}
        if same:
            return
        self.updateGeometry()
        if self.isVisible():
            self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self._measured(width - 2 * EDGE)
        return sum(heights) + EDGE * (len(heights) + 1)

    def _measured(self, inner: int) -> list[int]:
        """The heights of the rows that are shown, at a width without the edges."""
        known = self._heights.get(inner)
        if known is None:
            known = self._heights[inner] = [_height(row, inner) for row in self._shown]
        return known

    def sizeHint(self) -> QSize:
        width = max(self.width(), tokens.FORM_WIDTH // 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest = max((row.minimumSizeHint().width() for row in self._rows[:1]), default=0)
        return QSize(widest + 2 * EDGE, 2 * EDGE)

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def showEvent(self, _event: object) -> None:
        self.settle()  # nobody tells what came and went while this was not on screen
        self._arrange()

    def _arrange(self) -> None:
        """Put each row where it belongs, if it is not there."""
        inner, top = self.width() - 2 * EDGE, EDGE
        self._tops = []
        for row, height in zip(self._shown, self._measured(inner), strict=True):
            self._tops.append(top)
            place = (top, inner, height)
            if self._placed.get(row) != place:
                self._placed[row] = place
                row.setGeometry(EDGE, top, inner, height)
            top += height + EDGE
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE), radius=ROUND)
        seen = event.rect()
        first = bisect_left(self._tops, seen.top(), 1)
        for top in self._tops[first : bisect_right(self._tops, seen.bottom() + 1)]:
            painter.fillRect(EDGE, top - EDGE, self.width() - 2 * EDGE, EDGE, color(Token.HAIRLINE))
        painter.end()


def _height(row: QWidget, width: int) -> int:
    """How tall a row wants to be at this width."""
    if row.hasHeightForWidth():
        return row.heightForWidth(width)
    return row.sizeHint().height()

"""The one surface: a sheet with a hairline, its rows parted by hairlines, no box inside it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy
from consult_app.ui.kit.tokens import Token

_ROUND = 12


class Card(PaintedWidget):
    """Rows on one surface. `add(row)` puts a hairline above each but the first that is shown.

    `padding` is for a card that holds free content instead of rows; then there are no lines.
    """

    def __init__(self, *, padding: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lined = padding is None
        inner = padding or 0
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(inner + 1, inner + 1, inner + 1, inner + 1)
        self.column.setSpacing(tokens.HAIRLINE if self._lined else tokens.M)
        self.setSizePolicy(tall_policy())

    def add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def insert(self, index: int, widget: QWidget) -> None:
        self.column.insertWidget(index, widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE), radius=_ROUND)
        if self._lined:
            for top in self._tops(event.rect()):
                painter.fillRect(1, top - 1, self.width() - 2, 1, color(Token.HAIRLINE))
        painter.end()

    def _tops(self, seen: QRect) -> list[int]:
        """Where the rows begin that are painted now, but the first; a card may have a thousand."""
        tops: list[int] = []
        first = self._row_at(seen.top())
        for i in range(first, self.column.count()):
            item = self.column.itemAt(i)
            widget = item.widget() if item is not None else None
            if widget is None or widget.isHidden():
                continue
            if widget.y() > seen.bottom() + 1:
                break
            if widget.y() > self.column.contentsMargins().top():
                tops.append(widget.y())
        return tops

    def _row_at(self, y: int) -> int:
        """The place in the column of the row at this height, or the first."""
        for near in (y, y + 1, y - 1):
            widget = self.childAt(self.width() // 2, near)
            while widget is not None and widget.parentWidget() is not self:
                widget = widget.parentWidget()
            if widget is not None:
                return max(0, self.column.indexOf(widget))
        return 0

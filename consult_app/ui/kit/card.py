"""The one surface: a sheet with a hairline, its rows parted by hairlines, no box inside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
            seen = event.rect()
            tops = self._tops()
            painter.setPen(Qt.PenStyle.NoPen)
            for top in tops[1:]:
                if seen.top() <= top <= seen.bottom() + 1:
                    painter.fillRect(1, top - 1, self.width() - 2, 1, color(Token.HAIRLINE))
        painter.end()

    def _tops(self) -> list[int]:
        """Where the shown rows begin, from above."""
        tops = []
        for i in range(self.column.count()):
            item = self.column.itemAt(i)
            widget = item.widget() if item is not None else None
            if widget is not None and not widget.isHidden():
                tops.append(widget.y())
        return tops

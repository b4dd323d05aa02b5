"""A panel of the window."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit.base import PaintedWidget, start_painting
from consult_app.ui.kit.tokens import Token


class Surface(PaintedWidget):
    """A panel of the window on the surface colour, with a hairline at one side."""

    def __init__(self, side: str = "", parent: QWidget | None = None) -> None:
        """`side`: "leading", "trailing", "top", "bottom" or nothing."""
        super().__init__(parent)
        self._side = side

    def set_side(self, side: str) -> None:
        self._side = side
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        lines = {
            "leading": QRect(0, 0, 1, self.height()),
            "trailing": QRect(self.width() - 1, 0, 1, self.height()),
            "top": QRect(0, 0, self.width(), 1),
            "bottom": QRect(0, self.height() - 1, self.width(), 1),
        }
        if self._side:
            line = self.place(lines[self._side])
            painter.fillRect(line, self.theme.color(Token.HAIRLINE))
        painter.end()

"""Two groups side by side, or one under the other where room is short."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from consult_app.ui.kit import theme, tokens


class Sides(QWidget):
    """`leading` takes the room there is, `trailing` what it needs; `least` pixels at 100 %."""

    def __init__(self, leading: QLayout, trailing: QLayout, *, least: int = 640) -> None:
        super().__init__()
        self._least = least
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(tokens.XL, tokens.M, tokens.XL, tokens.M)
        self._box.setSpacing(tokens.M)
        self._box.addLayout(leading, 1)
        self._box.addLayout(trailing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(self._least)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._box.direction():
            self._box.setDirection(direction)

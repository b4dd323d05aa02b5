"""Two groups side by side, or one under the other where room is short."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from consult_app.ui.kit import theme, tokens

_WORDS = 240
"""Pixels at 100 % that words need beside the other group."""


class Sides(QWidget):
    """`leading` takes the room there is, `trailing` what it needs.

    They stand side by side from `least` pixels at 100 % on, if `trailing` leaves room for words.
    """

    def __init__(self, leading: QLayout, trailing: QLayout, *, least: int = 640) -> None:
        super().__init__()
        self._least, self._trailing = least, trailing
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(tokens.XL, tokens.M, tokens.XL, tokens.M)
        self._box.setSpacing(tokens.M)
        self._box.addLayout(leading, 1)
        self._box.addLayout(trailing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """What stands at the end may have become wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        needed = theme().px(_WORDS) + self._trailing.sizeHint().width() + 2 * tokens.XL + tokens.M
        narrow = self.width() < max(theme().px(self._least), needed)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._box.direction():
            self._box.setDirection(direction)

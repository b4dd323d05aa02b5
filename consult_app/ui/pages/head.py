"""What stands at the top of a page: its title, a quiet line under it, its actions at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.kit import Button, FlowRow, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token

PAGE_WIDTH = 1120
"""How wide a page of lists grows; beyond it, lines get too long to follow by eye."""


class PageHead(QWidget):
    """Title and line; `add_action` puts buttons at the far end, the most important last."""

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = WrapLabel(title, Type.SECTION, semibold=True, heading=True)
        self.line = WrapLabel(line, Type.BODY, Token.QUIET)
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        words.addWidget(self.title)
        words.addWidget(self.line)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.M)
        self._row.addLayout(words, 1)
        self.setSizePolicy(tall_policy())

    def add_action(self, button: Button) -> Button:
        """Put `button` at the end and give it back."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button


def at_the_end(*buttons: Button) -> QWidget:
    """A line of buttons at its end, the most important last; it wraps where it has to."""
    line = FlowRow(at_end=True)
    for button in buttons:
        line.add(button)
    return line

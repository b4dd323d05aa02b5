"""What the window shows when it is closed and the day's backup is still to be made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token


class LeavingPage(QWidget):
    """Two lines, and a way out for who cannot wait: `hurried()`."""

    hurried = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = WrapLabel(_("Making the day's backup"), Type.SECTION, semibold=True, heading=True)
        words = _("The window closes by itself when it is made.")
        self._button = Button(_("Close without a backup"), strong=False)
        self._button.clicked.connect(self.hurried)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        column.addStretch(2)
        for part in (title, WrapLabel(words, Type.BODY, Token.QUIET), self._button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def enter(self) -> None:
        """The one thing that can be done here has the keyboard."""
        self._button.setFocus()

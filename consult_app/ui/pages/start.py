"""What the window shows while the records are opened, and when they cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, InlineError, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token


class StartPage(QWidget):
    """One quiet line in the middle; a refusal with the one thing left to do. `close_asked()`."""

    close_asked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = WrapLabel(words, Type.BODY, Token.QUIET)
        self._title = WrapLabel(_("Consult could not start"), Type.SECTION, semibold=True)
        self._error = InlineError()
        self._close = Button(_("Close the window"))
        self._close.clicked.connect(self.close_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        column.addStretch(2)
        for widget in (self._words, self._title, self._error, self._close):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._title.hide()
        self._close.hide()

    def progress(self, done: int, of: int) -> None:
        """How many of the made-up patients are there."""
        words = _("Making the demo clinic: patient {done} of {of}").format(done=done, of=of)
        self._words.set_text(words)

    def refuse(self, sentence: str) -> None:
        """Why it cannot go on."""
        self._words.hide()
        self._title.show()
        self._error.set_error(sentence)
        self._close.show()
        self._close.setFocus()

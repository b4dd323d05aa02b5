"""What the window shows while the records are opened, and when they cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, FormColumn, InlineError, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token

_REFUSAL_WIDTH = 480


class StartPage(QWidget):
    """One quiet line in the middle; a refusal with the one thing left to do. `close_asked()`."""

    close_asked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = WrapLabel(words, Type.BODY, Token.QUIET)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        self._column.setSpacing(tokens.L)
        self._column.addStretch(2)
        self._column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)

    def progress(self, done: int, of: int) -> None:
        """How many of the made-up patients are there."""
        words = _("Making the demo clinic: patient {done} of {of}").format(done=done, of=of)
        self._words.set_text(words)

    def refuse(self, sentence: str) -> None:
        """Why it cannot go on."""
        self._words.hide()
        close = Button(_("Close the window"))
        close.clicked.connect(self.close_asked)
        title = WrapLabel(_("Consult could not start"), Type.SECTION, semibold=True)
        middle = FormColumn(width=_REFUSAL_WIDTH)
        for widget in (title, InlineError(sentence, parent=middle)):
            middle.add(widget)
        foot = middle.column.count() - 1
        middle.column.insertWidget(foot, close, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.insertWidget(1, middle)
        close.setFocus()

"""The line that is loud because something said is not on disk, with Retry."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from consult_app.i18n import _
from consult_app.ui.kit import Button, InlineError, Size, Surface, tokens


class Trouble(Surface):
    """Away while all is well. `retry()` when a person wants it stored again.

    `other()` when what another window has put there is to hold instead.
    """

    retry = Signal()
    other = Signal()

    def __init__(self, size: Size = Size.DESK) -> None:
        super().__init__("bottom")
        self._line = InlineError(size=size)
        self._again = Button(_("Retry"), size=size)
        self._again.clicked.connect(self.retry)
        self._other = Button(_("Take the other"), size=size)
        self._other.clicked.connect(self.other)
        self._other.hide()
        side = tokens.XL if size is Size.DESK else tokens.XXXL
        row = QHBoxLayout(self)
        row.setContentsMargins(side, tokens.S, side, tokens.S)
        row.addWidget(self._line, 1)
        row.addWidget(self._again)
        row.addWidget(self._other)
        self.hide()

    def show_sentence(self, sentence: str, *, again: bool = True) -> None:
        """What went wrong; `again`: whether storing it once more can help."""
        self._line.set_error(sentence)
        self._again.setVisible(again)
        self._other.hide()
        self.show()

    def offer_other(self) -> None:
        """There is another entry in the place of this one: it may hold as well."""
        self._other.show()

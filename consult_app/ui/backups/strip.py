"""A line under the bar when something about backups is to be known or done; it can be put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from consult_app.i18n import _
from consult_app.ui.kit import Button, InlineError, Kind, Surface, WrapLabel, tokens


class BackupStrip(Surface):
    """A sentence, at most one thing to do, and a button that puts it away for this time."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._error, self._calm = InlineError(), WrapLabel("")
        self._act = Button("", strong=False)
        self._away = Button(_("Put away"), Kind.QUIET)
        self._then: Callable[[], None] = self.hide
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.S, tokens.XL, tokens.S)
        row.setSpacing(tokens.M)
        for words in (self._error, self._calm):
            row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._act, self._away):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._away.clicked.connect(self.hide)
        self._act.clicked.connect(lambda: self._then())
        self.hide()

    def warn(self, sentence: str, act: str = "", then: Callable[[], None] | None = None) -> None:
        """What is wrong, and the button that leads to where it is mended."""
        self._calm.hide()
        self._error.set_error(sentence)
        self._show(act, then)

    def tell(self, sentence: str) -> None:
        """What has been done."""
        self._error.set_error("")
        self._calm.set_text(sentence)
        self._calm.show()
        self._show("", None)

    def _show(self, act: str, then: Callable[[], None] | None) -> None:
        self._act.setVisible(bool(act))
        if act and then is not None:
            self._act.set_label(act)
            self._then = then
        self.show()

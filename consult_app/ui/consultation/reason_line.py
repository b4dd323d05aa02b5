"""A step that wants a reason: one line in the page, never a dialog, never where the accent is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from consult_app.i18n import _
from consult_app.ui.kit import Button, FieldFrame, Kind, TextField, Token, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy


class ReasonLine(PaintedWidget):
    """`confirmed(reason)`; `left()` by *Leave it* or Escape. `refuse` says why it was not done."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, explanation: str, confirm: str, *, danger: bool = False) -> None:
        super().__init__()
        self.setSizePolicy(tall_policy())
        self._field = TextField(max_length=500)
        self._frame = FieldFrame(_("Why"), self._field)
        go = Button(confirm, Kind.DANGER if danger else Kind.SECONDARY)
        away = Button(_("Leave it"), Kind.QUIET)
        go.clicked.connect(lambda: self.confirmed.emit(self._field.text.strip()))
        away.clicked.connect(self.left)
        self._field.edit.returnPressed.connect(go.click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(WrapLabel(explanation, token=Token.QUIET))
        column.addWidget(self._frame)
        line = QHBoxLayout()
        line.setSpacing(tokens.S)
        line.addWidget(go)
        line.addWidget(away)
        line.addStretch()
        column.addLayout(line)

    def enter(self) -> None:
        """The keyboard stands in the field."""
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        self._frame.set_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

"""A field with its label above and, below, its help or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.fields import FieldBox, TextArea, TextField
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.note import NoteLine
from consult_app.ui.kit.parsed import ParsedField
from consult_app.ui.kit.tokens import Token, Type


class FieldFrame(PaintedWidget):
    """Label above, help or error below; the line below is kept even when empty.

    The label becomes the control's accessible name. A click on the label goes to the control.
    `keeps_space=False` for forms that are packed tightly. An error goes when one types on, unless
    `lasting`: then whoever set it takes it away.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        help_text: str = "",
        keeps_space: bool = True,
        lasting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._help = help_text
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        self._label = WrapLabel(label, Type.HINT, Token.QUIET)
        column.addWidget(self._label)
        column.addWidget(control)
        if isinstance(control, ParsedField):
            self.note = control.note
        else:
            self.note = NoteLine(keeps_space=keeps_space)
            column.addWidget(self.note)
        if isinstance(control, TextField | TextArea) and not lasting:
            control.changed.connect(self._typed_on)
        self.note.set_help(help_text)
        self.setSizePolicy(tall_policy())
        control.setAccessibleName(label)
        control.setAccessibleDescription(help_text)

    def _typed_on(self, _text: str) -> None:
        if self.error:
            self.set_error("")

    @property
    def label(self) -> str:
        return self._label.text

    @property
    def error(self) -> str:
        return self.note.error

    def set_label(self, label: str) -> None:
        self._label.set_text(label)
        self.control.setAccessibleName(label)

    def set_help(self, words: str) -> None:
        """What stands under the control while nothing is wrong."""
        self._help = words
        self.note.set_help(words)
        self.set_error(self.error)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and how to mend it; an empty sentence takes it away."""
        self.note.set_error(sentence)
        box = self.control.field if isinstance(self.control, ParsedField) else self.control
        if isinstance(box, FieldBox):
            box.set_wrong(bool(sentence))
        described = " ".join(words for words in (sentence, self._help) if words)
        self.control.setAccessibleDescription(described)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._label.geometry().contains(event.position().toPoint()):
            self.control.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

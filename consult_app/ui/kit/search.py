"""The field to find something by typing, with the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import box, keycap
from consult_app.ui.kit.fields import TextField
from consult_app.ui.kit.tokens import Token, Type


class SearchField(TextField):
    """A text field with a lens and a key hint.

    `shortcut` ("Ctrl+K") brings the keyboard here and selects the text. Escape clears and fires
    `left()`. Up, Down, Page Up, Page Down and Enter fire `walked(key)` and `taken()`, so that a
    list of results beneath can be used without leaving the field.
    """

    walked = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(
        self,
        placeholder: str,
        *,
        shortcut: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._hint, self._hint_width = "", 0
        super().__init__(name=placeholder, placeholder=placeholder, icon="search", parent=parent)
        self.edit.installEventFilter(self)
        if shortcut:
            sequence = QKeySequence(shortcut)
            keys = sequence.toString(QKeySequence.SequenceFormat.NativeText)
            self._hint = keys.replace("+", " ")
            QShortcut(sequence, self).activated.connect(self.summon)
            self.setAccessibleDescription(keys)
        self.restyled()

    def summon(self) -> None:
        """Bring the keyboard here, ready to type over what there is."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def restyled(self) -> None:
        metrics = QFontMetricsF(self.theme.font(Type.KEY))
        self._hint_width = round(metrics.horizontalAdvance(self._hint)) + 14 if self._hint else 0
        super().restyled()

    def minimumSizeHint(self) -> QSize:
        """Room for the words that say what is searched."""
        metrics = QFontMetricsF(self.theme.font(Type.BODY))
        words = metrics.horizontalAdvance(self.edit.placeholderText())
        around = 2 * tokens.M + self._glyph() + 3 * tokens.S + self._hint_width
        return QSize(round(words) + around, self.sizeHint().height())

    def _place_editor(self) -> None:
        super()._place_editor()
        inner = self.edit.geometry()
        if self._hint_width:
            cut = self._hint_width + tokens.S
            inner.setWidth(inner.width() - cut)
            if self.mirrored():
                inner.translate(cut, 0)
            self.edit.setGeometry(inner)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.walked.emit(key)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
            return True
        if key == Qt.Key.Key_Escape:
            self.edit.clear()
            self.changed.emit("")
            self.left.emit()
            return True
        return False

    def _paint_inside(self, painter: QPainter) -> None:
        color = self.theme.color
        box(painter, self.rect(), color(Token.GROUND), color(Token.CONTROL))
        super()._paint_inside(painter)
        if self._hint_width:
            height = self.theme.px(20)
            x = self.width() - tokens.M - self._hint_width
            where = QRect(x, (self.height() - height) // 2, self._hint_width, height)
            where = self.place(where)
            box(painter, where, color(Token.SURFACE), radius=tokens.XS)
            keycap(painter, where, self._hint, color(Token.QUIET), color(Token.HAIRLINE))

"""A line that a barcode scanner types into: its separators are seen, its last key ends the scan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from consult_app.ui.kit.fields import TextField

SEEN = "\u241d"
"""Shown for a separator, which has no sign of its own; whoever reads the scan knows it."""
_UNSEEN = ("\x1c", "\x1d", "\x1e", "\x1f")
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class ScanField(TextField):
    """`scanned(text)` on Enter, or on Tab behind what was typed: scanners end with either."""

    scanned = Signal(str)

    def __init__(self, *, name: str = "", placeholder: str = "") -> None:
        super().__init__(name=name, placeholder=placeholder, icon="package")
        self.edit.installEventFilter(self)

    def type_in(self, text: str) -> None:
        """Take what a scanner began to type elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.setText(SEEN if text in _UNSEEN else text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.text() in _UNSEEN and event.text():
                self.edit.insert(SEEN)
                return True
            if event.key() in _ENDS and self.text.strip():
                self._end()
                return True
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        """What was scanned stays to be read, marked, so that the next scan takes its place."""
        self.edit.selectAll()
        self.scanned.emit(self.text)

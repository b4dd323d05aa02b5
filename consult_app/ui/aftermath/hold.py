"""While an answer is awaited that takes the page away, nothing is typed that would be lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget


class Hold:
    """Closes parts of a page to the keyboard, and opens them with the keyboard back in its place.

    A person sees that they are closed; keys that went into them would go with the page.
    """

    def __init__(self) -> None:
        self._field: QWidget | None = None

    def take(self, parts: Sequence[QWidget]) -> None:
        """Nothing can be typed into `parts` until `release`."""
        field = QApplication.focusWidget()
        if field is not None and any(part.isAncestorOf(field) for part in parts):
            self._field = field
        for part in parts:
            part.setEnabled(False)

    def release(self, parts: Sequence[QWidget]) -> None:
        """As before: one may type, and the keyboard is where it was."""
        for part in parts:
            part.setEnabled(True)
        field, self._field = self._field, None
        if field is not None:
            field.setFocus()

"""Brings what wants an answer into sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import ScrollArea


def reveal(widget: QWidget) -> None:
    """Scroll to it where it is out of sight."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, ScrollArea):
        above = above.parentWidget()
    if above is not None:  # once what has just been said there has its room
        QTimer.singleShot(0, widget, partial(above.reveal, widget))


def go_to(widget: QWidget) -> None:
    """The keyboard to it, in sight."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    reveal(widget)

"""Carries the progress of long work from its lane to the window, and the wish to stop back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from consult_app.errors import Refused


class Walked(QObject):
    """`watch` is called on the lane; `walked(done, total)` arrives in the window."""

    walked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.stopped = False

    def watch(self, done: int, total: int) -> None:
        """On the lane. Raises export.stopped once somebody pressed Cancel."""
        if self.stopped:
            raise Refused("export.stopped")
        self.walked.emit(done, total)

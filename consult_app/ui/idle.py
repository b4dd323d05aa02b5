"""Tells when nobody has been at the window for a while, or the computer has slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

TICK_MS = 5000
ASLEEP_S = 30.0
"""The clock on the wall has gone on so much further than the one that stops in sleep; or nothing
was looked at for so long, where neither stops."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """`left()` once nobody was there for `limit()` seconds, and on waking.

    `limit`: asked at each look, 0 for never. `wall` and `steady`: clocks in seconds.
    """

    left = Signal()

    def __init__(
        self,
        window: QWidget,
        limit: Callable[[], float],
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._limit, self._wall, self._steady = limit, wall, steady
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self.begin()
        handle = window.windowHandle()
        if handle is not None:  # what a person does comes here first, and little else
            handle.installEventFilter(self)

    def begin(self) -> None:
        """Somebody is here now."""
        self._touched = self._looked = self._steady()
        self._looked_wall = self._wall()
        self._timer.start()

    def look(self) -> None:
        """Compare the clocks."""
        steady, wall = self._steady(), self._wall()
        gone, gone_wall = steady - self._looked, wall - self._looked_wall
        self._looked, self._looked_wall = steady, wall
        slept = gone_wall - gone > ASLEEP_S or gone > ASLEEP_S
        limit = self._limit()
        if slept or (limit and steady - self._touched >= limit):
            self.left.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._touched = self._steady()
        return False

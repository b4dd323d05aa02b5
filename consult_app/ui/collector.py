"""Takes cyclic garbage away on the window's thread alone, a little at a time.

Left to itself Python collects in whatever thread happens to make something: a lane would take
widgets down, which Qt allows the window's thread alone; and a full round stops the window.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_OLDEST = 2


class Collector(QObject):
    """From its making until `stop()` no other thread collects."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._set_aside = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """The oldest generation that is due, as Python itself would choose."""
        due = [
            age
            for age, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if not due:
            return
        if due[-1] == _OLDEST and not self._set_aside:
            # what has lived so long is the program itself, two hundred thousand objects: a round
            # through them, now and at each later full round, would stop the window for 0.1 s
            self._set_aside = True
            gc.freeze()
        else:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

"""Takes cyclic garbage away on the window's thread alone, a little at a time.

Left to itself Python collects in whatever thread happens to make something: a lane would take
widgets down, which Qt allows the window's thread alone; and a full round stops the window.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_SOON_MS = 700
"""Behind a change of pages: by then the new one is drawn, and a person looks at it."""


def collect_due() -> None:
    """Collect, in this thread, the oldest generation that is due."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, most) in enumerate(counts) if count > most]
    if due:
        gc.collect(due[-1])


class Collector(QObject):
    """From its making until `stop()` no other thread collects."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(gc.collect)

    def begin(self) -> None:
        """The start is over: from now on garbage is looked for, but not in what is there now.

        A round through the program's own some hundred thousand objects would halt the window for a
        tenth of a second, and find nothing.
        """
        gc.freeze()
        self._timer.start(_EVERY_MS)

    def soon(self) -> None:
        """A page with all that it held has gone: take the whole of it away at once, in a moment."""
        if self._timer.isActive():
            self._soon.start()

    def collect(self) -> None:
        """What is due, as Python itself would choose."""
        collect_due()

    def stop(self) -> None:
        """Leave it to Python again, where Python did it before."""
        self._timer.stop()
        self._soon.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

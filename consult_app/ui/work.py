"""Runs work off the window's thread and brings the result back: nothing on screen waits for disk.

Four lanes, each one thread and in order: `WRITE` for everything that changes records, `READ` for
looking things up, `PAPER` for drawing documents and pages: a PDF font serves one drawing at a time;
`LONG` for what goes through everything that is stored, behind which nobody should have to wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from consult_app.errors import Refused

if TYPE_CHECKING:  # brought in with the first job, which the first paint does not wait for
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


PATIENCE_S, PAUSE_S = 20.0, 0.002
"""How long the end waits for what is under way, and how often it looks."""


class Lane(Enum):
    """Which thread does it."""

    READ = "read"
    WRITE = "write"
    PAPER = "paper"
    LONG = "long"


class _Errand:
    """A job and whom it is for. A lane keeps the errand a moment longer than the window does: what
    it held is let go of on the window's thread, so that no lane takes the last of a widget down.
    """

    def __init__(
        self,
        owner: QObject,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[Refused], None],
    ) -> None:
        self._held: tuple[Any, ...] | None = (owner, job, done, refused)
        self._result: Any = None
        self._trouble: BaseException | None = None

    def go(self) -> None:
        """On a lane: do the job; whatever it raises is kept."""
        if self._held is not None:
            try:
                self._result = self._held[1]()
            except BaseException as trouble:  # noqa: BLE001 - raised again where it is handed over
                self._trouble = trouble

    def hand_over(self) -> None:
        """On the window's thread: deliver, and hold nothing any more."""
        if self._held is None:
            return
        (owner, _job, done, refused), self._held = self._held, None
        result, trouble = self._result, self._trouble
        self._result = self._trouble = None
        if not isValid(owner):
            return
        if isinstance(trouble, Refused):
            refused(trouble)
        elif trouble is not None:
            raise trouble
        else:
            done(result)


class Work(QObject):
    """The lanes. `busy_changed(bool)` tells when anything is under way and when all is done."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._under_way = 0
        self._ended = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._under_way > 0

    def run(
        self,
        lane: Lane,
        owner: QObject,
        job: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[Refused], None],
    ) -> None:
        """Do `job` on a lane; then, on the window's thread, `done` with its result or `refused`.

        Nothing is delivered once `owner` is gone. Any other exception is a bug and is raised on
        the window's thread. Once the work has ended (`close`) nothing is looked up any more;
        what was to be stored then raises RuntimeError.
        """
        if self._ended and lane is not Lane.WRITE:
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        errand = _Errand(owner, job, done, refused)
        self._lane(lane).submit(self._go, errand)

    def _go(self, errand: _Errand) -> None:
        """On a lane."""
        errand.go()
        self._arrived.emit(errand)

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        made = self._lanes.get(lane)
        if made is None:
            made = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value)
            self._lanes[lane] = made
        return made

    def _deliver(self, errand: _Errand) -> None:
        self._under_way -= 1
        try:
            errand.hand_over()
        finally:
            if self._under_way == 0:
                self.busy_changed.emit(False)

    def close(self) -> None:
        """Finish what is under way, with what follows from it, and end the threads.

        An answer that was typed while another was on its way to the disk is stored too.
        """
        deadline = time.monotonic() + PATIENCE_S
        while self._under_way and time.monotonic() < deadline:
            QCoreApplication.sendPostedEvents(self)
            time.sleep(PAUSE_S)
        self._ended = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

"""Runs work off the window's thread and brings the result back: nothing on screen waits for disk.

Four lanes, each one thread and in order: `WRITE` for everything that changes records, `READ` for
looking things up, `PAPER` for drawing documents and pages: a PDF font serves one drawing at a time;
`LONG` for what goes through everything that is stored, behind which nobody should have to wait.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from consult_app.errors import Refused

if TYPE_CHECKING:  # brought in with the first job, which the first paint does not wait for
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Lane(Enum):
    """Which thread does it."""

    READ = "read"
    WRITE = "write"
    PAPER = "paper"
    LONG = "long"


class Work(QObject):
    """The lanes. `busy_changed(bool)` tells when anything is under way and when all is done."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._under_way = 0
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
        the window's thread.
        """
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)

        def finished(future: Future[T]) -> None:
            self._arrived.emit(lambda: self._hand_over(owner, future, done, refused))

        self._lane(lane).submit(job).add_done_callback(finished)

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        made = self._lanes.get(lane)
        if made is None:
            made = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value)
            self._lanes[lane] = made
        return made

    def _deliver(self, hand_over: Callable[[], None]) -> None:
        self._under_way -= 1
        try:
            hand_over()
        finally:
            if self._under_way == 0:
                self.busy_changed.emit(False)

    @staticmethod
    def _hand_over(
        owner: QObject,
        future: Future[T],
        done: Callable[[T], None],
        refused: Callable[[Refused], None],
    ) -> None:
        trouble = future.exception()
        if not isValid(owner):
            return
        if isinstance(trouble, Refused):
            refused(trouble)
        elif trouble is not None:
            raise trouble
        else:
            done(future.result())

    def close(self) -> None:
        """Finish what is under way and end the threads; an acknowledged answer is on disk."""
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

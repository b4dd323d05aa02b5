"""Files from the scanner on their way in: kept one by one, then read page by page, stopped at will.

Each page is a job of its own on the lane for long work, so that nobody waits behind a stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from consult_app import messages
from consult_app.errors import Refused
from consult_app.services import scans
from consult_app.services.scans import Progress
from consult_app.ui.context import Context
from consult_app.ui.work import Lane


class Intake(QObject):
    """`progress(done, total)` in pages; `refused(file, sentence)`; `finished()` when all is read.

    What was taken in and not read stays in the records: `go_on` takes it up again.
    """

    progress = Signal(int, int)
    refused = Signal(str, str)
    finished = Signal()

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._waiting: list[Path] = []
        self._stopped = False
        self._last: Progress | None = None
        self.busy = False

    def take(self, files: Sequence[Path]) -> None:
        """Take in these files, behind those that are on their way."""
        self._waiting += files
        self._begin()

    def go_on(self) -> None:
        """Read what was taken in and is not read."""
        self._begin()

    def stop(self) -> None:
        """After the page that is being read; files that were not kept yet are left out."""
        self._stopped = True
        self._waiting.clear()

    def _begin(self) -> None:
        if not self.busy:
            self.busy, self._stopped = True, False
            self._next()

    def _next(self) -> None:
        if self._stopped:
            self._end()
        elif self._waiting:
            file = self._waiting.pop(0)
            job = partial(scans.take_file, self._ctx.acting, file)
            refuse = partial(self._refuse, file.name)
            self._ctx.work.run(Lane.LONG, self, job, lambda _pages: self._next(), refuse)
        else:
            self._read()

    def _read(self) -> None:
        job = partial(scans.go_on, self._ctx.acting, self._last)
        self._ctx.work.run(Lane.LONG, self, job, self._was_read, partial(self._refuse, ""))

    def _was_read(self, progress: Progress) -> None:
        self._last = progress
        if progress.total:
            self.progress.emit(progress.done, progress.total)
        if (progress.finished and not self._waiting) or self._stopped:
            self._end()
        else:
            self._next()

    def _refuse(self, file: str, refused: Refused) -> None:
        self.refused.emit(file, messages.sentence(refused))
        self._next()

    def _end(self) -> None:
        self.busy, self._last = False, None
        self.finished.emit()

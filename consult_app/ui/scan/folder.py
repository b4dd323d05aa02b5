"""A folder into which a scanner writes: what is new there is given out once it is whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from consult_app.errors import Refused
from consult_app.services import scans

PAUSE_MS = 1200
"""Between two looks; a file that is the same in both is no longer being written."""
Seen = dict[Path, tuple[int, int]]


class WatchedFolder(QObject):
    """`found(list of Path)`; `gone()` when the folder is no longer there."""

    found = Signal(list)
    gone = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self._given: set[Path] = set()
        self._last: Seen = {}
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(lambda _path: self._timer.start())
        self._timer.start(0)

    def _look(self) -> None:
        try:
            now = {f: _state(f) for f in scans.in_folder(self.folder) if f not in self._given}
        except (Refused, OSError):
            self.gone.emit()
            return
        whole = [file for file, state in now.items() if self._last.get(file) == state]
        self._last = now
        self._given.update(whole)
        if len(whole) < len(now):
            self._timer.start()
        if whole:
            self.found.emit(whole)


def _state(file: Path) -> tuple[int, int]:
    told = file.stat()
    return told.st_size, told.st_mtime_ns

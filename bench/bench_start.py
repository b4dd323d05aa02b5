"""From the start of a process to a window that is painted and takes keys, beside an empty one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable

from bench.harness import Figure, compared

BUDGET = 1.5
ROUNDS = 11

EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from consult_app.app import Desk

app = QApplication([])
desk = Desk(app, Path(sys.argv[1]))
desk.window.first_painted.connect(lambda: os._exit(0))
desk.show()
app.exec()
"""


def figures() -> list[Figure]:
    """Both in fresh interpreters, turn by turn."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        return [
            compared(
                "start to first paint",
                _started(OURS, place),
                "an empty window",
                _started(EMPTY, place),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        ]


def _started(script: str, place: str) -> Callable[[], object]:
    def run() -> object:
        return subprocess.run([sys.executable, "-c", script, place], check=True)

    return run

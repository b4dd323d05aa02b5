"""From the start of a process to a window that is painted and takes keys, beside an empty one.

Ours is the whole way of `consult-app`: data folder, log and settings found, real fonts and icons.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.harness import Figure, compared, fresh
from consult_app import settings

BUDGET = 1.5
ROUNDS = 15

EMPTY = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import gc, os, sys
from consult_app.cli import main

def leave_when_painted():
    gc.disable()  # as main() does first of all
    from consult_app.ui.window import Window
    began = Window.__init__
    def init(self, *given):
        began(self, *given)
        self.first_painted.connect(lambda: os._exit(0))
    Window.__init__ = init

leave_when_painted()
sys.argv = ["consult-app"]
main()
"""


def figures() -> list[Figure]:
    """Both in fresh interpreters, turn by turn."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        settings.save(Path(place), settings.WindowSettings())
        return [
            compared(
                "start to first paint",
                fresh(OURS, folder=place),
                "an empty window",
                fresh(EMPTY, folder=place),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        ]

"""From the start of a process to the day's list, beside the imports that this cannot do without."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from bench.harness import Figure, compared, fresh
from consult_app.services import day, patients
from consult_app.services.acting import Acting
from tests.clinics import ELIF, open_clinic

BUDGET = 1.6
ROUNDS = 9
VISITS = 12

IMPORTS = """
import os
import PySide6.QtWidgets, sqlalchemy.orm, sqlcipher3
os._exit(0)
"""

OURS = """
import gc, os, sys
from consult_app.cli import main

def leave_when_listed():
    gc.disable()  # as main() does first of all
    from consult_app.ui.window import Window
    began = Window.__init__
    def init(self, *given):
        began(self, *given)
        watch = QTimer(self, interval=1)
        watch.timeout.connect(lambda: listed(self))
        watch.start()
    Window.__init__ = init

def listed(window):
    page = window.stack.currentWidget()
    if type(page).__name__ == "TodayPage" and any(
        type(row).__name__ == "VisitRow" and row.isVisible() for row in page.findChildren(QWidget)
    ):
        os._exit(0)

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
leave_when_listed()
sys.argv = ["consult-app"]
main()
"""


def figures() -> list[Figure]:
    """Both in fresh interpreters, turn by turn; the key lies in its file, so none is derived."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        _clinic(Path(place))
        return [
            compared(
                "start to the day's list",
                fresh(OURS, folder=place),
                "importing Qt and the database",
                fresh(IMPORTS, folder=place),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        ]


def _clinic(folder: Path) -> None:
    """Some visits on the day on which the benchmark runs."""
    made = open_clinic(folder)
    acting = Acting(made.acting.user, made.acting.store)
    for n in range(VISITS):
        someone = patients.register(acting, replace(ELIF, family_name=f"Demir {n}"))
        day.add(acting, someone.id, acting.today())
    acting.store.close()

"""Walks through the window of a clinic, alone in a process, and prints what it found as JSON.

`python -m bench.journey FOLDER`: the longest time that the event loop did not turn, where that was,
and the memory at the end.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.harness import undisturbed
from consult_app import ui  # first, as in the program: what follows is imported without PySide
from consult_app.app import Desk
from consult_app.ui.kit.theme import install

PATIENTS = (2, 4, 9)
"""Of the demonstration: one whose consultation is treated, one that waits for a specialist."""
REST_S = 0.0005
PATIENCE_S = 30.0


class Walk:
    """Does one thing after the other, waits for each to be over, and times every turn."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.turns: list[tuple[float, str]] = []
        self.desk = Desk(app, folder)

    def do(self, what: str, act: Callable[[], object]) -> None:
        """`act` as a person's event would, then turns of the loop until nothing is under way."""
        self._timed(what, act)
        idle = 0
        while idle < 3:
            self._timed(what, _turn)
            idle = 0 if self.desk.work.busy else idle + 1
            time.sleep(REST_S)

    def _timed(self, what: str, act: Callable[[], object]) -> None:
        started = undisturbed()
        act()
        self.turns.append((undisturbed() - started, what))

    def open(self) -> None:
        """From the frame to the day's list."""
        self.do("the frame", self.desk.show)
        patience = time.monotonic() + PATIENCE_S
        while self.desk.ctx is None:
            if self.desk.code or time.monotonic() > patience:
                raise RuntimeError("the records do not open")
            self.do("opening", QCoreApplication.processEvents)
        self.do("opening", QCoreApplication.processEvents)

    def pages(self) -> None:
        """Every place of the rail, some patients, their consultations step by step."""
        ctx = self.desk.ctx
        assert ctx is not None
        for what, signal in (
            ("patients", ctx.go.patients),
            ("documents", ctx.go.documents),
            ("clinic", ctx.go.settings),
            ("today", ctx.go.today),
        ):
            self.do(f"page {what}", signal.emit)
        for patient in PATIENTS:
            self.do("page patient", lambda: ctx.go.patient.emit(patient))  # noqa: B023 - done at once
        for consultation in _consultations(ctx.acting):
            self.do("page consultation", partial(ctx.go.consultation.emit, consultation))
            self._steps()

    def _steps(self) -> None:
        from consult_app.ui.consultation.page import ConsultationPage

        page = self.desk.window.stack.currentWidget()
        assert isinstance(page, ConsultationPage)
        assert page.session is not None
        sections = [item.link_id for item in page.session.loaded.pack.questionnaire.items]
        for place in (*sections, "decision", "consent", "treatment", "aftercare"):
            self.do(f"step {place}", lambda: page.go(place))  # noqa: B023 - done at once
            if page.session.editable and place in sections:
                self.do(f"key in {place}", _key)
        self.do("page today", self.desk.ctx.go.today.emit if self.desk.ctx else _key)


def _turn() -> None:
    """One turn of the loop; what is to go later goes, which Qt leaves to a loop that runs."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _key() -> None:
    target = QApplication.focusWidget()
    if target is not None:
        QTest.keyClick(target, Qt.Key.Key_Y)


def _consultations(acting: object) -> Iterator[int]:
    from consult_app.services import consultations
    from consult_app.services.acting import Acting

    assert isinstance(acting, Acting)
    for patient in PATIENTS:
        for line in consultations.of_patient(acting, patient)[:1]:
            yield line.consultation.id


def memory_mb() -> float:
    """What the process holds now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def main(folder: Path) -> None:
    """Walk, then print."""
    app = QApplication(["bench", "-style", "Fusion"])
    install(app, styled=True)
    walk = Walk(app, folder)
    walk.open()
    walk.pages()
    halts = sorted(walk.turns, reverse=True)
    print(json.dumps({"halt": halts[0], "next": halts[1:12], "memory": memory_mb()}))
    walk.desk.close()


if __name__ == "__main__":
    assert ui
    main(Path(sys.argv[1]))

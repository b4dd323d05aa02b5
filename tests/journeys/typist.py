"""The process that is killed: a person at the real window, who says which answers are saved."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys import walks
from tests.journeys.sitting import CTRL, RETURN, Sitting


def type_until_killed(folder: Path, acknowledge: Connection) -> None:
    """Answer question by question; an answer is acknowledged once the window says it is saved."""
    app = QApplication(["typist"])
    sitting = Sitting(app, folder)
    walks.begin(sitting)
    section = "pt"
    for path, words in walks.HEALTHY:
        if not path.startswith(section + "/"):
            sitting.hands.press(RETURN, CTRL)
            section = path.split("/")[0]
        sitting.form.answer(path, words)
        sitting.hands.wait(lambda: sitting.hands.reads("Saved "), "the answer is not saved")
        acknowledge.send((path, words))

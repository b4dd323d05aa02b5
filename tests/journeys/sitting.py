"""A person at the real window, from its opening to its closing, and what stays behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consult_app import paths
from consult_app.app import Desk
from consult_app.packs.files import read_folder
from consult_app.packs.pack import Pack, load_pack
from consult_app.ui.hands import Hands
from consult_app.ui.storyline.answering import Form
from tests.journeys.records import Records
from tests.keys import CHEAPEST
from tests.setting_up import note_code

CTRL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "lantern orbit walnut"
"""Of the clinic's first user."""
PIN = "4927"
RETURN, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


class Sitting:
    """The window on one folder of records, with hands to work it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self._desk = Desk(app, folder, cost=CHEAPEST)
        self.window = self._desk.window
        self.hands = Hands(self.window, lambda: self._desk.work.busy)
        self.pack = shipped()
        self.form = Form(self.hands, self.pack.questionnaire, "en")
        self._desk.show()
        self.window.activateWindow()
        self.hands.wait(lambda: self._desk.code != 0 or self._is_open(), "the records stay closed")
        self.hands.settle()
        if self.code == 0 and self.hands.sees("Password"):
            self.log_in()

    def log_in(self, password: str = PASSWORD) -> None:
        """Type the password; the window opens, or says why it stays closed."""
        self.hands.fill("Password", password)
        self.hands.press(RETURN)
        if password == PASSWORD:
            self.hands.wait(self.window.rail.isEnabled, "the records stay closed")
            self.hands.settle()
            self.hands.fill("A PIN for this shift", PIN)
            self.hands.press(RETURN)
            self.hands.secret = PIN
            self.hands.presses = 0

    def note_code(self) -> str:
        """Type two groups of the recovery code, as from the sheet; the code."""
        return note_code(self.hands)

    def _is_open(self) -> bool:
        asked = self.hands.sees("Step 1 of 7") or self.hands.sees("Log in")
        return asked or self.window.rail.isEnabled()

    @property
    def code(self) -> int:
        """The exit code that the program would give."""
        return self._desk.code

    def close(self) -> None:
        """Close the window; what was typed is on the disk."""
        self.hands.settle()
        self.window.close()
        self._desk.close()
        self._desk.deleteLater()
        self.window.deleteLater()

    def left_behind(self) -> Records:
        """Close the window and read what is in the file."""
        self.close()
        return Records(self.folder, PASSWORD)

    def register(self, name: str, born: str, sex: str = "") -> None:
        """Search for a name in vain, then register it: keys alone, but for the sex."""
        self.hands.press(Qt.Key.Key_K, CTRL)
        self.hands.write(name)
        self.hands.press(RETURN)
        self.hands.find("Register a patient")
        self.hands.write(born)
        if sex:
            self.hands.answer("Sex", sex)
        self.hands.press(RETURN, CTRL)

    def find_patient(self, typed: str) -> None:
        """Ctrl+K, some letters, Enter: the patient's page."""
        self.hands.press(Qt.Key.Key_K, CTRL)
        self.hands.write(typed)
        self.hands.press(RETURN)
        self.hands.find("Add to today")

    def go_to(self, step: str) -> None:
        """Click a step of the consultation, whatever its mark says of it."""
        rail = "Steps of the consultation"
        self.hands.find(rail)
        names = (n for n in self.hands.reading().split(" | ") if f"{n}, ".startswith(f"{step}, "))
        self.hands.click(next(n for n in names if self.hands.sees(n, rail)), rail)


def shipped() -> Pack:
    """The pack that comes with the program."""
    folder = next(p for p in (paths.resources() / "packs").iterdir() if p.is_dir())
    return load_pack(read_folder(folder))

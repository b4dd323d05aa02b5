"""Backups at the real window: made by themselves and by hand, told, looked at, restored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consult_app.app import Desk
from consult_app.domain.backup_plan import BackupPlan
from consult_app.services import accounts, backup, patients, safekeeping, staff
from consult_app.services.accounts import Session
from consult_app.storage.restore import KEPT
from consult_app.ui.backups import keeper
from consult_app.ui.hands import Hands
from tests import kept
from tests.clinics import DESK, ELIF, KAYA, SETTINGS, SteeredClock
from tests.keys import CHEAPEST

PASSWORD = "lantern orbit walnut"
OTHER = "seven quiet harbours"
RETURN = Qt.Key.Key_Return


def clinic(place: Path, **ago: float) -> Session:
    """A clinic that was set up some time ago, with somebody at the desk and a patient; open."""
    clock = SteeredClock(datetime.now(UTC) - timedelta(**ago))
    kept.folder(place, (__name__, *ago.items()), lambda new: build(new, clock))
    return accounts.unlock(place, 1, PASSWORD, clock)


def build(place: Path, clock: SteeredClock) -> None:
    acting = accounts.set_up(place, KAYA, SETTINGS, PASSWORD, CHEAPEST, clock).acting
    staff.add(acting, DESK, OTHER)
    patients.register(acting, ELIF)
    acting.store.close()


class At:
    """The window, logged in."""

    def __init__(self, app: QApplication, folder: Path, who: str = "", password: str = PASSWORD):
        self.folder = folder
        self.desk = Desk(app, folder, cost=CHEAPEST)
        self.hands = Hands(self.desk.window, lambda: self.desk.work.busy)
        self.desk.show()
        self.desk.window.activateWindow()
        self.hands.find("Password")
        self.hands.settle()
        if who:
            self.hands.answer("Who are you?", who)
        self.log_in(password)

    def log_in(self, password: str = PASSWORD) -> None:
        self.hands.fill("Password", password)
        self.hands.press(RETURN)
        self.hands.wait(self.desk.window.rail.isEnabled, "the records stay closed")
        self.hands.settle()

    def look(self) -> None:
        """What the timer does, now."""
        assert self.desk.ctx is not None
        assert self.desk.ctx.keeper is not None
        self.desk.ctx.keeper.look()
        self.hands.settle()

    def to_backups(self) -> None:
        assert self.desk.ctx is not None
        self.desk.ctx.go.backups.emit()
        self.hands.find("Back up now")
        self.hands.settle()

    def files(self, folder: Path | None = None) -> list[Path]:
        return sorted((folder or self.folder / "backups").glob("*.backup"))

    def close(self) -> None:
        self.desk.window.close()
        self.desk.close()


Open = Callable[..., At]


@pytest.fixture
def open_at(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens windows in which a backup is looked for when the test says so, not by the clock."""
    monkeypatch.setattr(keeper, "FIRST_MS", keeper.TICK_MS)
    windows: list[At] = []

    def opened(folder: Path, who: str = "", password: str = PASSWORD) -> At:
        windows.append(At(qapp, folder, who, password))
        return windows[-1]

    yield opened
    for at in windows:
        at.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


def test_new_clinic_has_a_calm_sign(open_at: Open, folder: Path) -> None:
    clinic(folder, hours=1).acting.store.close()
    at = open_at(folder)
    assert at.hands.sees("There is no backup yet.")
    assert not at.hands.sees("See to it")
    at.look()
    assert at.files() == []


def test_backup_that_is_due_is_made_by_itself_and_told(open_at: Open, folder: Path) -> None:
    clinic(folder, days=3).acting.store.close()
    at = open_at(folder)
    assert at.hands.sees("There is no backup yet. A backup is overdue: make one now.")
    assert not at.hands.sees("See to it"), "it is made in a moment: nothing is to be done"
    at.look()
    (made,) = at.files()
    assert made.name.startswith("consult-auto-")
    at.hands.wait(lambda: at.hands.reads("The newest backup is of "), "the sign stays as it was")
    assert not at.hands.sees("See to it")


def test_folder_that_has_gone_is_told_and_mended_where_the_line_leads(
    open_at: Open, folder: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "stick"
    gone.mkdir()
    session = clinic(folder, hours=30)
    safekeeping.change_plan(session.acting, BackupPlan(str(gone)))
    session.acting.store.close()
    gone.rmdir()
    at = open_at(folder)
    at.look()
    at.hands.find("See to it")
    assert at.hands.reads(f"The folder for backups is not there ({gone}): plug in its disk")
    at.hands.click("See to it")
    at.hands.fill("Folder for backups", str(tmp_path))
    at.hands.answer("How often", "Every 4 hours")
    at.hands.fill("Keep one a week, for", "2")
    at.hands.click("Save the plan")
    assert at.hands.reads("Saved ")
    at.hands.click("Back up now")
    at.hands.wait(lambda: not at.hands.sees("See to it"), "the line stays")
    assert len(at.files(tmp_path)) == 1
    assert at.desk.ctx is not None
    assert at.desk.ctx.settings.backups == BackupPlan(str(tmp_path), 4, 7, 2, 12)


def test_desk_is_told_whom_to_tell(open_at: Open, folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "stick"
    gone.mkdir()
    session = clinic(folder, days=3)
    safekeeping.change_plan(session.acting, BackupPlan(str(gone)))
    session.acting.store.close()
    gone.rmdir()
    at = open_at(folder, "Deniz Ay", OTHER)
    at.look()
    at.hands.wait(lambda: at.hands.reads("Tell whoever keeps the clinic."), "nothing is told")
    assert not at.hands.sees("See to it")
    at.hands.click("Clinic")
    assert "Backups" not in at.hands.reading().split(" | ")


def test_wrong_number_in_the_plan_is_refused(open_at: Open, folder: Path) -> None:
    clinic(folder, hours=1).acting.store.close()
    at = open_at(folder)
    at.to_backups()
    at.hands.fill("Keep one a day, for", "soon")
    at.hands.click("Save the plan")
    assert at.hands.sees("Enter a whole number.")
    at.hands.fill("Keep one a day, for", "5000")
    at.hands.click("Save the plan")
    assert at.hands.reads("How many backups are kept is a number from 0 to 400")


def look_at_the_newest(at: At) -> None:
    name = next(
        words
        for words in at.hands.reading().split(" | ")
        if words.startswith("Look at the backup of")
    )
    at.hands.click(name)
    at.hands.find("Restore it")
    assert at.hands.reads("Whole: ")


def test_restore_asks_twice_wants_proof_and_brings_back_the_day_of_the_backup(
    open_at: Open, folder: Path
) -> None:
    clinic(folder, hours=1).acting.store.close()
    at = open_at(folder)
    at.to_backups()
    at.hands.click("Back up now")
    at.hands.wait(lambda: len(at.files()) == 1, "no backup is made")
    assert at.desk.ctx is not None
    patients.register(at.desk.ctx.acting, replace(ELIF, family_name="Aydın"))
    at.hands.settle()
    look_at_the_newest(at)
    at.hands.click("Restore it")
    assert at.hands.reads("What was entered after ")
    at.hands.fill("Your PIN or password", "not the password at all")
    at.hands.click("Yes, put it in place of the records")
    assert at.hands.reads("This password is not the right one")
    assert len(patients.search(at.desk.ctx.acting, "Aydın")) == 1
    at.hands.fill("Your PIN or password", PASSWORD)
    at.hands.click("Yes, put it in place of the records")
    at.hands.find("Restored")
    assert at.hands.reads("What was there is kept in the folder before-restore-")
    assert len(list(folder.glob(f"{KEPT}*"))) == 1
    at.log_in()
    assert at.desk.ctx is not None
    assert patients.search(at.desk.ctx.acting, "Aydın") == ()
    assert len(patients.search(at.desk.ctx.acting, "Demir")) == 1
    at.hands.find("Nobody is on the list yet")


def test_backup_from_before_a_change_of_keys_asks_for_a_password_of_then(
    open_at: Open, folder: Path
) -> None:
    session = clinic(folder, hours=1)
    safekeeping.make_now(session.acting, lambda _stage: True)
    staff.leave(session.acting, 2).acting.store.close()
    at = open_at(folder)
    at.to_backups()
    (file,) = at.files()
    at.hands.fill("Another backup", str(file))
    at.hands.click("Look at this file")
    at.hands.find("Open the backup")
    at.hands.answer("Whose password of then?", "Deniz Ay")
    at.hands.fill("Password or recovery code of then", PASSWORD)
    at.hands.click("Open the backup")
    assert at.hands.reads("This password is not the right one")
    at.hands.fill("Password or recovery code of then", OTHER)
    at.hands.click("Open the backup")
    at.hands.find("Restore it")
    assert at.hands.reads("Whole: ")


def test_file_that_is_no_backup_is_refused_and_nothing_can_be_restored(
    open_at: Open, folder: Path, tmp_path: Path
) -> None:
    clinic(folder, hours=1).acting.store.close()
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"%PDF-1.7" + bytes(5_000))
    at = open_at(folder)
    at.to_backups()
    at.hands.fill("Another backup", str(other))
    at.hands.click("Look at this file")
    assert at.hands.reads("This file is no backup of this program")
    assert not at.hands.sees("Restore it")


def test_window_closed_in_the_evening_makes_the_days_backup_and_goes(
    open_at: Open, folder: Path
) -> None:
    clinic(folder, hours=8).acting.store.close()
    at = open_at(folder)
    at.desk.window.close()
    assert at.desk.window.isVisible()
    at.hands.wait(lambda: not at.desk.window.isVisible(), "the window stays")
    assert len(at.files()) == 1


def test_window_closed_twice_in_a_hurry_goes_without_a_backup(open_at: Open, folder: Path) -> None:
    clinic(folder, hours=8).acting.store.close()
    at = open_at(folder)
    at.desk.window.close()
    at.hands.find("Close without a backup").click()  # type: ignore[attr-defined]  # a button
    assert not at.desk.window.isVisible()
    at.desk.close()
    assert len(at.files()) <= 1, "one that was all but made may be there, whole"
    for file in at.files():
        assert backup.people(file)
    accounts.unlock(folder, 1, PASSWORD).acting.store.close()


def test_window_closed_after_an_hour_goes_at_once(open_at: Open, folder: Path) -> None:
    clinic(folder, hours=1).acting.store.close()
    at = open_at(folder)
    at.desk.window.close()
    assert not at.desk.window.isVisible()


def test_locked_window_leaves_backups_alone(open_at: Open, folder: Path) -> None:
    clinic(folder, days=3).acting.store.close()
    at = open_at(folder)
    at.desk.lock()
    at.hands.find("Log in")
    at.look()
    assert at.files() == []
    at.log_in()
    at.look()
    assert len(at.files()) == 1

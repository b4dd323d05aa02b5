"""The lock at the real window: half typed work waits, the file is let go of, who comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from consult_app.app import Desk
from consult_app.errors import Refused
from consult_app.services import accounts, consultations, patients, staff
from consult_app.ui.consent.bar import Bar, Proof
from consult_app.ui.hands import Hands
from consult_app.ui.idle import Idle
from consult_app.ui.kit import Size
from tests import kept
from tests.clinics import DESK, ELIF, KAYA, SETTINGS
from tests.keys import CHEAPEST
from tests.services.refusing import refused

PASSWORD = "lantern orbit walnut"
OTHER = "seven quiet harbours"
PIN = "4927"
CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
LOCKED = "Locked"


class At:
    """The window, logged in as the physician."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk(app, folder, cost=CHEAPEST)
        self.hands = Hands(self.desk.window, lambda: self.desk.work.busy)
        self.desk.show()
        self.desk.window.activateWindow()
        self.hands.find("Password")
        self.hands.settle()

    def log_in(self, password: str = PASSWORD) -> None:
        self.hands.fill("Password", password)
        self.hands.press(RETURN)

    def open(self) -> None:
        self.log_in()
        self.hands.wait(self.desk.window.rail.isEnabled, "the records stay closed")
        self.hands.settle()

    def lock(self) -> None:
        self.hands.press(Qt.Key.Key_L, CTRL)
        self.hands.find(LOCKED)
        self.hands.find("Log in")

    def consult(self) -> None:
        """A consultation at its first question."""
        assert self.desk.ctx is not None
        acting = self.desk.ctx.acting
        self.desk.ctx.go.consultation.emit(consultations.start(acting, 1).id)
        self.hands.find("Checked with two identifiers?")
        self.hands.settle()

    def close(self) -> None:
        self.desk.window.close()
        self.desk.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic with a physician, somebody at the desk, and a patient."""
    kept.folder(tmp_path / "clinic", __name__, build)
    return tmp_path / "clinic"


def build(place: Path) -> None:
    acting = accounts.set_up(place, KAYA, SETTINGS, PASSWORD, CHEAPEST).acting
    staff.add(acting, DESK, OTHER)
    patients.register(acting, ELIF)
    acting.store.close()


@pytest.fixture
def at(qapp: QApplication, folder: Path) -> Iterator[At]:
    made = At(qapp, folder)
    yield made
    made.close()


@pytest.fixture
def inside(at: At) -> At:
    at.open()
    return at


def descriptors(folder: Path) -> list[str]:
    """The files of the records that this process holds open, its lock apart."""
    names = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that lists this folder is gone by now
            names.append(str(entry.readlink()))
    return [n for n in names if n.startswith(str(folder)) and ".db" in n]


def test_wrong_password_is_told_and_waited_for(at: At) -> None:
    for _try in range(3):
        at.log_in("not the password at all")
    at.hands.find("Log in")
    assert at.hands.reads("You can try again in")
    assert not at.hands.find("Log in").isEnabled()
    assert not at.desk.window.rail.isEnabled()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_locked_window_names_nobody_and_holds_no_file(inside: At) -> None:
    inside.consult()
    assert descriptors(inside.folder)
    QGuiApplication.clipboard().setText("Elif Demir")
    inside.lock()
    assert descriptors(inside.folder) == []
    assert "Demir" not in inside.hands.reading()
    assert "Demir" not in inside.desk.window.windowTitle()
    assert QGuiApplication.clipboard().text() == ""
    accounts.unlock(inside.folder, 1, PASSWORD).acting.store.close()


def test_half_typed_answer_waits_behind_the_lock_with_its_field(inside: At) -> None:
    inside.consult()
    hands = inside.hands
    hands.press(Qt.Key.Key_Y)
    hands.focus("Patient, paper or lot")
    hands.write("Ayd")
    inside.lock()
    inside.log_in()
    hands.find("Checked with two identifiers?")
    assert not hands.sees(LOCKED)
    assert inside.desk.window.search.text == "Ayd"
    hands.write("ın")
    assert inside.desk.window.search.text == "Aydın"


def test_answers_typed_before_and_after_the_lock_are_on_disk(inside: At) -> None:
    inside.consult()
    inside.hands.press(Qt.Key.Key_Y)
    inside.lock()
    inside.log_in()
    inside.hands.find("Checked with two identifiers?")
    inside.hands.press(Qt.Key.Key_1)
    inside.hands.settle()
    inside.close()
    with accounts.unlock(inside.folder, 1, PASSWORD).acting.store as store, store.read() as tx:
        found = tx.connection.exec_driver_sql("SELECT count(DISTINCT path) FROM answer")
        assert found.scalar_one() >= 2


def test_open_dialog_does_not_keep_the_lock_away(inside: At, qtbot: QtBot) -> None:
    dialog = QDialog(inside.desk.window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.open()
    inside.desk.lock()
    inside.hands.find("Log in")
    assert not dialog.isVisible()


def test_another_user_gets_a_day_of_their_own(inside: At) -> None:
    inside.consult()
    inside.lock()
    inside.hands.answer("Who are you?", "Deniz Ay")
    inside.log_in(OTHER)
    inside.hands.find("Nobody is on the list yet")
    inside.hands.settle()
    assert not inside.hands.reads("Demir")
    assert inside.hands.sees("Deniz Ay")
    assert inside.desk.ctx is not None
    assert inside.desk.ctx.acting.user.name == "Deniz Ay"
    inside.lock()
    inside.log_in(OTHER)
    inside.hands.wait(lambda: not inside.hands.sees(LOCKED), "the window stays locked")


def set_pin(at: At) -> None:
    at.hands.fill("A PIN for this shift", PIN)
    at.hands.click("Set the PIN")


def test_pin_brings_back_and_five_wrong_ones_ask_for_the_password(inside: At) -> None:
    hands = inside.hands
    set_pin(inside)
    inside.lock()
    hands.fill("PIN", PIN)
    hands.press(RETURN)
    hands.wait(lambda: not hands.sees(LOCKED), "the PIN does not unlock")
    inside.lock()
    for _try in range(5):
        hands.fill("PIN", "1111")
        hands.press(RETURN)
    assert hands.reads("The PIN is no longer in force")
    inside.log_in()
    hands.wait(lambda: not hands.sees(LOCKED), "the password does not unlock")


def test_without_a_pin_no_key_is_kept(inside: At) -> None:
    inside.lock()
    assert inside.desk.ctx is not None
    assert inside.desk.ctx.shift is not None
    assert inside.desk.ctx.acting.store.data_key == b""
    assert not inside.desk.ctx.shift.of(1)


def test_recovery_code_opens_sets_a_password_and_shows_a_new_code(
    qapp: QApplication, tmp_path: Path
) -> None:
    place = tmp_path / "other"
    session = accounts.set_up(place, KAYA, SETTINGS, PASSWORD, CHEAPEST)
    session.acting.store.close()
    at = At(qapp, place)
    try:
        hands = at.hands
        hands.click("Use the recovery code")
        hands.fill("Recovery code", session.code.lower())
        hands.fill("New password", OTHER)
        hands.press(RETURN, CTRL)
        hands.find("The recovery code")
        code = next(w for w in hands.reading().split(" | ") if w.count("-") == 6)
        assert code != session.code
        hands.fill("Group 2", "AAAAA")
        hands.press(RETURN, CTRL)
        assert hands.reads("Group 2 reads otherwise.")
        for group in (2, 5):
            hands.fill(f"Group {group}", code.split("-")[group - 1])
        hands.press(RETURN, CTRL)
        hands.find("Nobody is on the list yet")
    finally:
        at.close()
    accounts.unlock(place, 1, OTHER).acting.store.close()


def test_idle_tells_after_the_limit_and_after_sleep(qtbot: QtBot, inside: At) -> None:
    now = {"wall": 0.0, "steady": 0.0}
    idle = Idle(inside.desk.window, lambda: 300, lambda: now["wall"], lambda: now["steady"])
    left: list[bool] = []
    idle.left.connect(lambda: left.append(True))

    def later(steady: float, wall: float | None = None) -> int:
        now["steady"] += steady
        now["wall"] += steady if wall is None else wall
        idle.look()
        return len(left)

    for _look in range(14):
        assert later(20) == 0
    handle = inside.desk.window.windowHandle()
    assert handle is not None
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, key)
    assert later(20) == 0
    assert later(5, 4000) == 1
    for _look in range(13):
        later(20)
    assert later(20) >= 2


def test_full_disk_does_not_keep_the_lock_away(inside: At, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise Refused("store.disk-full")

    monkeypatch.setattr("consult_app.services.accounts.note_locked", full)
    inside.lock()
    assert descriptors(inside.folder) == []


def test_person_added_by_hand_logs_in_and_one_ended_does_not(inside: At) -> None:
    hands = inside.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "People")
    hands.fill("Name of the new person", "Mert Su")
    hands.answer("Roles of the new person", "Assistant")
    hands.fill("First password", "plum granite window")
    hands.click("Add the person")
    hands.click("Change: Deniz Ay")
    hands.click("End the access")
    hands.click("Yes, end it now")
    hands.find("Has left")
    inside.lock()
    assert not hands.sees("Deniz Ay")
    hands.answer("Who are you?", "Mert Su")
    inside.log_in("plum granite window")
    hands.find("Nobody is on the list yet")
    hands.click("Clinic")
    assert "People" not in hands.reading().split(" | ")


def test_ones_own_password_is_changed_at_the_profile(inside: At) -> None:
    hands = inside.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Your profile")
    hands.fill("Present password", PASSWORD)
    hands.fill("New password", "plum granite window")
    hands.click("Change the password")
    hands.settle()
    inside.lock()
    inside.log_in("plum granite window")
    hands.wait(lambda: not hands.sees(LOCKED), "the new password does not unlock")


def test_patient_gives_the_screen_back_to_who_proves_to_be_there(inside: At) -> None:
    hands, desk = inside.hands, inside.desk
    assert desk.ctx is not None
    set_pin(inside)
    bar = Bar(Size.PATIENT)
    given: list[str] = []
    shift = desk.ctx.shift
    assert shift is not None
    bar.ask_proof(Proof("Only for Dr Kaya", "PIN or password", "Take it", "Stay", given.append, 4))
    desk.window.stack.addWidget(bar)
    desk.window.stack.setCurrentWidget(bar)
    hands.fill("PIN or password", "49271")
    assert given == ["4927"]
    with refused("pin.wrong"):
        shift.confirm(desk.ctx.acting, "4928")
    shift.confirm(desk.ctx.acting, PIN)
    shift.end()
    with refused("vault.wrong-password"):
        shift.confirm(desk.ctx.acting, PIN)
    shift.confirm(desk.ctx.acting, PASSWORD)

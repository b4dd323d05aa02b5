"""The lock while a patient has the screen, while something is saved, and on waking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from consult_app.app import Desk
from consult_app.domain.conversation import Conversation
from consult_app.domain.products import BiologicalSource, Product
from consult_app.services import accounts, clinic, consents, patients, products, shelf, staff
from consult_app.ui.hands import Hands
from consult_app.ui.idle import Idle
from consult_app.ui.storyline import consenting
from consult_app.ui.work import Lane
from tests import kept
from tests.clinics import DESK, ELIF, KAYA, LABEL, SETTINGS, Clinic, SteeredClock
from tests.keys import CHEAPEST
from tests.services.walk import Walk

PASSWORD, OTHER, PIN = "lantern orbit walnut", "seven quiet harbours", "4927"
CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
LOOK_S = 20.0
"""Between two looks at the clocks; longer gaps are taken for sleep."""


@dataclass
class Clocks:
    """On the wall, and the one that nobody sets; both stand until a test moves them."""

    wall: float = 1_000.0
    steady: float = 0.0


class At:
    """The window at the patient's view, with clocks that can be steered."""

    def __init__(self, app: QApplication, folder: Path, consultation: int) -> None:
        self.folder, self.clocks = folder, Clocks()
        clocks = (lambda: self.clocks.wall, lambda: self.clocks.steady)
        self.desk = Desk(app, folder, cost=CHEAPEST, clocks=clocks)
        self.hands = Hands(self.desk.window, lambda: self.desk.work.busy)
        self.desk.show()
        self.desk.window.activateWindow()
        self.hands.find("Password")
        self.log_in()
        self.hands.wait(self.desk.window.rail.isEnabled, "the records stay closed")
        self.hands.settle()
        self.hands.fill("A PIN for this shift", PIN)
        self.hands.click("Set the PIN")
        assert self.desk.ctx is not None
        self.desk.ctx.go.consultation.emit(consultation)
        self.hands.find("Next")
        self.hands.press(RETURN, CTRL)
        self.hands.find("The conversation")
        consenting.converse(self.hands, {"capacity": "Explains it well."})

    def log_in(self, secret: str = PASSWORD) -> None:
        self.hands.fill("Password", secret)
        self.hands.press(RETURN)

    def hand_over(self) -> None:
        consenting.hand_over(self.hands)
        self.hands.find("For the patient")

    def pass_minutes(self, minutes: float) -> None:
        """Nobody touches anything; both clocks go on together."""
        idle = self.desk.window.findChild(Idle)
        assert isinstance(idle, Idle)
        for _look in range(int(minutes * 60 / LOOK_S)):
            self.clocks.wall += LOOK_S
            self.clocks.steady += LOOK_S
            idle.look()

    def sleep(self, wall: float, steady: float) -> None:
        """The lid is closed for so many seconds, as each clock counts them."""
        self.clocks.wall += wall
        self.clocks.steady += steady
        idle = self.desk.window.findChild(Idle)
        assert isinstance(idle, Idle)
        idle.look()

    def wake(self) -> None:
        """From the cover that a patient sees to the log-in."""
        self.hands.click("For the clinic: go on")

    def unlock(self) -> None:
        self.hands.fill("PIN", PIN)
        self.hands.press(RETURN)
        self.hands.wait(lambda: not self.is_locked(), "the window stays locked")

    def is_locked(self) -> bool:
        return self.hands.sees("Locked")

    def said(self) -> Conversation:
        """What is on the disk, once the window is closed."""
        self.close()
        with accounts.unlock(self.folder, 1, PASSWORD).acting.store as store, store.read() as tx:
            consent = consents.newest(tx, 1)
        assert consent is not None
        return consent.conversation

    def close(self) -> None:
        self.desk.window.close()
        self.desk.close()


def build(folder: Path) -> int:
    """The clinic, closed; the consultation of that patient."""
    acting = accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, CHEAPEST).acting
    staff.add(acting, DESK, OTHER)
    clinic.approve_texts(acting, shelf.shipped().hash, "en")
    new = Product(
        *(0, "Example-EX 5 ml", "Example Biologics", BiologicalSource.STEM_CELLS, ("Latex",)),
        label=LABEL,
    )
    product = products.add_product(acting, new)
    products.add_lot(acting, product.id, "A7731", date(2099, 8, 31))
    patient = patients.register(acting, ELIF)
    walk = Walk(Clinic(acting, SteeredClock(), product, patient))
    consultation = walk.proceed()
    walk.inform(consultation)
    acting.store.close()
    return consultation.id


@pytest.fixture
def at(qapp: QApplication, tmp_path: Path) -> Iterator[At]:
    """A patient who was told everything and can decide; the physician is at the window."""
    folder = tmp_path / "clinic"
    made = At(qapp, folder, kept.folder(folder, __name__, build))
    yield made
    made.close()


def test_patient_has_twenty_minutes_and_then_a_cover_that_names_nobody(at: At) -> None:
    at.hand_over()
    at.pass_minutes(19)
    assert not at.is_locked()
    at.pass_minutes(2)
    at.hands.find("This screen is resting")
    assert not any(at.hands.reads(name) for name in ("Demir", "Kaya", "Deniz", "Klinik"))
    assert at.desk.ctx is not None
    at.wake()
    at.unlock()
    assert at.hands.sees("For the patient")


def test_physician_has_five_minutes(at: At) -> None:
    at.pass_minutes(4)
    assert not at.is_locked()
    at.pass_minutes(2)
    assert at.is_locked()
    assert not at.hands.sees("This screen is resting")


def test_same_page_and_field_of_the_patient_come_back_with_what_was_half_typed(at: At) -> None:
    at.hand_over()
    hands = at.hands
    hands.click("Leave a question")
    hands.fill("Your question", "Can I drive ho")
    before = hands.reading()
    hands.press(Qt.Key.Key_L, CTRL)
    hands.find("This screen is resting")
    at.wake()
    at.unlock()
    assert hands.reading() == before
    hands.write("me?")
    hands.click("Keep this question")
    hands.settle()
    assert [q.question for q in at.said().questions] == ["Can I drive home?"]


def test_answers_of_the_patient_before_and_after_the_lock_are_on_disk(at: At) -> None:
    at.hand_over()
    hands = at.hands
    pack = shelf.shipped()
    first, *rest = (s for s in pack.consent.statements if hands.sees(s.text["en"]))
    hands.answer(first.text["en"], "Yes")
    hands.press(Qt.Key.Key_L, CTRL)
    at.wake()
    at.unlock()
    for statement in rest:
        hands.answer(statement.text["en"], "Yes")
    hands.settle()
    assert {i for i, _reply in at.said().replies} == {first.id, *(s.id for s in rest)}


def test_another_user_comes_in_from_the_patients_screen_to_a_day_of_their_own(at: At) -> None:
    at.hand_over()
    at.hands.press(Qt.Key.Key_L, CTRL)
    at.wake()
    at.hands.answer("Who are you?", "Deniz Ay")
    at.log_in(OTHER)
    at.hands.find("Nobody is on the list yet")
    at.hands.settle()
    assert not at.hands.sees("For the patient")
    assert not at.hands.reads("Demir")


def test_five_wrong_pins_at_the_patients_view_ask_for_the_password(at: At) -> None:
    at.hand_over()
    hands = at.hands
    hands.click("For the physician")
    for _try in range(5):
        hands.fill("PIN or password", "1111")
        hands.settle()
    assert hands.reads("The PIN is no longer in force")
    hands.fill("Password", PASSWORD)
    hands.press(RETURN)
    hands.find("The conversation")


@pytest.mark.parametrize(("wall", "steady"), [(3_600.0, 0.0), (3_600.0, 3_600.0), (40.0, 1.0)])
def test_waking_locks_whether_or_not_the_steady_clock_slept(
    at: At, wall: float, steady: float
) -> None:
    at.sleep(wall, steady)
    assert at.is_locked()


def test_clock_set_back_is_no_sleep(at: At) -> None:
    at.sleep(-7_200.0, LOOK_S)
    assert not at.is_locked()


def test_dialog_is_put_away_and_the_field_below_it_has_the_keyboard_again(
    at: At, qtbot: QtBot
) -> None:
    at.hands.focus("Patient, paper or lot")
    dialog = QDialog(at.desk.window)
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.open()
    dialog.findChildren(QLineEdit)[0].setFocus()
    at.desk.lock()
    at.hands.find("Log in")
    assert not dialog.isVisible()
    at.desk.window.activateWindow()
    at.unlock()
    at.hands.write("dem")
    assert at.desk.window.search.text == "dem"


def test_lock_while_saving_covers_at_once_and_lets_go_once_it_is_saved(at: At) -> None:
    saved, go_on = Event(), Event()

    def save() -> None:
        assert go_on.wait(10)
        saved.set()

    desk = at.desk
    assert desk.ctx is not None
    store = desk.ctx.acting.store
    desk.work.run(Lane.WRITE, desk, save, lambda _none: None, lambda _refused: None)
    desk.lock()
    assert at.is_locked()
    QApplication.processEvents()
    assert store.data_key
    go_on.set()
    at.hands.find("Log in")
    assert saved.is_set()
    assert store.data_key == b""

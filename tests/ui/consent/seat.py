"""The consent page of a clinic that lies in a folder, opened anew as after a crash."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from consult_app.services import clinic, shelf
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.storage.store import Store
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.consent.patient_view import PatientView
from consult_app.ui.context import Context, Navigator
from consult_app.ui.hands import ControlNotFoundError, Hands
from consult_app.ui.kit.theme import install
from consult_app.ui.work import Work
from tests.clinics import SteeredClock


@dataclass(frozen=True)
class Seat:
    """The window, the hands, and what is to be closed at the end."""

    window: QMainWindow
    hands: Hands
    store: Store
    work: Work

    @property
    def view(self) -> PatientView:
        """The patient's view."""
        found = self.window.findChildren(PatientView)
        assert found
        return found[-1]

    def hand_over(self) -> None:
        """The patient has the screen."""
        self.hands.click("Hand over to the patient")
        self.hands.find("For the patient")
        self.hands.settle()

    def close(self) -> None:
        self.hands.settle()
        self.window.close()
        self.window.deleteLater()
        self.work.close()
        self.store.close()


def sit_down(app: QApplication, folder: Path, consultation_id: int) -> Seat:
    """The page in a window of its own."""
    store, work, theme = Store.open(folder, create=False), Work(), install(app)
    user = first_user(store)
    assert user is not None
    acting = Acting(user, store, SteeredClock())
    ctx = Context(acting, work, theme, Navigator(), settings=clinic.settings(acting))
    page, window = ConsentPage(ctx, consultation_id), QMainWindow()
    window.setCentralWidget(page)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    hands = Hands(window, lambda: work.busy)
    page.enter()
    hands.settle()
    return Seat(window, hands, store, work)


def walk_until_killed(folder: Path, consultation_id: int, seen: Connection) -> None:
    """The patient, from page to page; each is told once it is open and all before is stored."""
    app = QApplication(["patient"])
    seat = sit_down(app, folder, consultation_id)
    seat.hand_over()
    hands, form = seat.hands, shelf.shipped().consent

    def tell() -> None:
        hands.settle()
        seen.send(seat.view.page.heading)
        seen.recv()  # on to the next, or killed meanwhile

    for number, _statement in enumerate(form.statements):
        if number not in (7, 9):  # the last two pages hold two statements each
            tell()
        hands.write("Y")
        if number not in (6, 8):
            hands.click("Next")
    for prompt in form.teach_back:
        tell()
        hands.focus(prompt.text["en"])
        hands.write("Red and sore.")
        hands.answer("For the physician: was it understood?", "Understood")
        hands.click("Next")
    tell()
    hands.click("Go on to sign")
    tell()
    hands.sign("Patient signature")
    hands.click("I sign")
    wait_for_paper(hands)
    tell()


def wait_for_paper(hands: Hands) -> None:
    """The first document of a process takes its time on a busy machine."""
    for _turn in range(3):
        with suppress(ControlNotFoundError):
            hands.find("This is what I signed")
            return

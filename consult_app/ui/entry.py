"""From a closed folder to somebody who acts: the first start, the log-in, the code to be noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import User
from consult_app.i18n import _
from consult_app.services import accounts
from consult_app.services.accounts import Cost, Door, Session
from consult_app.services.shift import Shift
from consult_app.ui.gate import Gate
from consult_app.ui.pages.code import CodePage
from consult_app.ui.pages.login import LoginPage
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.setup.wizard import STEPS, SetupWizard
from consult_app.ui.work import Work

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the records are, and what a guess at a password of a new vault costs.

    `took` is told, on the lane, of every session that began.
    """

    place: Path
    cost: Cost | None
    took: Callable[[Session], Session]

    def take(self, way: Callable[P, Session]) -> Callable[P, Session]:
        """The same way in, of which `took` is told."""
        return lambda *args, **kwargs: self.took(way(*args, **kwargs))


class Place(Protocol):
    """Where a page is put: in the window, or over it when it is locked."""

    def put(self, page: QWidget) -> None:
        """Show this page in the place of the one before, which goes for good."""


def first_start(folder: Folder) -> Callable[[User, ClinicSettings, str], Session]:
    """What the last page of the set-up calls on a lane."""

    def start(user: User, clinic: ClinicSettings, password: str) -> Session:
        return accounts.set_up(folder.place, user, clinic, password, folder.cost)

    return folder.take(start)


def gate(folder: Folder, shift: Shift, user_id: int | None = None) -> Gate:
    """The ways into this folder; reads the vault: call it on a lane."""
    place = folder.place
    if accounts.door(place) is Door.KEY_FILE:
        made_up = folder.take(lambda _user, _password: accounts.open_made_up(place))
        return Gate((), made_up, _no_code)
    by_pin = user_id is not None and shift.of(user_id)
    return Gate(
        tuple((person.user_id, person.name) for person in accounts.people(place)),
        folder.take(partial(accounts.unlock, place)),
        folder.take(partial(accounts.recover, place)),
        folder.take(shift.enter) if by_pin else None,
        user_id,
    )


def _no_code(_code: str, _user_id: int, _password: str) -> Session:
    raise RuntimeError("a made-up clinic has no recovery code")


class Entry(QObject):
    """Leads through the pages; `entered(Session)` when somebody acts and every code is noted."""

    entered = Signal(object)

    def __init__(self, work: Work, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._place = work, place

    def welcome(self, folder: Folder, languages: tuple[str, ...], language: str) -> None:
        """Nothing is there yet. `languages`: of the shipped pack; `language`: of the window."""
        page = SetupWizard(self._work, first_start(folder), languages, language)
        page.done.connect(self._set_up)
        self._put(page)

    def _set_up(self, session: Session) -> None:
        self._show_code(session, (STEPS - 1, STEPS))

    def log_in(self, gate: Gate, title: str = "") -> None:
        """Somebody comes, or comes back."""
        page = LoginPage(self._work, gate, title or _("Log in"))
        page.entered.connect(self._came_in)
        page.recovery.connect(partial(self._recover, gate, title))
        self._put(page)

    def _recover(self, gate: Gate, title: str, user_id: int) -> None:
        page = RecoverPage(self._work, gate, user_id)
        page.entered.connect(self._came_in)
        page.left.connect(partial(self.log_in, gate, title))
        self._put(page)

    def _came_in(self, session: Session) -> None:
        if not session.code:
            self.entered.emit(session)
            return
        self._show_code(session)

    def _show_code(self, session: Session, step: tuple[int, int] | None = None) -> None:
        page = CodePage(session.code, step=step)
        page.noted.connect(lambda: self.entered.emit(session))
        self._put(page)

    def _put(self, page: SetupWizard | LoginPage | RecoverPage | CodePage) -> None:
        self._place.put(page)
        page.enter()

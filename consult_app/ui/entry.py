"""From a closed folder to somebody who acts: the first start, the log-in, the code to be noted.

A page is imported when it is shown: who opens the records of a demonstration sees none of them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.services.accounts import Session
from consult_app.ui.gate import Gate
from consult_app.ui.ways_in import Folder, first_start
from consult_app.ui.work import Work

if TYPE_CHECKING:
    from consult_app.ui.pages.code import CodePage
    from consult_app.ui.pages.login import LoginPage
    from consult_app.ui.pages.recover import RecoverPage
    from consult_app.ui.setup.wizard import SetupWizard


class Place(Protocol):
    """Where a page is put: in the window, or over it when it is locked."""

    def put(self, page: QWidget) -> None:
        """Show this page in the place of the one before, which goes for good."""


class Entry(QObject):
    """Leads through the pages; `entered(Session)` when somebody acts and every code is noted."""

    entered = Signal(object)

    def __init__(self, work: Work, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._place = work, place

    def welcome(self, folder: Folder, languages: tuple[str, ...], language: str) -> None:
        """Nothing is there yet. `languages`: of the shipped pack; `language`: of the window."""
        from consult_app.ui.setup.wizard import SetupWizard

        page = SetupWizard(self._work, first_start(folder), languages, language)
        page.done.connect(self._set_up)
        self._put(page)

    def _set_up(self, session: Session) -> None:
        from consult_app.ui.setup.wizard import STEPS

        self._show_code(session, (STEPS - 1, STEPS))

    def log_in(self, gate: Gate, title: str = "") -> None:
        """Somebody comes, or comes back."""
        from consult_app.ui.pages.login import LoginPage

        page = LoginPage(self._work, gate, title or _("Log in"))
        page.entered.connect(self._came_in)
        page.recovery.connect(partial(self._recover, gate, title))
        self._put(page)

    def _recover(self, gate: Gate, title: str, user_id: int) -> None:
        from consult_app.ui.pages.recover import RecoverPage

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
        from consult_app.ui.pages.code import CodePage

        page = CodePage(session.code, step=step)
        page.noted.connect(lambda: self.entered.emit(session))
        self._put(page)

    def _put(self, page: SetupWizard | LoginPage | RecoverPage | CodePage) -> None:
        self._place.put(page)
        page.enter()

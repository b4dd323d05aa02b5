"""The pages of the first start one after the other: back and forth, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import User
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.accounts import Session
from consult_app.ui.kit import Button, Kind, ScrollArea
from consult_app.ui.pages.foot import Foot
from consult_app.ui.setup.clinic_page import ClinicPage
from consult_app.ui.setup.draft import Draft
from consult_app.ui.setup.numbers_page import NumbersPage
from consult_app.ui.setup.page import WIDTH, SetupPage
from consult_app.ui.setup.password_page import PasswordPage
from consult_app.ui.setup.person_page import PersonPage
from consult_app.ui.setup.place_page import PlacePage
from consult_app.ui.work import Lane, Work

Start = Callable[[User, ClinicSettings, str], Session]
"""Stores the clinic and its first user, who has this password; raises `Refused`."""
STEPS = 7
"""The pages here, the recovery code, and the texts to be approved."""


class SetupWizard(QWidget):
    """`done(Session)` when the clinic is there. `languages`: of the shipped pack."""

    done = Signal(object)

    def __init__(self, work: Work, start: Start, languages: tuple[str, ...], language: str) -> None:
        super().__init__()
        self._work, self._start = work, start
        self._draft = Draft()
        self._password = PasswordPage(work)
        self._pages: tuple[SetupPage, ...] = (
            ClinicPage(work),
            PlacePage(languages, language),
            NumbersPage(),
            PersonPage(),
            self._password,
        )
        self._stack = QStackedWidget()
        for step, page in enumerate(self._pages, 1):
            page.show_step(step, STEPS)
            self._stack.addWidget(ScrollArea(page))
        self._back = Button(_("Back"), shortcut="Alt+Left", show_shortcut=False)
        self._next = Button(_("Next"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._back.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(Foot(WIDTH, leading=(self._back,), trailing=(self._next,)))

    @property
    def _at(self) -> int:
        return self._stack.currentIndex()

    def enter(self) -> None:
        """The first page, with the keyboard on its first field."""
        self._turn_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _turn_to(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self._back.setVisible(at > 0)
        last = at == len(self._pages) - 1
        self._next.set_label(_("Set up the clinic") if last else _("Next"))
        self._password.tell(self._draft)
        self._pages[at].enter()

    def _go_back(self) -> None:
        if self._at and not self._next.busy:
            self._pages[self._at].clear_errors()
            self._draft = self._pages[self._at].taken(self._draft)
            self._turn_to(self._at - 1)

    def _go_on(self) -> None:
        if self._next.busy:
            return
        page = self._pages[self._at]
        page.clear_errors()
        self._draft = page.taken(self._draft)
        try:
            page.check(self._draft)
        except Refused as refused:
            page.refuse(refused)
            return
        if page is self._password:
            self._store()
        else:
            self._turn_to(self._at + 1)

    def _store(self) -> None:
        draft = self._draft
        self._next.set_busy(_("Setting up"))
        self._back.setEnabled(False)
        job = partial(self._start, draft.user, draft.clinic, draft.password)
        self._work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _ready(self) -> None:
        self._next.set_busy(None)
        self._back.setEnabled(True)

    def _stored(self, session: Session) -> None:
        self._ready()
        self._password.forget()
        self._draft = Draft()
        self.done.emit(session)

    def _refused(self, refused: Refused) -> None:
        """On the page that it is of; it was checked there, so this is mostly the last."""
        self._ready()
        at = next((i for i, p in enumerate(self._pages) if refused.code in p.fields()), self._at)
        if at != self._at:
            self._turn_to(at)
        self._pages[at].refuse(refused)

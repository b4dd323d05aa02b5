"""Registering a patient: by hand or from a file, a warning about duplicates, then the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.patients import NewPatient, Patient
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import incoming, patients
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FormColumn, InlineError, Kind, ScrollArea, tokens
from consult_app.ui.pages.duplicates import DuplicatesCard
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.patient_form import PatientForm
from consult_app.ui.pages.register_file import RegisterFile
from consult_app.ui.work import Lane


class RegisterPage(QWidget):
    """Begins with the name that was searched for in vain."""

    def __init__(self, ctx: Context, name: str = "") -> None:
        super().__init__()
        self._ctx = ctx
        self._new: NewPatient | None = None
        self._form = PatientForm(ctx)
        given, _space, family = name.strip().rpartition(" ")
        self._form.given.set_text(given or family)
        self._form.family.set_text(family if given else "")
        self._file = RegisterFile(ctx)
        self._error = InlineError()
        self._duplicates = DuplicatesCard(ctx)
        self._register = Button(_("Register"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._cancel = Button(_("Cancel"), strong=False)
        self._lay_out()
        self._from_file.clicked.connect(self._file.open)
        self._file.read.connect(self._form.propose)
        self._file.next_changed.connect(self._dim)
        self._file.closed.connect(self.enter)
        self._register.clicked.connect(self._check)
        self._cancel.clicked.connect(ctx.go.patients)
        self._duplicates.opened.connect(ctx.go.patient)
        self._duplicates.anyway.connect(self._store)
        self._duplicates.shown.connect(self._light)

    def enter(self) -> None:
        """The first field that is still empty has the keyboard."""
        form = self._form
        empty = (f for f in (form.given, form.family) if not f.text)
        next(empty, form.born).setFocus()

    def _lay_out(self) -> None:
        card = Card(padding=tokens.XL)
        card.add(self._form)
        form = FormColumn()
        head = PageHead(
            _("Register a patient"),
            _("A name and a date of birth are enough; the rest can follow."),
        )
        self._from_file = head.add_action(
            Button(_("Fill in from a file"), icon="folder-open", strong=False)
        )
        for part in (head, self._file, card, self._error, self._duplicates):
            form.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addStretch()
        buttons.addWidget(self._register)
        form.column.insertLayout(form.column.count() - 1, buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(form)
        whole.addWidget(self._scroll)

    def _dim(self, first: bool) -> None:
        """While a file is to be read, to register is not the next thing."""
        self._register.set_kind(Kind.SECONDARY if first else Kind.PRIMARY)

    def _light(self, is_shown: bool) -> None:
        """While someone like this is shown, to open them is the next thing, not to register."""
        self._register.set_kind(Kind.SECONDARY if is_shown else Kind.PRIMARY)
        if is_shown:
            QTimer.singleShot(0, self, lambda: self._scroll.reveal(self._duplicates))

    def _check(self) -> None:
        """Who is it like? Only then is anyone registered."""
        self._error.set_error("")
        self._duplicates.hide()
        self._new = self._form.typed()
        if self._new is None:
            return
        self._register.set_busy(_("Looking for the same person"))
        job = partial(patients.likely_duplicates, self._ctx.acting, self._new)
        self._ctx.work.run(Lane.READ, self, job, self._checked, self._refused)

    def _checked(self, candidates: tuple[Patient, ...]) -> None:
        self._register.set_busy(None)
        if candidates:
            self._duplicates.show_candidates(candidates)
        else:
            self._store()

    def _store(self) -> None:
        if self._new is None:
            return
        self._register.set_busy(_("Registering"))
        job = partial(patients.register, self._ctx.acting, self._new)
        if data := self._file.data:
            source = self._file.source
            job = partial(incoming.register, self._ctx.acting, self._new, data, source)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, patient: Patient) -> None:
        self._register.set_busy(None)
        self._ctx.go.patient.emit(patient.id)

    def _refused(self, refused: Refused) -> None:
        self._register.set_busy(None)
        if not (self._form.show_refused(refused) or self._file.show_refused(refused)):
            self._error.set_error(messages.sentence(refused))

"""Correcting what is registered of a patient, in the page of the patient."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from consult_app import messages
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import patients
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, InlineError, Kind, tokens
from consult_app.ui.pages.patient_form import PatientForm
from consult_app.ui.work import Lane


class CorrectCard(Card):
    """The form with Save and Cancel; `corrected(Patient)`, `closed()`."""

    corrected = Signal(object)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx = ctx
        self._patient: Patient | None = None
        self._form = PatientForm(ctx)
        self._error = InlineError()
        self._save = Button(_("Save the correction"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._cancel = Button(_("Cancel"), strong=False)
        self.add(self._form)
        self.add(self._error)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addStretch()
        buttons.addWidget(self._save)
        self.column.addLayout(buttons)
        self._save.clicked.connect(self._store)
        self._cancel.clicked.connect(self._close)
        self.hide()

    def open(self, patient: Patient) -> None:
        """Show what is registered now, ready to be corrected; where it is open, go on there."""
        if self.isVisible() and self._patient is not None and self._patient.id == patient.id:
            self._form.given.setFocus()
            return
        self._patient = patient
        self._form.show_patient(patient)
        self._error.set_error("")
        self.show()
        self._form.given.setFocus()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _store(self) -> None:
        new = self._form.typed()
        if new is None or self._patient is None:
            return
        self._save.set_busy(_("Saving"))
        job = partial(patients.correct, self._ctx.acting, self._patient, new)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, patient: Patient) -> None:
        self._save.set_busy(None)
        self._close()
        self.corrected.emit(patient)
        self._ctx.go.records_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        if not self._form.show_refused(refused):
            self._error.set_error(messages.sentence(refused))

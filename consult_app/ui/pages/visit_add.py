"""Adding someone to the day's list: a name found, a time, Enter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from consult_app import messages
from consult_app.domain.consultation import Visit
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import day
from consult_app.ui.context import Context
from consult_app.ui.finder import Finder
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    Kind,
    SearchField,
    TextField,
    WrapLabel,
    tokens,
)
from consult_app.ui.reading import clock_time
from consult_app.ui.results import ResultList
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane


class VisitAdd(Card):
    """A card with a search and a time; `added(visit id)` when someone is on the list.

    `closed()` when it is put away, in whatever way.
    """

    added = Signal(int)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.L)
        self._ctx = ctx
        self._patient: Patient | None = None
        self._finder: Finder | None = None
        self._search = SearchField(_("Name or record number"))
        self._time = TextField(max_length=8)
        self._search_frame = FieldFrame(_("Patient to add"), self._search)
        self._time_frame = FieldFrame(_("Time"), self._time, help_text=_("9:30, or empty"))
        self._who = WrapLabel("", semibold=True)
        self._add = Button(_("Add to today"), Kind.PRIMARY)
        self._cancel = Button(_("Cancel adding"), Kind.QUIET)
        self._lay_out()
        self._add.clicked.connect(self._put)
        self._cancel.clicked.connect(self.close_card)
        self._time.edit.returnPressed.connect(self._put)
        self._search.left.connect(self.close_card)

    def open(self) -> None:
        """Show the card with the keyboard in the search."""
        if self._finder is None:  # the results lie over the window, which is known only now
            self._finder = Finder(self._ctx, self._search, ResultList(self.window()))
            self._finder.picked.connect(self._picked)
            self._finder.register.connect(self._ctx.go.register)
        self._choose(None)
        self.show()
        self._search.setFocus()

    def close_card(self) -> None:
        """Put the card away; nothing was added."""
        self._choose(None)
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(tokens.L)
        fields.addWidget(self._search_frame, 3)
        fields.addWidget(self._time_frame, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addWidget(self._who, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        inner = QVBoxLayout()
        inner.addLayout(fields)
        inner.addLayout(buttons)
        self.column.addLayout(inner)

    def _picked(self, patient: Patient) -> None:
        self._choose(patient)
        self._time.setFocus()

    def _choose(self, patient: Patient | None) -> None:
        self._patient = patient
        self._add.setEnabled(patient is not None)
        self._search_frame.set_error("")
        self._time_frame.set_error("")
        if patient is None:
            self._who.set_text("")
            return
        facts = patient_facts(patient, self._ctx.acting.today(), self._ctx.language)
        self._who.set_text(f"{patient.name} · {facts}", ((0, len(patient.name)),))

    def _put(self) -> None:
        time = clock_time(self._time.text)
        if self._patient is None:
            self._search_frame.set_error(_("Choose a patient first."))
            self._search.setFocus()
            return
        if time is None:
            self._time_frame.set_error(_("This is not read as a time: write it like 9:30."))
            self._time.setFocus()
            return
        acting = self._ctx.acting
        job = partial(day.add, acting, self._patient.id, acting.today(), time)
        self._ctx.work.run(Lane.WRITE, self, job, self._done, self._refused)

    def _done(self, visit: Visit) -> None:
        self._time.set_text("")
        self.close_card()
        self.added.emit(visit.id)

    def _refused(self, refused: Refused) -> None:
        self._search_frame.set_error(messages.sentence(refused))
        self._search.setFocus()

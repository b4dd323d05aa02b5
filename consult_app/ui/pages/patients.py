"""Patients: found while typing, in the whole of the records, or registered anew."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import patients
from consult_app.services.wording import day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, DataTable, EmptyState, InlineError, tokens
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.pages.head import PageHead
from consult_app.ui.words import SEX
from consult_app.ui.work import Lane


class PatientsPage(QWidget):
    """The records are asked at every key; the newest answer alone is shown."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._asked: str | None = None
        self._shown_for: str | None = None
        self._running = self._open_on_arrival = False
        self._found: tuple[Patient, ...] = ()
        self._head = PageHead(
            _("Patients"), _("Type the beginning of a name, with or without accents, or a number.")
        )
        self._many = self._head.add_action(
            Button(_("Register from a file"), icon="folder-open", strong=False)
        )
        self._many.clicked.connect(ctx.go.bulk)
        self._register = self._head.add_action(
            Button(_("Register a patient"), icon="user-plus", shortcut="Ctrl+N", strong=False)
        )
        self._error = InlineError()
        self.table = DataTable(
            (
                Column("name", _("Name"), 320),
                Column("born", _("Date of birth"), 170),
                Column("age", _("Age"), 80, numeric=True),
                Column("sex", _("Sex"), 150),
                Column("number", _("Record number"), 150),
            ),
            name=_("Patients"),
            find=_("Name or record number"),
            narrows=False,
        )
        keep_columns(ctx, self.table, "patients")
        self._none = EmptyState(
            "users",
            _("No patients yet"),
            _("Register the first patient"),
            detail=_("A name and a date of birth are enough."),
        )
        self._nobody = EmptyState(
            "search",
            _("Nobody of that name or number"),
            _("Register this patient"),
            detail=_("Check the spelling, or try the family name alone."),
        )
        self._below = QStackedWidget()
        self._lay_out()
        self.table.sought.connect(self._seek)
        self.table.opened.connect(self._open)
        self.table.search.taken.connect(self._taken)
        for asking in (self._register.clicked, self._none.acted, self._nobody.acted):
            asking.connect(lambda *_none: ctx.go.register.emit(self._typed()))
        ctx.go.records_changed.connect(self._read_if_shown)

    def enter(self) -> None:
        """The keyboard goes to the search; what was typed last is searched again."""
        self.table.search.summon()
        self._read()

    def _typed(self) -> str:
        """What may be the beginning of a name; a number is none."""
        text = self.table.search.text.strip()
        return "" if any(c.isdigit() for c in text) else text

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _settled(self) -> bool:
        """Whether the rows belong to what is typed now."""
        return not self._running and self._asked == self.table.search.text

    def _open(self, row: str) -> None:
        """Never a row of an earlier search: it may be another person."""
        if self._settled():
            self._ctx.go.patient.emit(int(row))
        else:
            self._open_on_arrival = True

    def _taken(self) -> None:
        """Enter in the search: with nobody found it goes on to register."""
        if not self._settled():
            self._open_on_arrival = True
        elif not self._found and self._typed():
            self._ctx.go.register.emit(self._typed())

    def _seek(self, _text: str) -> None:
        self._open_on_arrival = False
        if not self._running:
            self._read()

    def _read(self) -> None:
        self._running, self._asked = True, self.table.search.text
        job = partial(patients.search, self._ctx.acting, self._asked)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _arrived(self, found: tuple[Patient, ...]) -> None:
        self._running = False
        if self._asked != self.table.search.text:  # typed on meanwhile
            self._read()
            return
        self._error.set_error("")
        self._found = found
        self.table.set_rows([self._row(patient) for patient in found])
        if found and (self._shown_for != self._asked or self.table.current is None):
            self.table.select(self.table.shown_ids[0])
        self._shown_for = self._asked
        self._below.setVisible(not found)
        self.table.grid.setVisible(bool(found))
        self._column.setStretchFactor(self.table, 1 if found else 0)
        self._below.setCurrentWidget(self._nobody if self._asked.strip() else self._none)
        if self._open_on_arrival:
            self._open_on_arrival = False
            if found:
                self._ctx.go.patient.emit(int(self.table.shown_ids[0]))
            elif self._typed():
                self._ctx.go.register.emit(self._typed())

    def _row(self, patient: Patient) -> Row:
        born = day_words(patient.birth_date, self._ctx.language)
        age = patient.age_on(self._ctx.acting.today())
        return Row(
            str(patient.id),
            (
                patient.name,
                Cell(born, sort=patient.birth_date.toordinal()),
                Cell(str(age), sort=age),
                _(SEX[patient.sex]),
                patient.record_number,
            ),
        )

    def _refused(self, refused: Refused) -> None:
        self._running = False
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        self._below.addWidget(self._none)
        self._below.addWidget(self._nobody)
        self._below.hide()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        for part in (self._head, self._error):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._below, 2)

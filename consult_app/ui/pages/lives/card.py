"""What can be done with the whole record of a patient, at the foot of their page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import merging, patients
from consult_app.services.merging import Joined
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FlowRow, InlineError, NoteLine, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.lives.export import ExportPanel, exported_words, of_record
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane

Found = tuple[tuple[Joined, ...], tuple[Patient, ...]]


class RecordCard(QWidget):
    """Records that were joined, who may be the same person, and the ways to export, join, erase.

    `separated()` when one record is two again.
    """

    separated = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._patient: Patient | None = None
        self._doubles = Section(
            _("The whole record"), _("No other record seems to be of the same person.")
        )
        self._error, self._note = InlineError(), NoteLine(keeps_space=False)
        self._export = Button(_("Export the record"), icon="download", strong=False)
        self._join = Button(_("Join with another record"), strong=False)
        self._erase = Button(_("Erase the record"), strong=False)
        self._panel = ExportPanel(ctx, of_record())
        ways = FlowRow()
        may = ctx.acting.user.may
        for button, needed in (
            (self._export, Capability.EXPORT_PATIENTS),
            (self._join, Capability.MERGE_PATIENTS),
            (self._erase, Capability.ERASE_PATIENTS),
        ):
            if may(needed):
                ways.add(button)
            else:
                button.hide()
        self._ways = ways
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self._doubles, ways, self._panel, self._error, self._note):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        self._export.clicked.connect(self._open_panel)
        self._join.clicked.connect(lambda: self._compare(0))
        self._erase.clicked.connect(self._to_erase)
        self._panel.exported.connect(self._exported)
        self._panel.closed.connect(self._export.setFocus)
        if not may(Capability.MERGE_PATIENTS):
            self.hide()

    def show_patient(self, patient: Patient) -> None:
        """Look for other records of this person."""
        self._patient = patient
        if self._ctx.acting.user.may(Capability.MERGE_PATIENTS):
            job = partial(_look, self._ctx, patient)
            self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, found: Found) -> None:
        joined, alike = found
        self._doubles.show_lines([*map(self._joined_line, joined), *map(self._alike_line, alike)])

    def _joined_line(self, one: Joined) -> Line:
        words = _("Record {number}, {name}, is read as part of this one").format(
            number=one.record_number, name=one.name
        )
        by = _("Joined {moment} by {name}").format(
            moment=moment_words(one.at, self._ctx.language), name=one.by
        )
        line = Line(words, by)
        name = _("Separate record {number}").format(number=one.record_number)
        line.add_button(_("Separate"), name, partial(self._separate, one.merge_id))
        return line

    def _alike_line(self, other: Patient) -> Line:
        facts = patient_facts(other, self._ctx.acting.today(), self._ctx.language)
        line = Line(_("May be the same person: {name}").format(name=other.name), facts)
        name = _("Compare with record {number}").format(number=other.record_number)
        line.add_button(_("Compare"), name, partial(self._compare, other.id))
        return line

    def _compare(self, other_id: int) -> None:
        if self._patient is not None:
            self._ctx.go.join.emit(self._patient.id, other_id)

    def _to_erase(self) -> None:
        if self._patient is not None:
            self._ctx.go.erase.emit(self._patient.id)

    def _open_panel(self) -> None:
        if self._patient is not None:
            self._note.set_echo("")
            self._panel.open(self._patient.id)

    def _exported(self, where: str) -> None:
        self._note.set_echo(exported_words(where))

    def _separate(self, merge_id: int) -> None:
        job = partial(merging.separate, self._ctx.acting, merge_id)
        self._ctx.work.run(Lane.WRITE, self, job, lambda _two: self._done(), self._refused)

    def _done(self) -> None:
        self._error.set_error("")
        self._note.set_echo(_("They are two records again, as they were before."))
        self.separated.emit()
        self._ctx.go.records_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))


def _look(ctx: Context, patient: Patient) -> Found:
    alike = patients.likely_duplicates(ctx.acting, patient.registered)
    joined = merging.joined(ctx.acting, patient.id)
    return joined, tuple(one for one in alike if one.id != patient.id)

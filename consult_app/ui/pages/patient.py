"""One patient: who it is, the consultations, the papers, and the next one to begin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consultation import State
from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import consultations, day, documents, patients
from consult_app.services.consultations import ConsultationLine
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.aftermath.after import AftermathSection
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Chip,
    FormColumn,
    InlineError,
    Kind,
    NoteLine,
    PatientBand,
    ScrollArea,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.correct import CorrectCard
from consult_app.ui.pages.head import PAGE_WIDTH, at_the_end
from consult_app.ui.pages.lives.card import RecordCard
from consult_app.ui.pages.lives.death import DeathForm, DeathNotice
from consult_app.ui.pages.lives.export import ConsultationExport
from consult_app.ui.pages.lives.told import ToldSection
from consult_app.ui.pages.section import Facts, Line, Section
from consult_app.ui.pages.timeline import Timeline
from consult_app.ui.words import CHOICE, CONSULTATION, DOCUMENT, KIND, patient_facts, reads_words
from consult_app.ui.work import Lane


class PatientPage(QWidget):
    """Start consultation is the one thing in accent; Enter on the page does it."""

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._patient: Patient | None = None
        self._band = PatientBand()
        self._start = Button(_("Start consultation"), Kind.PRIMARY)
        self._to_day = Button(_("Add to today"), icon="plus", strong=False)
        self._correct = Button(_("Correct"), icon="pencil", strong=False)
        for button in (self._correct, self._to_day, self._start):
            self._band.add_trailing(button)
        self._correct.setEnabled(False)  # until it is known what is to be corrected
        self._error = InlineError()
        self._note = NoteLine(keeps_space=False)
        self._form = CorrectCard(ctx)
        self._death, self._death_form = DeathNotice(ctx, patient_id), DeathForm(ctx)
        self._died = Button(_("The patient has died"), Kind.QUIET)
        self._contact = Facts()
        self._consultations = Section(
            _("Consultations"), _("None yet. Start the first one when the patient is with you.")
        )
        self._export = ConsultationExport(ctx)
        self._consultations.add_below(self._export)
        self._ways_out: dict[int, Button] = {}
        self._exporting = 0
        self._record = RecordCard(ctx)
        self._documents = Section(
            _("Documents"), _("None yet. They are made in a consultation and kept here.")
        )
        self._newest: DocumentRecord | None = None
        self._papers = Button(
            _("Print the papers"), icon="printer", shortcut="Ctrl+P", strong=False
        )
        self._documents.add_below(at_the_end(self._papers))
        self._papers.hide()
        self._timeline = Timeline(ctx, patient_id)
        self._timeline.refused.connect(self._refused)
        self._after = AftermathSection(ctx, patient_id)
        self._after.refused.connect(self._refused)
        self._told = ToldSection(ctx, patient_id)
        self._told.refused.connect(self._refused)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read the patient; Start has the keyboard."""
        may = self._ctx.acting.user.may
        self._start.setVisible(may(Capability.ASSESS))
        self._consultations.setVisible(may(Capability.READ_ANSWERS))
        self._timeline.setVisible(may(Capability.READ_ANSWERS))
        self._read(partial(patients.get, self._ctx.acting, self._id))
        (self._start if may(Capability.ASSESS) else self._to_day).setFocus()

    def _lay_out(self) -> None:
        column = FormColumn(width=PAGE_WIDTH)
        for part in (
            self._form,
            self._death,
            self._death_form,
            self._consultations,
            self._documents,
            self._after,
            self._timeline,
            self._told,
            _titled(_("Contact"), self._contact),
            at_the_end(self._died),
            self._record,
        ):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        said = QVBoxLayout()
        said.setContentsMargins(tokens.XXL, tokens.M, tokens.XXL, 0)
        said.addWidget(self._error)
        said.addWidget(self._note)
        whole.addWidget(self._band)
        whole.addLayout(said)
        whole.addWidget(ScrollArea(column))

    def _connect(self) -> None:
        self._start.clicked.connect(self._begin)
        self._to_day.clicked.connect(self._add_to_day)
        self._correct.clicked.connect(self._open_form)
        self._papers.clicked.connect(self._print_papers)
        self._form.corrected.connect(self._show_patient)
        self._form.closed.connect(self._form_closed)
        self._death.refused.connect(self._refused)
        self._died.clicked.connect(self._open_death)
        self._death_form.recorded.connect(self._death.enter)
        self._death.taken.connect(self._correct.setFocus)
        self._death_form.left.connect(self._leave_death)
        self._export.closed.connect(self._back_from_export)
        self._ctx.go.records_changed.connect(self._read_again)

    def _read_again(self) -> None:
        """Something changed: the same opening goes on."""
        if self._patient is not None:
            self._read(partial(patients.again, self._ctx.acting, self._patient))

    def _read(self, read_patient: Callable[[], Patient]) -> None:
        acting, id_ = self._ctx.acting, self._id
        run = partial(self._ctx.work.run, refused=self._refused)
        # reading a record is an entry in the audit chain, hence the writing lane
        run(Lane.WRITE, self, read_patient, done=self._show_patient)
        self._death.read()
        run(Lane.READ, self, partial(documents.of_patient, acting, id_), done=self._show_documents)
        if acting.user.may(Capability.READ_ANSWERS):
            read = partial(consultations.of_patient, acting, id_)
            run(Lane.READ, self, read, done=self._show_consultations)
            self._after.read()
            self._timeline.read()
            self._told.read()

    def _show_patient(self, patient: Patient) -> None:
        self._patient = patient
        self._correct.setEnabled(True)
        self._record.show_patient(patient)
        self._show_ways(patient)
        today, language = self._ctx.acting.today(), self._ctx.language
        self._band.set_patient(patient.name, patient_facts(patient, today, language))
        facts = (
            (_("Phone"), patient.phone),
            (_("Email"), patient.email),
            (_("Address"), patient.address),
            (_("Reads"), reads_words(patient.language, patient.edition, language)),
        )
        self._contact.show_facts(facts)

    def _show_ways(self, patient: Patient) -> None:
        """With somebody who has died nothing new begins."""
        may, alive = self._ctx.acting.user.may, patient.died is None
        self._start.setVisible(alive and may(Capability.ASSESS))
        self._to_day.setVisible(alive)
        self._died.setVisible(alive and may(Capability.RECORD_DEATHS))

    def _open_death(self) -> None:
        if self._patient is not None:
            self._death_form.open(self._patient.id, self._patient.name)

    def _leave_death(self) -> None:
        self._death_form.hide()
        self._died.setFocus()

    def _show_consultations(self, found: tuple[ConsultationLine, ...]) -> None:
        self._ways_out = {}
        self._consultations.show_lines([self._consultation(line) for line in found])
        draft = any(line.consultation.state is State.DRAFT for line in found)
        self._start.set_label(_("Resume consultation") if draft else _("Start consultation"))

    def _consultation(self, line: ConsultationLine) -> Line:
        consultation, decision = line.consultation, line.decision
        begun = moment_words(consultation.started_at, self._ctx.language)
        words = _("Not decided yet")
        if decision is not None:
            words = _("Decision: {choice}").format(choice=_(CHOICE[decision.record.choice]))
            if decision.record.until is not None:
                until = day_words(decision.record.until, self._ctx.language)
                words = _("{decision}, until {day}").format(decision=words, day=until)
        made = Line(begun, words, (Chip(_(CONSULTATION[consultation.state])),))
        label = _("Resume") if consultation.state is State.DRAFT else _("Open")
        if self._ctx.acting.user.may(Capability.EXPORT_PATIENTS):
            name = _("Export the consultation of {moment}").format(moment=begun)
            export = partial(self.take_out, consultation.id)
            self._ways_out[consultation.id] = made.add_button(_("Export"), name, export)
        name = _("{action} consultation of {moment}").format(action=label, moment=begun)
        made.add_button(label, name, partial(self._ctx.go.consultation.emit, consultation.id))
        return made

    def take_out(self, consultation_id: int) -> None:
        """Ask where this consultation is exported to."""
        self._exporting = consultation_id
        self._export.open(consultation_id)

    def _back_from_export(self) -> None:
        """To the line it was for, which may have been drawn anew meanwhile."""
        if line := self._ways_out.get(self._exporting):
            line.setFocus()

    def _show_documents(self, found: tuple[DocumentRecord, ...]) -> None:
        self._documents.show_lines([self._document(record) for record in found])
        final = (record for record in found if record.state is DocumentState.FINAL)
        self._newest = next(final, None)
        self._papers.setVisible(self._newest is not None)

    def _print_papers(self) -> None:
        if self._newest is not None:
            self._ctx.go.pack.emit(self._newest.id)

    def _document(self, record: DocumentRecord) -> Line:
        language = self._ctx.language
        made = moment_words(record.made_at, language)
        reads = reads_words(record.language, record.edition, language)
        words = f"{_(KIND[record.kind])} · {record.number}"
        line = Line(words, f"{made} · {reads}", (Chip(_(DOCUMENT[record.state])),))
        name = _("Show document {number}").format(number=record.number)
        line.add_button(_("Show"), name, partial(self._ctx.go.document.emit, record.id))
        return line

    def _begin(self) -> None:
        self._start.set_busy(_("Opening"))
        job = partial(_begin, self._ctx, self._id)
        self._ctx.work.run(Lane.WRITE, self, job, self._begun, self._refused)

    def _begun(self, consultation_id: int) -> None:
        self._start.set_busy(None)
        self._ctx.go.consultation.emit(consultation_id)

    def _add_to_day(self) -> None:
        job = partial(day.add, self._ctx.acting, self._id, self._ctx.acting.today())
        self._ctx.work.run(Lane.WRITE, self, job, self._added, self._refused)

    def _added(self, _visit: object) -> None:
        self._error.set_error("")
        self._note.set_echo(_("On today's list now."))
        self._ctx.go.records_changed.emit()

    def _open_form(self) -> None:
        if self._patient is not None:
            self._start.set_kind(Kind.SECONDARY)  # while correcting, to save is the next thing
            self._form.open(self._patient)

    def _form_closed(self) -> None:
        self._start.set_kind(Kind.PRIMARY)
        self._correct.setFocus()

    def _refused(self, refused: Refused) -> None:
        self._start.set_busy(None)
        self._note.set_echo("")
        self._error.set_error(messages.sentence(refused))


def _titled(title: str, below: QWidget) -> QWidget:
    """A heading that belongs to what stands under it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S)
    column.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
    column.addWidget(below)
    whole.setSizePolicy(tall_policy())
    return whole


def _begin(ctx: Context, patient_id: int) -> int:
    """The id of the consultation that goes on, or begins; with today's visit where there is one."""
    acting = ctx.acting
    visits = (line.visit for line in day.of(acting, acting.today()))
    visit = next((v for v in visits if v.patient_id == patient_id), None)
    return consultations.start(acting, patient_id, visit.id if visit else None).id

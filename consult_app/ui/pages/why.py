"""Why was this patient treated? One page: decision, findings, consent, answers, and who."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import documents
from consult_app.services.finding_words import outcome_words
from consult_app.services.why import Answered, Told, Why, why
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Chip,
    FlowRow,
    FormColumn,
    InlineError,
    PatientBand,
    ScrollArea,
    Token,
    Type,
    Verdict,
    VerdictBanner,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.head import PAGE_WIDTH
from consult_app.ui.verdicts import VERDICTS
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane

DECIDED = {
    Choice.PROCEED: Verdict.CLEAR,
    Choice.DEFER: Verdict.DEFER,
    Choice.REFER: Verdict.SPECIALIST,
    Choice.DO_NOT_TREAT: Verdict.STOP,
}


class WhyPage(QWidget):
    """Read once and drawn from above: what an auditor asks first stands first."""

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, consultation_id
        self._band = PatientBand()
        self._print = Button(_("Print the summary"), icon="printer", strong=False)
        self._back = Button(_("Open the consultation"), strong=False)
        for button in (self._print, self._back):
            self._band.add_trailing(button)
        self._print.clicked.connect(self._make)
        self._back.clicked.connect(lambda: ctx.go.consultation.emit(consultation_id))
        self._error = InlineError()
        self._column = FormColumn(width=PAGE_WIDTH)
        self._column.add(self._error)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._band)
        whole.addWidget(ScrollArea(self._column))
        self._drawn = False

    def enter(self) -> None:
        """Read it, which is an entry in the audit chain; then the way back has the keyboard."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._drawn:
            job = partial(why, self._ctx.acting, self._id, self._ctx.language)
            self._ctx.work.run(Lane.WRITE, self, job, self._arrived, self._refused)

    def _refused(self, refused: Refused) -> None:
        self._print.set_busy(None)
        self._error.set_error(messages.sentence(refused))

    def _arrived(self, found: Why) -> None:
        self._drawn = True
        facts = patient_facts(found.patient, self._ctx.acting.today(), self._ctx.language)
        self._band.set_patient(found.patient.name, facts)
        self._print.setEnabled(found.decision is not None)
        title = _("Why was this patient treated?")
        if not found.treatments:
            title = _("Why was it decided so?")
        self._column.add(WrapLabel(title, Type.SECTION, semibold=True, heading=True))
        self._column.add(_banner(found))
        for heading, told, nothing in (
            (_("Findings"), found.findings, _("No rule fired on these answers.")),
            (_("Specialist evaluations"), found.evaluations, ""),
            (_("Reasons for going on"), found.rationales, ""),
            (_("Consent"), found.consents, _("No consent is recorded.")),
            (_("Treatments"), found.treatments, _("Nothing was treated.")),
            (_("Decided before"), found.decisions[1:], ""),
            (_("Rules switched off in this clinic"), found.rules_off, ""),
        ):
            if told or nothing:
                self._column.add(_part(heading, told, nothing))
        self._column.add(_answers(found))
        judged = _("Judged by {pack}.").format(pack=found.judged_by)
        self._column.add(WrapLabel(judged, Type.HINT, Token.QUIET))

    def _make(self) -> None:
        self._print.set_busy(_("Making"))
        job = partial(documents.make, self._ctx.acting, self._id, Kind.SUMMARY)
        self._ctx.work.run(Lane.PAPER, self, job, self._made, self._refused)

    def _made(self, record: DocumentRecord) -> None:
        self._print.set_busy(None)
        self._ctx.go.records_changed.emit()
        self._ctx.go.document.emit(record.id)


def _banner(found: Why) -> VerdictBanner:
    if found.decision is None:
        return VerdictBanner(None, _("Not decided yet"))
    first = found.decisions[0]
    words = "\n".join((*first.words, first.signed))
    return VerdictBanner(DECIDED[found.decision.record.choice], first.what, words)


def _part(heading: str, told: Sequence[Told], nothing: str) -> QWidget:
    whole = _titled(heading)
    if not told:
        _layout(whole).addWidget(WrapLabel(nothing, token=Token.QUIET))
        return whole
    card = Card()
    for one in told:
        card.add(_Row(one))
    _layout(whole).addWidget(card)
    return whole


class _Row(QWidget):
    """What, with the outcome as a chip; the words below; who and when, quietly."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, tokens.M, 20, tokens.M)
        column.setSpacing(tokens.XS)
        head = FlowRow(tokens.M)
        head.add(WrapLabel(told.what, semibold=True))
        if told.outcome is not None:
            verdict = Verdict.CLEAR if told.settled else VERDICTS[told.outcome]
            words = _("Settled") if told.settled else outcome_words(told.outcome)
            head.add(Chip(words, verdict, icon=verdict.icon))
        column.addWidget(head)
        for words in told.words:
            column.addWidget(WrapLabel(words))
        if told.signed:
            column.addWidget(WrapLabel(told.signed, Type.HINT, Token.QUIET))
        self.setSizePolicy(tall_policy())


def _answers(found: Why) -> QWidget:
    whole = _titled(_("Answers"))
    for title, rows in found.answers:
        card = Card(padding=tokens.L)
        card.add(WrapLabel(title, semibold=True, heading=True))
        card.column.addLayout(_grid(rows))
        _layout(whole).addWidget(card)
    return whole


def _grid(rows: Sequence[Answered]) -> QGridLayout:
    """Question, answer, who and when: three columns that stand under each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.L)
    grid.setVerticalSpacing(tokens.S)
    for column, share in enumerate((3, 4, 4)):
        grid.setColumnStretch(column, share)
    for place, row in enumerate(rows):
        by = series((part for part in (row.by, row.at) if part), " · ")
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(WrapLabel(row.question, Type.HINT, Token.QUIET), place, 0, top)
        grid.addWidget(WrapLabel(row.answer, Type.HINT), place, 1, top)
        grid.addWidget(WrapLabel(by, Type.HINT, Token.QUIET), place, 2, top)
    return grid


def _titled(heading: str) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S)
    column.addWidget(WrapLabel(heading, Type.QUESTION, semibold=True, heading=True))
    whole.setAccessibleName(heading)
    whole.setSizePolicy(tall_policy())
    return whole


def _layout(whole: QWidget) -> QVBoxLayout:
    layout = whole.layout()
    if not isinstance(layout, QVBoxLayout):
        raise TypeError("a titled part is a column")
    return layout

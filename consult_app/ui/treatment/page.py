"""The treatment: what keeps it from being recorded, the session's form, and what was recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.treatment import NewTreatment, Treatment
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import treatments
from consult_app.services.treatments import TreatmentView
from consult_app.services.wording import clock_words, moment_words
from consult_app.ui.consultation.steps import CONSENT, DECISION
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    Verdict,
    VerdictBanner,
    tokens,
)
from consult_app.ui.pages.head import PageHead, at_the_end
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.treatment.form import SessionForm
from consult_app.ui.treatment.photographs import PhotographsPart
from consult_app.ui.work import Lane


class TreatmentPage(QWidget):
    """Read anew whenever it is shown. `changed()` after a record, `next_step()` to go on.

    `wanted(step)`: to where what is missing can be done.
    """

    changed = Signal()
    next_step = Signal()
    wanted = Signal(str)

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, consultation_id
        self._form: SessionForm | None = None
        self._head = PageHead(_("Treatment"))
        self._error = InlineError()
        self._gate = Section(_("Before a treatment can be recorded"), "")
        self._told = VerdictBanner(None, "", "")
        self._done = Section(_("Recorded"), _("Nothing has been recorded yet."))
        self._next = Button(_("Go on to the aftercare sheet"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._next.clicked.connect(self.next_step)
        self._photographs = PhotographsPart(ctx, consultation_id)
        foot = at_the_end(self._next)
        self._column = FormColumn(margin=tokens.XL)
        for part in (
            self._head,
            self._error,
            self._told,
            self._gate,
            self._done,
            self._photographs,
            foot,
        ):
            self._column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(self._column))
        for part in (self._gate, self._told, self._done, self._next, self._photographs):
            part.hide()

    def enter(self) -> None:
        """Read what is planned and what was done."""
        job = partial(treatments.view, self._ctx.acting, self._id, self._ctx.language)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, view: TreatmentView) -> None:
        self._error.set_error("")
        self._told.hide()
        self._head.line.set_text(_planned(view))
        self._show_done(view)
        complete = bool(view.done) and len(view.done) >= view.done[-1].sessions
        self._gate.setVisible(bool(view.missing) and not complete)
        self._gate.show_lines([self._missing(refused) for refused in view.missing])
        self._next.setVisible(bool(view.done))
        self._photographs.show_view(view, shown=bool(view.done) or not view.missing)
        self._put_form(None if view.missing or complete else view)
        if self._form is None and view.done:
            self._next.setFocus()

    def _missing(self, refused: Refused) -> Line:
        """What keeps the treatment from being recorded, with the way there where there is one."""
        line = Line(messages.sentence(refused))
        decision = refused.code == "treatment.decision-missing"
        place = DECISION if decision else CONSENT
        words = _("Go to the decision") if decision else _("Go to the consent")
        if refused.code.startswith(("treatment.decision", "treatment.consent")):
            line.add_button(words, words, partial(self.wanted.emit, place))
        return line

    def _show_done(self, view: TreatmentView) -> None:
        self._done.setVisible(bool(view.done))
        lots = {lot.id: lot.number for lot in view.lots}
        self._done.show_lines([_line(t, lots, self._ctx.language) for t in view.done])

    def _put_form(self, view: TreatmentView | None) -> None:
        if self._form is not None:
            self._column.column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if view is None:
            return
        self._form = SessionForm(self._ctx, view)
        self._form.wanted.connect(self._record)
        self._form.changed_since.connect(self._changed_since)
        self._column.column.insertWidget(self._column.column.indexOf(self._done), self._form)
        self._form.enter()

    def _changed_since(self) -> None:
        """Something changed: nothing may be recorded before the decision was taken again."""
        self._told.show_verdict(
            Verdict.DEFER,
            _("Look at it again first"),
            _("Reopen the decision with what has changed, correct the answers, and decide anew."),
        )
        self._told.show()

    def _record(self, new: NewTreatment) -> None:
        job = partial(treatments.record, self._ctx.acting, self._id, new)
        self._ctx.work.run(Lane.WRITE, self, job, self._recorded, self._not_recorded)

    def _recorded(self, _treatment: Treatment) -> None:
        self.changed.emit()
        self.enter()

    def _not_recorded(self, refused: Refused) -> None:
        if self._form is not None:
            self._form.set_error(messages.sentence(refused))

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))


def _planned(view: TreatmentView) -> str:
    plan = view.plan
    product = plan.product.name if plan.product else ""
    session = _("Session {n} of {all}").format(n=len(view.done) + 1, all=plan.sessions)
    if view.done and len(view.done) >= plan.sessions:
        session = _("All {all} sessions are recorded").format(all=plan.sessions)
        session = _("Recorded") if plan.sessions == 1 else session
    sites = series((site.words for site in plan.sites), "; ")
    return series((words for words in (session, product, sites) if words), " · ")


def _times(record: NewTreatment, language: str) -> str:
    """`10:42 to 10:58`; empty where they were not recorded."""
    if record.started_at is None or record.ended_at is None:
        return ""
    began, ended = (clock_words(at, language) for at in (record.started_at, record.ended_at))
    return _("{began} to {ended}").format(began=began, ended=ended)


def _line(treatment: Treatment, lots: dict[int, str], language: str) -> Line:
    record = treatment.record
    words = _("{place}, lot {lot}").format(place=record.where, lot=lots.get(record.lot_id, ""))
    reaction = record.reaction if record.reaction_observed else _("no reaction seen")
    session = _("session {n} of {all}").format(n=record.session, all=treatment.sessions)
    facts = (
        moment_words(treatment.at, language),
        session,
        record.dose,
        _times(record, language),
        reaction,
    )
    return Line(words, series((fact for fact in facts if fact), " · "))

"""What is to be done before a patient leaves: ticked, or open with the way to it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consultation import State, Visit
from consult_app.domain.decision import Choice
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext, series
from consult_app.services import day
from consult_app.services.closing import Closing, Point
from consult_app.services.record_words import choice_words
from consult_app.services.wording import day_words
from consult_app.ui.consultation.steps import CONSENT, DECISION, TREATMENT
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, DateField, FieldFrame, Verdict, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.reading import day_parser
from consult_app.ui.work import Lane

_STEP = {Point.DECISION: DECISION, Point.CONSENT: CONSENT, Point.TREATMENT: TREATMENT}
"""Points that are done at another step of the consultation."""


class Checklist(Section):
    """`wanted(step)`: to where it can be done; `paper_asked(DocumentRecord)`; `changed()`."""

    wanted = Signal(str)
    paper_asked = Signal(object)
    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("Before the patient leaves"), "")
        self._ctx = ctx

    def show_state(self, state: Closing) -> None:
        """Each point with how far it is."""
        self.show_lines([self._line(state, point, done) for point, done in state.ticks.items()])

    def _line(self, state: Closing, point: Point, done: bool) -> QWidget:
        line = Line(_title(point), self._quiet(state, point), (_chip(done),))
        if not done and state.state in {State.DRAFT, State.DECIDED} and point in _STEP:
            name = _("Go to it: {what}").format(what=_title(point))
            line.add_button(_("Go to it"), name, partial(self.wanted.emit, _STEP[point]))
        paper = state.to_hand_over
        if point is Point.HANDED and not done and paper is not None:
            name = _("Show and print: {title}").format(title=paper.title)
            line.add_button(_("Show and print"), name, partial(self.paper_asked.emit, paper))
        if point is Point.NEXT_VISIT and not done:
            return self._with_visit(line, state)
        return line

    def _with_visit(self, line: Line, state: Closing) -> QWidget:
        """The line with the form that puts the next visit on the day's list."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        form = VisitForm(self._ctx, state)
        form.added.connect(self.changed)
        column.addWidget(form)
        whole.setSizePolicy(tall_policy())
        return whole

    def _quiet(self, state: Closing, point: Point) -> str:
        match point:
            case Point.DECISION:
                return choice_words(state.choice) if state.choice else _("Not decided yet")
            case Point.CONSENT:
                return _("Given and signed") if state.ticks[point] else _("Not in force")
            case Point.TREATMENT:
                return _sessions(state)
            case Point.PAPERS:
                return _papers(state)
            case Point.HANDED:
                return _handed(state)
            case Point.NEXT_VISIT:
                return self._visit(state)

    def _visit(self, state: Closing) -> str:
        if state.next_visit is not None:
            return day_words(state.next_visit.day, self._ctx.language)
        return _("Not on the list yet; asked for: {days}").format(days=series(state.follow_up))


class VisitForm(QWidget):
    """A day, proposed from the plan. `added()` when the patient is on its list."""

    added = Signal()

    def __init__(self, ctx: Context, state: Closing) -> None:
        super().__init__()
        self._ctx, self._patient = ctx, state.patient_id
        self._day = DateField(day_parser(ctx, future=True))
        self._day.set_text(state.follow_up[0] if state.follow_up else "")
        self._frame = FieldFrame(_("Day of the next visit"), self._day)
        self._add = Button(_("Put it on the list"), strong=False)
        self._add.clicked.connect(self._store)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, tokens.L, tokens.M)
        row.setSpacing(tokens.M)
        row.addWidget(self._frame, 1)
        row.addWidget(self._add)

    def _store(self) -> None:
        parsed = self._day.parsed
        if not isinstance(parsed.value, date):
            self._frame.set_error(parsed.error or _("Enter the day of the visit."))
            self._day.setFocus()
            return
        if parsed.value <= self._ctx.acting.today():
            self._frame.set_error(_("The next visit comes after today: correct the day."))
            self._day.setFocus()
            return
        job = partial(day.add, self._ctx.acting, self._patient, parsed.value)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, _visit: Visit) -> None:
        self.added.emit()

    def _refused(self, refused: Refused) -> None:
        self._frame.set_error(messages.sentence(refused))


def _chip(done: bool) -> Chip:
    verdict = Verdict.CLEAR if done else Verdict.DEFER
    return Chip(_("Done") if done else _("Still open"), verdict, icon=verdict.icon)


def _title(point: Point) -> str:
    return {
        Point.DECISION: _("Decision"),
        Point.CONSENT: _("Consent"),
        Point.TREATMENT: _("Treatment"),
        Point.PAPERS: _("Papers"),
        Point.HANDED: _("In the patient's hands"),
        Point.NEXT_VISIT: _("Next visit"),
    }[point]


def _sessions(state: Closing) -> str:
    if not state.sessions_done:
        return _("Not recorded yet")
    return _("{done} of {all} sessions recorded").format(
        done=state.sessions_done, all=state.sessions
    )


def _papers(state: Closing) -> str:
    left = len(state.missing)
    if state.choice is None:
        return _("They follow from the decision")
    if not left:
        return _("All are made")
    return ngettext("{n} is to be made", "{n} are to be made", left).format(n=left)


def _handed(state: Closing) -> str:
    paper = state.to_hand_over
    if paper is None:
        sheet = state.choice is Choice.PROCEED
        return _("The aftercare sheet is not made yet") if sheet else _("It is not made yet")
    words = _("Printed: {title}") if paper.printed else _("Not printed yet: {title}")
    return words.format(title=paper.title)

"""Aftercare and papers: the sheets to hand over, what is still open, and the end of the visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consultation import Move, State
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.errors import Refused
from consult_app.i18n import _, mark, series
from consult_app.services import closing, consultations, documents
from consult_app.services.closing import Closing
from consult_app.services.wording import moment_words
from consult_app.ui.consultation.addenda import AddendaPart
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    EmptyState,
    FormColumn,
    InlineError,
    NoteLine,
    ScrollArea,
    tokens,
)
from consult_app.ui.kit import (
    Kind as ButtonKind,
)
from consult_app.ui.pages.edition import FOR_COLLEAGUES, EditionChoice
from consult_app.ui.pages.head import PageHead, at_the_end
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.treatment.checklist import Checklist
from consult_app.ui.words import reads_words
from consult_app.ui.work import Lane

MAKE = {
    Kind.AFTERCARE: mark("Make the aftercare sheet"),
    Kind.SUMMARY: mark("Make the assessment summary"),
    Kind.DEFERRAL: mark("Make the letter that says when"),
    Kind.REFERRAL: mark("Make the referral letter"),
    Kind.DECLINE: mark("Make the letter that says why not"),
}
PAPER_HEIGHT = 640


class AftercarePage(QWidget):
    """Read anew whenever it is shown. `changed()` after a record, `next_step()` when closed.

    `wanted(step)`: to where what is still open can be done.
    """

    changed = Signal()
    next_step = Signal()
    wanted = Signal(str)

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, consultation_id
        self._closing: Closing | None = None
        self._head = PageHead(_("Aftercare and papers"))
        self._error = InlineError()
        self._note = NoteLine(keeps_space=False)
        self._steps = Checklist(ctx)
        self._steps.wanted.connect(self.wanted)
        self._steps.paper_asked.connect(self._show_paper)
        self._steps.changed.connect(self._visit_added)
        self._papers = Section(_("Papers"), _("Nothing has been made yet."))
        self._addenda = AddendaPart(ctx, consultation_id)
        self._edition = EditionChoice()
        self._make = Button("", ButtonKind.PRIMARY, shortcut="Ctrl+Return")
        self._close = Button(_("Close the consultation"), ButtonKind.SECONDARY)
        self._view = DocumentView(ctx, narrow=True)
        self._view.setMinimumHeight(PAPER_HEIGHT)
        self._end = _end(
            _("All done. Nothing is left open."),
            _("The patient has the sheet, and you have the record."),
        )
        self._short_end = _end(
            _("Closed."), _("Not everything was done; what is still open stands below.")
        )
        self._make.clicked.connect(self._make_next)
        self._close.clicked.connect(self._close_now)
        self._end.acted.connect(ctx.go.today)
        self._short_end.acted.connect(ctx.go.today)
        self._lay_out()

    def enter(self) -> None:
        """Read where everything stands."""
        job = partial(closing.of, self._ctx.acting, self._id, self._ctx.language)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)
        self._addenda.enter()

    def _lay_out(self) -> None:
        column = FormColumn(margin=tokens.XL)
        foot = at_the_end(self._close, self._make)
        for part in (
            self._head,
            self._end,
            self._short_end,
            self._steps,
            self._papers,
            self._note,
            self._error,
            self._edition,
            foot,
            self._view,
            self._addenda,
        ):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(column)
        self._addenda.opened.connect(self._scroll.reveal)
        whole.addWidget(self._scroll)
        for part in (
            *(self._end, self._short_end, self._view, self._edition, self._make),
            *(self._close, self._papers),
        ):
            part.hide()

    def _show(self, state: Closing) -> None:
        if self._closing is None:  # later it is as it was chosen here
            self._edition.set_edition(state.edition)
        self._closing = state
        self._error.set_error("")
        self._steps.show_state(state)
        self._papers.show_lines([self._paper(p) for p in state.papers])
        self._papers.setVisible(bool(state.papers))
        closed = state.state is State.CLOSED
        self._end.setVisible(closed and not state.open)
        self._short_end.setVisible(closed and bool(state.open))
        self._show_next(state)
        if closed:  # once the line is laid out
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(0))

    def _show_next(self, state: Closing) -> None:
        decided = state.state is State.DECIDED
        wanted = state.missing[0] if state.missing and decided else None
        ready = wanted is not None and self._may_make(state, wanted)
        self._make.setVisible(wanted is not None)
        self._make.setEnabled(ready)
        self._edition.setVisible(ready and wanted not in FOR_COLLEAGUES)
        if wanted is not None:
            self._make.set_label(_(MAKE[wanted]))
        self._close.setVisible(decided)
        rest = wanted is not None or state.more_sessions
        self._close.set_kind(ButtonKind.SECONDARY if rest else ButtonKind.PRIMARY)
        self._note.set_help(self._reason(state, wanted))
        if ready:
            self._make.setFocus()
        elif wanted is None and decided:
            self._close.setFocus()
        elif state.state is State.CLOSED:
            end = self._short_end if state.open else self._end
            end.setFocus()
            self._scroll.reveal(end)

    def _may_make(self, state: Closing, kind: Kind) -> bool:
        if kind is Kind.AFTERCARE:
            return state.sessions_done > 0 and not state.numbers_missing
        return True

    def _reason(self, state: Closing, wanted: Kind | None) -> str:
        """Why the next sheet cannot be made yet; empty when it can."""
        if wanted is not Kind.AFTERCARE:
            return ""
        if not state.sessions_done:
            return _("The aftercare sheet tells what was done: record the treatment first.")
        if state.numbers_missing:
            return _("Enter the clinic's day, night and emergency numbers under Clinic first.")
        return ""

    def _paper(self, record: DocumentRecord) -> Line:
        language = self._ctx.language
        facts = [record.number, moment_words(record.made_at, language)]
        facts.append(reads_words(record.language, record.edition, language))
        facts.append(_("printed {n} times").format(n=record.printed) if record.printed else "")
        line = Line(record.title, series((fact for fact in facts if fact), " · "))
        name = _("Show: {title}").format(title=record.title)
        line.add_button(_("Show"), name, partial(self._show_paper, record))
        return line

    def _show_paper(self, record: DocumentRecord) -> None:
        self._view.show()
        self._view.show_record(record)
        self._scroll.reveal(self._view)

    def _make_next(self) -> None:
        if self._closing is None or not self._closing.missing:
            return
        kind = self._closing.missing[0]
        self._make.set_busy(_("Making the sheet"))
        edition = None if kind in FOR_COLLEAGUES else self._edition.edition
        job = partial(documents.make, self._ctx.acting, self._id, kind, edition=edition)
        self._ctx.work.run(Lane.PAPER, self, job, self._made, self._refused)

    def _made(self, record: DocumentRecord) -> None:
        self._make.set_busy(None)
        self._show_paper(record)
        self.changed.emit()
        self.enter()

    def _visit_added(self) -> None:
        self.changed.emit()
        self._ctx.go.records_changed.emit()
        self.enter()

    def _close_now(self) -> None:
        job = partial(consultations.move, self._ctx.acting, self._id, Move.CLOSE)
        self._ctx.work.run(Lane.WRITE, self, job, self._closed, self._refused)

    def _closed(self, _consultation: object) -> None:
        self._view.hide()
        self.changed.emit()
        self._ctx.go.records_changed.emit()
        self.enter()
        self.next_step.emit()

    def _refused(self, refused: Refused) -> None:
        self._make.set_busy(None)
        self._error.set_error(messages.sentence(refused))


def _end(sentence: str, detail: str) -> EmptyState:
    return EmptyState("check", sentence, _("Back to today"), detail=detail)

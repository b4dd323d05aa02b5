"""What the clinic says of the law: each note with its source and days, looked up again in time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.domain.status import NewNote
from consult_app.domain.wording import STATUS, VersionState
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.packs.regulatory import EVERYWHERE, RegulatoryEntry
from consult_app.services import legal_status
from consult_app.services.legal_status import Board
from consult_app.services.own_words import Desk
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, Kind, Verdict, WrapLabel, tokens
from consult_app.ui.kit.card import Card
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.note_form import NoteForm
from consult_app.ui.pages.clinic.note_row import NoteRow
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.version_head import VersionHead
from consult_app.ui.pages.clinic.versions import VersionsPanel
from consult_app.ui.pages.head import PAGE_WIDTH
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import country_names
from consult_app.ui.work import Lane


class StatusPart(Part):
    """The notes of the clinic's country first; a physician approves what was changed."""

    widest = PAGE_WIDTH

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._board: Board | None = None
        self._form: NoteForm | None = None
        self._held = ""
        about = _(
            "Patients read these notes on their papers, those of this clinic's country. Each names "
            "its source, and is looked up again within a year. What is changed here is told once a "
            "physician has approved it; what is shipped stays as it is under it."
        )
        self._head = VersionHead(ctx)
        self._head.asked.connect(self._do)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(tokens.XL)
        self._add = Button(_("Add a note"), Kind.SECONDARY, icon="plus")
        self._add.clicked.connect(self._open_new)
        self._new = QVBoxLayout()
        self._column.addWidget(WrapLabel(about, token=Token.QUIET))
        self._column.addWidget(self._head)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addLayout(self._notes)
        self._column.addLayout(self._new)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._past = VersionsPanel(ctx)
        self._column.addWidget(self._past)
        self._column.addStretch()

    def enter(self) -> None:
        """Read the notes as they stand."""
        self._run(partial(legal_status.board, self.ctx.acting), Lane.READ)

    def _run(self, job: Callable[[], Board], lane: Lane = Lane.WRITE) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._held = focused.accessibleName() if focused is not None and inside else ""
        self.ctx.work.run(lane, self, job, partial(self._show, lane), self.say_refused)

    def _do(self, deed: Callable[..., Desk]) -> None:
        def job() -> Board:
            deed(self.ctx.acting, STATUS)
            return legal_status.board(self.ctx.acting)

        self._run(job)

    def _show(self, lane: Lane, board: Board) -> None:
        self._board = board
        if lane is Lane.WRITE:
            self.say_saved()
            self._close_form()
            self.ctx.go.records_changed.emit()
        self._head.show_desk(board.desk)
        self._past.show_language(STATUS)
        version = board.desk.version
        reviewed = version is not None and version.state is VersionState.IN_REVIEW
        keeps = self.ctx.acting.user.may(Capability.KEEP_TEXTS) and not reviewed
        self._add.setVisible(keeps and self._form is None)
        while self._notes.count():
            item = self._notes.takeAt(0)
            section = item.widget() if item is not None else None
            if section is not None:
                section.hide()
                section.deleteLater()
        for section in self._sections(board, keeps):
            self._notes.addWidget(section)
            section.show()
        self._keep_keyboard()

    def _keep_keyboard(self) -> None:
        """The rows are new: the keyboard stays at the same button, or at what is at hand."""
        if not self._held:
            return
        there = [b for b in self.findChildren(Button) if b.isVisibleTo(self)]
        same = (b for b in there if b.accessibleName() == self._held)
        target = next(same, self._add if self._add.isVisibleTo(self) else None)
        if target is not None:
            target.setFocus()
        self._held = ""

    def _sections(self, board: Board, keeps: bool) -> list[QWidget]:
        names = dict(country_names(self.ctx.language))
        country = names.get(board.country, "")
        nothing = (
            _(
                "Nothing is recorded of the law in {country}. The papers say so, and tell patients "
                "to ask you."
            ).format(country=country)
            if country
            else _(
                "No country is set for this clinic: choose it under Letterhead and rules. Until "
                "then the papers say that nothing is recorded."
            )
        )
        here = [one for one in board.lines if one.note.jurisdiction == board.country]
        other = [one for one in board.lines if one.note.jurisdiction != board.country]
        title = _("In {country}").format(country=country) if country else _("In this clinic")
        first = Section(title, "")
        rows = [self._row(line, names, keeps) for line in here]
        first.show_lines(rows or [Line(nothing)])
        second = Section(_("Elsewhere"), _("No note on any other country."))
        second.show_lines([self._row(line, names, keeps) for line in other])
        return [first, second, self._review(board, keeps)]

    def _review(self, board: Board, keeps: bool) -> Section:
        """When all texts are to be looked through again, and that it was done today."""
        day = day_words(board.review_by, self.ctx.language)
        words = _("To be looked through again by {day}").format(day=day)
        caution = Verdict.CAUTION
        chip = Chip(_("Overdue: look them through again"), caution, icon=caution.icon)
        line = Line(words, _("Sheets, questions, rules and statements"), (chip,) * board.review_due)
        if keeps:
            label = _("Looked through today, they hold")
            job = partial(legal_status.look_through, self.ctx.acting)
            line.add_button(label, label, lambda: self._run(job))
        section = Section(_("All texts"), "")
        section.show_lines([line])
        return section

    def _row(self, line: legal_status.Line, names: dict[str, str], keeps: bool) -> NoteRow:
        where = line.note.jurisdiction
        country = _("All countries") if where == EVERYWHERE else names.get(where, where)
        row = NoteRow(self.ctx, line, country, keeps=keeps)
        acting, note = self.ctx.acting, line.note.id
        row.looked_up.connect(lambda: self._run(partial(legal_status.look_up_again, acting, note)))
        row.taken_back.connect(lambda: self._run(partial(legal_status.put_back, acting, note)))
        row.opened.connect(lambda: self._open(line.note, row))
        return row

    def _open(self, note: RegulatoryEntry, row: NoteRow) -> None:
        form = self._make_form(note)
        form.confirmed.connect(partial(self._correct, note.id))
        row.add_form(form)
        form.enter()

    def _open_new(self) -> None:
        form = self._make_form(None)
        form.confirmed.connect(self._keep_new)
        card = Card(padding=tokens.XL)
        card.add(form)
        self._new.addWidget(card)
        self._add.hide()
        form.enter()

    def _make_form(self, note: RegulatoryEntry | None) -> NoteForm:
        self._close_form()
        languages = self._board.languages if self._board is not None else ()
        country = self._board.country if self._board is not None else ""
        self._form = NoteForm(self.ctx, languages, country, note)
        self._form.left.connect(self._put_away)
        return self._form

    def _put_away(self) -> None:
        self._close_form()
        self.enter()
        self._add.setFocus()

    def _close_form(self) -> None:
        if self._form is None:
            return
        holder = self._form.parentWidget()
        gone = holder if isinstance(holder, Card) and self._new.indexOf(holder) >= 0 else self._form
        self._form = None
        gone.hide()
        gone.deleteLater()

    def _keep_new(self, new: NewNote) -> None:
        self._keep(partial(legal_status.add, self.ctx.acting, new))

    def _correct(self, note_id: str, new: NewNote) -> None:
        self._keep(partial(legal_status.correct, self.ctx.acting, note_id, new))

    def _keep(self, job: Callable[[], Board]) -> None:
        self.ctx.work.run(Lane.WRITE, self, job, partial(self._show, Lane.WRITE), self._refused)

    def _refused(self, refused: Refused) -> None:
        """What is wrong stands at the form, and what was typed stays."""
        if self._form is not None:
            self._form.refuse(refused)
        else:
            self.say_refused(refused)


def overdue_words(ctx: Context) -> str:
    """What the list of parts says where a note waits to be looked up again; empty: none does."""
    waiting = legal_status.overdue(ctx.acting)
    return _("Something is to be looked up or through again") if waiting else ""

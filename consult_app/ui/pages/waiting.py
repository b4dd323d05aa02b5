"""The page of one of the lists of what waits: sorted, narrowed by typing, saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import worklists
from consult_app.services.waiting_lines import Line, Place
from consult_app.services.wording import day_words
from consult_app.services.worklists import LIMIT, Wait
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    DataTable,
    EmptyState,
    InlineError,
    Kind,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.work import Lane


class WaitingPage(QWidget):
    """One list: sorted, narrowed by typing, saved; Enter opens what waits."""

    def __init__(self, ctx: Context, which: str) -> None:
        super().__init__()
        self._ctx, self._list = ctx, worklists.of(Wait(which))
        self._lines: dict[str, Line] = {}
        self._head = PageHead(_(self._list.title), _(self._list.about))
        back = self._head.add_action(Button(_("Back to today"), Kind.QUIET))
        back.clicked.connect(ctx.go.today)
        self._save = self._head.add_action(
            Button(_("Save as CSV"), icon="download", shortcut="Ctrl+S", strong=False)
        )
        self._to_it = self._head.add_action(Button(_("Go to it"), Kind.PRIMARY))
        self._error = InlineError()
        self._saving = SavePanel(ctx)
        self._note = WrapLabel("", Type.HINT, Token.QUIET)
        self.table = DataTable(
            self._columns(),
            name=_(self._list.title),
            find=_("Find in this list"),
            empty=EmptyState(
                "circle-check", _("Nothing waits here"), detail=_("What comes up is listed here.")
            ),
        )
        keep_columns(ctx, self.table, f"waiting-{which}")
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda row: self._to_it.setEnabled(row is not None))
        self._to_it.clicked.connect(lambda: self._open(self.table.current))
        self._save.clicked.connect(self._gather)
        self._saving.saved.connect(self._saved)
        self._saving.closed.connect(self.table.search.summon)
        ctx.go.records_changed.connect(self._read_if_shown)

    def enter(self) -> None:
        """Read the list; the keyboard is in its search line."""
        self.table.search.summon()
        self._read()

    def _columns(self) -> tuple[Column, ...]:
        day, words = Column("day", _(self._list.day), 140), Column("words", _("What waits"), 300)
        if not self._list.people:
            return day, words
        people = (
            Column("name", _("Name"), 250),
            Column("number", _("Record number"), 130),
            Column("phone", _("Phone"), 170),
        )
        return (day, *people, words)

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        job = partial(worklists.lines, self._ctx.acting, self._list.which, self._ctx.language)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._error.set_error("")
        self._lines = {line.id: line for line in lines}
        self.table.set_rows([self._row(line) for line in lines])
        if lines and self.table.current is None:
            self.table.select(self.table.shown_ids[0])
        self._save.setEnabled(bool(lines))
        self._to_it.setVisible(bool(lines))
        words = _("The first {n} are shown; the saved list has all of them.")
        self._note.set_text(words.format(n=LIMIT) if len(lines) == LIMIT else "")
        self._note.setVisible(bool(self._note.text))

    def _row(self, line: Line) -> Row:
        day = Cell(day_words(line.day, self._ctx.language, short=True), line.day.isoformat())
        if not self._list.people:
            return Row(line.id, (day, line.words))
        who = line.patient
        person = (who.name, who.record_number, who.phone) if who else ("", "", "")
        return Row(line.id, (day, *person, line.words))

    def _open(self, row: str | None) -> None:
        if row is None:
            return
        line, go = self._lines[row], self._ctx.go
        leads = {
            Place.PATIENT: go.patient,
            Place.CONSULTATION: go.consultation,
            Place.FOLLOW_UP: go.follow_up,
            Place.ADVERSE_EVENT: go.adverse_event,
            Place.DOCUMENT: go.document,
            Place.SIGNED_PAPER: go.signed_paper,
            Place.CLINIC: go.clinic_part,
        }
        if line.place is Place.SCANS:
            go.scans.emit()
        else:
            leads[line.place].emit(line.target)

    def _gather(self) -> None:
        job = partial(worklists.table, self._ctx.acting, self._list.which, self._ctx.language)
        self._ctx.work.run(Lane.LONG, self, job, self._gathered, self._refused)

    def _gathered(self, content: bytes) -> None:
        name = f"{self._list.which.value}-{self._ctx.acting.today()}.csv"
        self._saving.open(content, name)

    def _saved(self, path: str) -> None:
        self._note.set_text(_("Saved as {path}").format(path=path))
        self._note.show()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        for part in (self._head, self._error, self._saving, self._note):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self._note.hide()

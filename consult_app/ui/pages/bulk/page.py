"""Registering from a file: chosen, understood, rehearsed row by row, done, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.bulk import BulkImport, BulkState, Fate, RowTold
from consult_app.errors import Refused
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services import bulk
from consult_app.services.bulk import Look, Rehearsal
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Chip,
    DataTable,
    FieldFrame,
    FormColumn,
    Kind,
    NoteLine,
    ProgressLine,
    ScrollArea,
    TextField,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.pages.bulk.mapping import MappingCard
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead, at_the_end
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.walked import Walked
from consult_app.ui.work import Lane

FATE = {
    Fate.NEW: mark("Is registered"),
    Fate.UPDATED: mark("Is brought up to date"),
    Fate.SAME: mark("Is here already"),
    Fate.ALIKE: mark("May be somebody who is here: left out"),
    Fate.REFUSED: mark("Left out"),
}
STATE = {
    BulkState.RUNNING: mark("Was cut off"),
    BulkState.DONE: mark("Done"),
    BulkState.STOPPED: mark("Stopped"),
    BulkState.UNDONE: mark("Taken back"),
}
_LONGEST_PATH = 1000
_TABLE_HEIGHT = 320


class BulkPage(QWidget):
    """One step opens the next; nothing is stored before the last of them."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._look: Look | None = None
        self._walk: Walked | None = None
        self._path = TextField(max_length=_LONGEST_PATH)
        self._file = FieldFrame(
            _("File with patients"),
            self._path,
            help_text=_("CSV or a table of text, one patient a row, names of the columns on top"),
        )
        self._choose = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._read = Button(_("Look at it"), Kind.PRIMARY)
        self._mapping = MappingCard()
        self._rehearse = Button(_("See what becomes of each row"), Kind.PRIMARY)
        self._rows = DataTable(
            (
                Column("row", _("Row"), 80, numeric=True),
                Column("name", _("Name"), 260),
                Column("fate", _("What becomes of it"), 280),
                Column("why", _("Why"), 380),
            ),
            name=_("Rows of the file"),
        )
        self._rows.setMinimumHeight(_TABLE_HEIGHT)
        self._counts = WrapLabel("", semibold=True)
        self._go = Button(_("Register"), Kind.PRIMARY, icon="user-plus")
        self._progress = ProgressLine()
        self._note = NoteLine(keeps_space=False)
        self._earlier = Section(
            _("Files that were read in"), _("None yet. Each can be taken back from here.")
        )
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """The keyboard goes to the path."""
        self._path.setFocus()
        self._read_earlier()

    def _lay_out(self) -> None:
        column = FormColumn(width=PAGE_WIDTH)
        head = PageHead(
            _("Register from a file"),
            _("Every row is shown first. What may be somebody who is here is left to you."),
        )
        back = head.add_action(Button(_("Back to patients"), strong=False))
        back.clicked.connect(self._ctx.go.patients)
        first = Card(padding=tokens.XL)
        first.add(self._file)
        first.add(at_the_end(self._choose, self._read))
        for part in (
            *(head, first, self._mapping, at_the_end(self._rehearse), self._counts, self._rows),
            *(self._progress, at_the_end(self._go), self._note, self._earlier),
        ):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(column)
        whole.addWidget(self._scroll)
        self._forget()
        self._progress.hide()

    def _connect(self) -> None:
        self._choose.clicked.connect(self._browse)
        self._read.clicked.connect(lambda: self._look_at())
        self._path.edit.returnPressed.connect(lambda: self._look_at())
        self._path.edit.textChanged.connect(self._forget)
        self._mapping.changed.connect(self._unrehearsed)
        self._mapping.respelt.connect(self._look_at)
        self._rehearse.clicked.connect(self._try)
        self._go.clicked.connect(self._run)
        self._progress.cancelled.connect(self._stop)

    # the file

    def _forget(self) -> None:
        self._look = None
        self._file.set_error("")
        self._mapping.hide()
        self._rehearse.hide()
        self._unrehearsed()

    def _unrehearsed(self) -> None:
        for part in (self._counts, self._rows, self._go):
            part.hide()
        self._rehearse.setVisible(self._look is not None)

    def _browse(self) -> None:
        kinds = _("Tables (*.csv *.tsv *.txt)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if chosen:
            self._path.set_text(chosen)
            self._look_at()

    def _look_at(self, encoding: str = "") -> None:
        self._note.set_echo("")
        job = partial(bulk.look, self._ctx.acting, Path(self._path.text.strip()), encoding)
        self._ctx.work.run(Lane.READ, self, job, self._looked, self._not_read)

    def _looked(self, look: Look) -> None:
        self._look = look
        self._mapping.show_look(look)
        self._unrehearsed()
        self._rehearse.setFocus()

    def _not_read(self, refused: Refused) -> None:
        self._file.set_error(messages.sentence(refused))
        self._path.setFocus()

    # the rows

    def _try(self) -> None:
        mapped = self._mapping.mapped()
        if self._look is not None and mapped is not None:
            job = partial(bulk.rehearse, self._ctx.acting, self._look.sheet, mapped)
            self._walked(job, _("Reading the rows"), self._rehearsed)

    def _rehearsed(self, told: Rehearsal) -> None:
        self._show(told)
        fresh, known = told.counts.get(Fate.NEW, 0), told.counts.get(Fate.UPDATED, 0)
        words = ngettext("Register {n} patient", "Register {n} patients", fresh).format(n=fresh)
        if known:
            words = _("{register}, bring {n} up to date").format(register=words, n=known)
        self._go.set_label(words)
        self._go.setVisible(bool(fresh + known))
        (self._go if fresh + known else self._rows.grid).setFocus()

    def _show(self, told: Rehearsal) -> None:
        counted = [f"{_(FATE[f])}: {told.counts[f]}" for f in Fate if told.counts.get(f)]
        self._counts.set_text(series(counted, " · ") or _("There is no row in it."))
        self._rows.set_rows([_row(one) for one in told.rows])
        for part in (self._counts, self._rows):
            part.show()

    def _run(self) -> None:
        mapped = self._mapping.mapped()
        if self._look is not None and mapped is not None:
            job = partial(bulk.run, self._ctx.acting, self._look.sheet, mapped)
            self._walked(job, _("Registering"), self._done)

    def _done(self, done: tuple[BulkImport, Rehearsal]) -> None:
        one, told = done
        self._forget()
        self._path.set_text("")
        words = ngettext("{n} patient registered", "{n} patients registered", one.added)
        said = [words.format(n=one.added)]
        if one.updated:
            said.append(_("{n} brought up to date").format(n=one.updated))
        if told.rows:
            left = ngettext(
                "{n} row left out, shown above", "{n} rows left out, shown above", len(told.rows)
            )
            said.append(left.format(n=len(told.rows)))
            self._show(told)
        self._note.set_echo(series(said))
        self._read_earlier()
        self._ctx.go.records_changed.emit()

    # work that takes long

    def _walked(self, job: Callable[..., object], words: str, done: Callable[..., object]) -> None:
        if self._walk is not None:
            return
        self._walk = walk = Walked()
        walk.walked.connect(partial(self._tell, words), Qt.ConnectionType.QueuedConnection)
        self._note.set_echo("")
        self._busy(True)
        self._progress.show_progress(0, 0, words)

        def arrived(value: object) -> None:
            self._end()
            done(value)

        self._ctx.work.run(Lane.LONG, self, partial(job, watch=walk.watch), arrived, self._refused)

    def _tell(self, words: str, done: int, total: int) -> None:
        if self._walk is not None:
            percent = round(100 * done / max(1, total))
            self._progress.show_progress(percent, 100, f"{words}: {percent} %")

    def _stop(self) -> None:
        if self._walk is not None:
            self._walk.stopped = True

    def _refused(self, refused: Refused) -> None:
        self._end()
        self._note.set_echo(messages.sentence(refused))
        self._read_earlier()

    def _end(self) -> None:
        self._walk = None
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        for part in (self._path, self._read, self._choose, self._mapping, self._rehearse, self._go):
            part.setEnabled(not busy)

    # what was read in before

    def _read_earlier(self) -> None:
        job = partial(bulk.every, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self._show_earlier, self._refused)

    def _show_earlier(self, acts: tuple[BulkImport, ...]) -> None:
        self._earlier.show_lines([self._line(one) for one in acts])

    def _line(self, one: BulkImport) -> Line:
        when = moment_words(one.at, self._ctx.language)
        counts = _("{added} registered, {updated} brought up to date").format(
            added=one.added, updated=one.updated
        )
        line = Line(when, counts, (Chip(_(STATE[one.state])),))
        if one.state is not BulkState.UNDONE:
            name = _("Take back the file of {moment}").format(moment=when)
            line.add_button(_("Take back"), name, partial(self._undo, one.id))
        return line

    def _undo(self, import_id: int) -> None:
        job = partial(bulk.undo, self._ctx.acting, import_id)
        self._walked(job, _("Taking back"), self._undone)

    def _undone(self, stayed: int) -> None:
        words = _("Taken back. Patients with something recorded since stay: {n}.")
        self._note.set_echo(words.format(n=stayed))
        self._read_earlier()
        self._ctx.go.records_changed.emit()


def _row(told: RowTold) -> Row:
    why = messages.sentence(told.refused) if told.refused is not None else ""
    fate = Cell(_(FATE[told.fate]))
    return Row(str(told.row), (Cell(str(told.row), told.row), told.name, fate, why))

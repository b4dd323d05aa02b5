"""The clinic's newest documents: found by typing, seen beside the list, printed and saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import documents, printing
from consult_app.services.wording import day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    DataTable,
    EmptyState,
    FlowRow,
    InlineError,
    Kind,
    ScrollArea,
    Segmented,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.day_line import DayLine
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.history import HistoryPanel
from consult_app.ui.pages.pack_print import PackPrint
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.printing import Printers
from consult_app.ui.words import DOCUMENT, KIND, pack_words, reads_words
from consult_app.ui.work import Lane

WAITING, DAY, NEWEST = "waiting", "day", "newest"
TABLE_HEIGHT = 280
"""Pixels at 100 % below which the page scrolls rather than the list has no room."""
BOTH_WIDTH = 1500
"""Pixels at 100 % in which the list and the pages have room beside each other."""
Found = tuple[tuple[DocumentRecord, Patient], ...]
_VERDICTS = {
    DocumentState.AWAITING_SIGNATURE: Verdict.CAUTION,
    DocumentState.VOID: Verdict.STOP,
}


class DocumentsPage(QWidget):
    """The list and the pages of the chosen one: side by side, or in each other's place."""

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._records: dict[str, DocumentRecord] = {}
        self._wanted: int | None = None
        self._pack_of: int | None = None
        self._shown = False
        self._head = PageHead(_("Documents"))
        self._error = InlineError()
        self._empty = _Nothing()
        self.table = DataTable(
            (
                Column("day", _("Date"), 116),
                Column("patient", _("Patient"), 190),
                Column("kind", _("Document"), 196),
                Column("reads", _("Language"), 168),
                Column("pages", _("Pages"), 68, numeric=True),
                Column("state", _("State"), 132),
                Column("number", _("Number"), 132),
                Column("printed", _("Printed"), 76, numeric=True),
            ),
            name=_("Documents"),
            find=_("Find a document"),
            empty=self._empty,
        )
        keep_columns(ctx, self.table, "documents")
        check = self._head.add_action(Button(_("Check a document"), Kind.QUIET))
        check.clicked.connect(ctx.go.check)
        scans = self._head.add_action(Button(_("Signed on paper"), Kind.QUIET))
        scans.clicked.connect(ctx.go.scans)
        self._show_button = Button(_("Show the document"), icon="eye", strong=False)
        self._past_button = Button(_("History"), icon="history", strong=False)
        self._pack_button = self._head.add_action(
            Button(_("Print the papers"), icon="printer", strong=False)
        )
        self._when = Segmented(
            with_keys(
                ((WAITING, _("To print")), (DAY, _("Of the day")), (NEWEST, _("The newest")))
            ),
            name=_("Which ones"),
        )
        self._when.set_value(NEWEST if ctx.acting.user.may(Capability.READ_ANSWERS) else WAITING)
        self._day = DayLine(ctx)
        self._pack = PackPrint(ctx, printers)
        self._history = HistoryPanel(ctx)
        self._history.closed.connect(self.table.grid.setFocus)
        self.view = DocumentView(ctx, printers)
        self.view.hide()
        self._list = QWidget()
        self._scroll = ScrollArea(self._list)
        self._lay_out()
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self._show_button.clicked.connect(lambda: self._open(self.table.current))
        self.view.back.clicked.connect(self._back)
        QShortcut(QKeySequence("Escape"), self.view, self._back).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._past_button.clicked.connect(self._show_past)
        self._pack_button.clicked.connect(self._print_pack)
        self._day.changed.connect(self._read)
        self._keys = QShortcut(QKeySequence("Ctrl+P"), self._list, self._print_pack)
        self._when.chosen.connect(lambda _value: self._read())
        self._pack.closed.connect(self.table.grid.setFocus)
        self._pack.opened.connect(self._dress_button)
        self._pack.closed.connect(self._dress_button)
        self._pack.refused.connect(self._refused)
        ctx.go.records_changed.connect(self._read_if_shown)

    def enter(self) -> None:
        """Read the list; the keyboard goes to the search."""
        self.table.search.setFocus()
        self._read()

    def open(self, document_id: int) -> None:
        """Show this document as soon as the list is read."""
        self._wanted = document_id

    def open_pack(self, document_id: int) -> None:
        """Ask for the printer for all papers of this one's consultation."""
        self._pack_of = document_id

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        acting = self._ctx.acting
        if self._when.value is None or self._wanted is not None or self._pack_of is not None:
            self._when.set_value(NEWEST)
        of = self._when.value
        self._day.setVisible(of != NEWEST)
        jobs: dict[str | None, Callable[[], Found]] = {
            WAITING: partial(printing.to_print, acting, self._day.day),
            DAY: partial(printing.of_day, acting, self._day.day),
        }
        job = jobs.get(of, partial(documents.recent, acting))
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _arrived(self, found: Found) -> None:
        self._error.set_error("")
        self._empty.show_for(self._when.value)
        self._records = {str(record.id): record for record, _patient in found}
        self.table.set_rows([self._row(record, patient) for record, patient in found])
        self._arrange()
        self._head.line.set_text(self._about(found))
        if self._wanted is not None:
            row, self._wanted = str(self._wanted), None
            self.table.select(row)
            self._show(row)
            self.view.setFocus()
        if self._pack_of is not None:
            row, self._pack_of = str(self._pack_of), None
            self._back()
            self.table.select(row)
            self._print_pack()

    def _about(self, found: Found) -> str:
        """What the list is, in words."""
        if self._when.value == NEWEST:
            return _("What is printed and saved is counted.")
        if self._when.value == DAY:
            return pack_words([record for record, _p in found], self._ctx.language) if found else ""
        if not found:
            return ""
        return ngettext(
            "{n} paper is not printed yet.", "{n} papers are not printed yet.", len(found)
        ).format(n=len(found))

    def _show_past(self) -> None:
        """Who printed the picked one, and when."""
        row = self.table.current
        if row is None:
            self._error.set_error(_("Choose a document first."))
            return
        self._error.set_error("")
        self._history.open(int(row), self._records[row].number)

    def _print_pack(self) -> None:
        """All that is listed as waiting, or everything final of the picked one's consultation."""
        self._history.hide()
        if self._when.value == WAITING:
            self._error.set_error("")
            self._pack.ask_all(tuple(int(row) for row in self.table.shown_ids))
            return
        row = self.table.current
        if row is None:
            self._error.set_error(_("Choose a document: its papers are all of that consultation."))
            return
        self._error.set_error("")
        self._pack.ask(int(row))

    def _row(self, record: DocumentRecord, patient: Patient) -> Row:
        made = day_words(record.made_at.astimezone().date(), self._ctx.language, short=True)
        return Row(
            str(record.id),
            (
                Cell(made, sort=-record.made_at.timestamp()),
                patient.name,
                _(KIND[record.kind]),
                reads_words(record.language, record.edition, self._ctx.language),
                Cell(str(record.pages), sort=record.pages),
                Cell(_(DOCUMENT[record.state]), verdict=_VERDICTS.get(record.state)),
                record.number,
                Cell(str(record.printed), sort=record.printed),
            ),
        )

    def _picked(self, row: str | None) -> None:
        """Beside the list the pages follow it; in its place they wait for Enter."""
        if self._wide() and row is not None:
            self._show(row)

    def _open(self, row: str | None) -> None:
        if row is None or row not in self._records:
            return
        if not (self._shown and self.view.shows(int(row))):  # else it would be read twice
            self._show(row)
        self.view.setFocus()

    def _show(self, row: str) -> None:
        self._shown = True
        self._arrange()
        self.view.show_record(self._records[row])

    def _back(self) -> None:
        self._shown = False
        self._arrange()
        self.table.grid.setFocus()

    def _wide(self) -> bool:
        return self.width() >= self._ctx.theme.px(BOTH_WIDTH)

    def _arrange(self) -> None:
        """Side by side where there is room for both, else one in the place of the other."""
        self._scroll.setVisible(self._wide() or not self._shown)
        self.view.setVisible(self._shown)
        self.view.back.setVisible(not self._wide())
        beside = self._wide() and self._shown
        self._show_button.setVisible(bool(self._records) and not beside)
        self._past_button.setVisible(bool(self._records))
        self._dress_button()
        self._pack_button.setVisible(bool(self._records))
        self._keys.setEnabled(not self._shown)  # else the same keys print the one in sight

    def _dress_button(self) -> None:
        """It is the next thing to do where papers wait, until the printer is asked for."""
        waiting = self._when.value == WAITING
        self._pack_button.set_label(_("Print them all") if waiting else _("Print the papers"))
        first = waiting and not self._pack.asking
        self._pack_button.set_kind(Kind.PRIMARY if first else Kind.SECONDARY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._list)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        which = FlowRow(tokens.L)
        for field in (self._when, self._day, self._show_button, self._past_button):
            which.add(field)
        for part in (self._head, self._error, which, self._pack, self._history):
            column.addWidget(part)
        self.table.setMinimumHeight(self._ctx.theme.px(TABLE_HEIGHT))
        column.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.view, 1)


class _Nothing(QStackedWidget):
    """What is said in place of an empty list: of each list something else."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str | None, EmptyState] = {
            WAITING: EmptyState(
                "printer",
                _("Nothing waits for the printer"),
                detail=_("Papers of the day come here as they are made, and go once printed."),
            ),
            DAY: EmptyState(
                "file-text",
                _("No documents of this day"),
                detail=_("They are made in a consultation, and everything made is kept here."),
            ),
            NEWEST: EmptyState(
                "file-text",
                _("No documents yet"),
                detail=_("They are made in a consultation, and everything made is kept here."),
            ),
        }
        for page in self._pages.values():
            self.addWidget(page)

    def show_for(self, which: str | None) -> None:
        self.setCurrentWidget(self._pages[which])

"""The clinic's newest documents: found by typing, seen beside the list, printed and saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import documents, printing
from consult_app.services.wording import day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    DataTable,
    EmptyState,
    InlineError,
    Kind,
    Segmented,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.pack_print import PackPrint
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.printing import Printers
from consult_app.ui.words import DOCUMENT, KIND, reads_words
from consult_app.ui.work import Lane

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
        empty = EmptyState(
            "file-text",
            _("No documents yet"),
            detail=_("They are made in a consultation, and everything made is kept here."),
        )
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
            empty=empty,
        )
        keep_columns(ctx, self.table, "documents")
        check = self._head.add_action(Button(_("Check a document"), Kind.QUIET))
        check.clicked.connect(ctx.go.check)
        self._show_button = self._head.add_action(
            Button(_("Show the document"), icon="eye", strong=False)
        )
        self._pack_button = self._head.add_action(
            Button(_("Print the papers"), icon="printer", strong=False)
        )
        self._when = Segmented(
            with_keys((("today", _("Of today")), ("all", _("The newest")))), name=_("Which ones")
        )
        self._when.set_value("all" if ctx.acting.user.may(Capability.READ_ANSWERS) else "today")
        self._pack = PackPrint(ctx, printers)
        self.view = DocumentView(ctx, printers)
        self.view.hide()
        self._list = QWidget()
        self._lay_out()
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self._show_button.clicked.connect(lambda: self._open(self.table.current))
        self.view.back.clicked.connect(self._back)
        QShortcut(QKeySequence("Escape"), self.view, self._back).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._pack_button.clicked.connect(self._print_pack)
        self._keys = QShortcut(QKeySequence("Ctrl+P"), self._list, self._print_pack)
        self._when.chosen.connect(lambda _value: self._read())
        self._pack.closed.connect(self.table.grid.setFocus)
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
        today = self._when.value == "today" and self._wanted is None and self._pack_of is None
        if not today:
            self._when.set_value("all")
        read = partial(printing.of_day, acting, acting.today())
        job = read if today else partial(documents.recent, acting)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _arrived(self, found: Found) -> None:
        self._error.set_error("")
        self._records = {str(record.id): record for record, _patient in found}
        self.table.set_rows([self._row(record, patient) for record, patient in found])
        self._arrange()
        self._head.line.set_text(
            _("The newest of the clinic: what was printed and saved is counted.") if found else ""
        )
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

    def _print_pack(self) -> None:
        """Everything final of the picked document's consultation, in one go."""
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
        self._list.setVisible(self._wide() or not self._shown)
        self.view.setVisible(self._shown)
        self.view.back.setVisible(not self._wide())
        beside = self._wide() and self._shown
        self._show_button.setVisible(bool(self._records) and not beside)
        self._pack_button.setVisible(bool(self._records))
        self._keys.setEnabled(not self._shown)  # else the same keys print the one in sight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._list)
        column.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XXL)
        column.setSpacing(tokens.L)
        for part in (self._head, self._error, self._when, self._pack):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._list, 1)
        whole.addWidget(self.view, 1)

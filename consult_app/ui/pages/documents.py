"""The clinic's newest documents: found by typing, seen beside the list, printed and saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import documents
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import DataTable, EmptyState, InlineError, tokens
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.words import DOCUMENT, KIND
from consult_app.ui.work import Lane

Found = tuple[tuple[DocumentRecord, Patient], ...]
_VERDICTS = {
    DocumentState.AWAITING_SIGNATURE: Verdict.CAUTION,
    DocumentState.VOID: Verdict.STOP,
}


class DocumentsPage(QWidget):
    """The list at one side, the pages of the chosen one at the other."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._records: dict[str, DocumentRecord] = {}
        self._wanted: int | None = None
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
                Column("patient", _("Patient"), 170),
                Column("kind", _("Document"), 150),
                Column("state", _("State"), 104),
                Column("number", _("Number"), 132),
                Column("printed", _("Printed"), 80, numeric=True),
            ),
            name=_("Documents"),
            find=_("Find a document"),
            empty=empty,
        )
        self.view = DocumentView(ctx)
        self.view.hide()
        self._lay_out()
        self.table.picked.connect(self._show)
        self.table.opened.connect(self._open)
        ctx.go.records_changed.connect(self._read_if_shown)

    def enter(self) -> None:
        """Read the list; the keyboard goes to the search."""
        self.table.search.setFocus()
        self._read()

    def open(self, document_id: int) -> None:
        """Show this document as soon as the list is read."""
        self._wanted = document_id

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        job = partial(documents.recent, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _arrived(self, found: Found) -> None:
        self._error.set_error("")
        self._records = {str(record.id): record for record, _patient in found}
        self.table.set_rows([self._row(record, patient) for record, patient in found])
        self._head.line.set_text(
            _("The newest of the clinic: what was printed and saved is counted.") if found else ""
        )
        if self._wanted is not None:
            row, self._wanted = str(self._wanted), None
            self.table.select(row)
            self._show(row)

    def _row(self, record: DocumentRecord, patient: Patient) -> Row:
        made = day_words(record.made_at.astimezone().date(), self._ctx.language, short=True)
        return Row(
            str(record.id),
            (
                Cell(made, sort=-record.made_at.timestamp()),
                patient.name,
                _(KIND[record.kind]),
                Cell(_(DOCUMENT[record.state]), verdict=_VERDICTS.get(record.state)),
                record.number,
                Cell(str(record.printed), sort=record.printed),
            ),
        )

    def _show(self, row: str | None) -> None:
        record = self._records.get(row) if row is not None else None
        if record is not None:
            self.view.show()
            self.view.show_record(record)

    def _open(self, row: str) -> None:
        self._show(row)
        self.view.setFocus()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(tokens.XL, tokens.XL, tokens.XL, tokens.XL)
        column.setSpacing(tokens.L)
        for part in (self._head, self._error):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.view)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

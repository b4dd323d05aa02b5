"""All papers of a consultation onto the printer in one go, each counted when it is there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.documents import DocumentRecord
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import documents, printing
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.kit import NoteLine
from consult_app.ui.pages.print_panel import PrintPanel
from consult_app.ui.pages.printing import Job, Printers, SystemPrinters
from consult_app.ui.words import copy_words, pack_words
from consult_app.ui.work import Lane

Pack = tuple[tuple[DocumentRecord, ...], tuple[bytes, ...]]


class PackPrint(QWidget):
    """`closed()` when the panel goes; `refused(Refused)` where there is nothing to print."""

    closed = Signal()
    refused = Signal(object)

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._note = NoteLine(keeps_space=False)
        self._panel = PrintPanel(ctx, printers or SystemPrinters(), saves=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._panel)
        column.addWidget(self._note)
        self._panel.document_printed.connect(self._count)
        self._panel.printed.connect(self._done)
        self._panel.closed.connect(self.closed)
        QShortcut(QKeySequence("Escape"), self, self._panel.put_away).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def ask(self, document_id: int) -> None:
        """Read the papers of this document's consultation, then ask for the printer."""
        self._note.set_echo("")
        job = partial(_read, self._ctx.acting, document_id)
        self._ctx.work.run(Lane.READ, self, job, self._open, self.refused.emit)

    def _open(self, pack: Pack) -> None:
        records, pdfs = pack
        if not records:
            self.refused.emit(Refused("print.nothing"))
            return
        again = copy_words(self._ctx.acting.today(), self._ctx.language)
        jobs = [
            Job(record.id, pdf, record.pages, again if record.printed else "", again)
            for record, pdf in zip(records, pdfs, strict=True)
        ]
        self._panel.open(jobs, records[0].number, pack_words(records, self._ctx.language))

    def _count(self, document_id: int) -> None:
        job = partial(documents.note_printed, self._ctx.acting, document_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._counted, self.refused.emit)

    def _counted(self, _none: None) -> None:
        self._ctx.go.records_changed.emit()

    def _done(self) -> None:
        self._note.set_echo(_("Sent to the printer."))


def _read(acting: Acting, document_id: int) -> Pack:
    """On a lane: the papers and their stored bytes."""
    records = printing.pack(acting, document_id)
    return records, printing.contents(acting, tuple(record.id for record in records))

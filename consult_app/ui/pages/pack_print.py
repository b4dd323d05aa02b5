"""Papers in one go, onto the printer or into files: each counted when it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import copies, documents, printing
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.kit import NoteLine, ProgressLine
from consult_app.ui.pages.print_panel import PrintPanel
from consult_app.ui.pages.printing import Job, Printers, SystemPrinters
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.words import copy_words, pack_words
from consult_app.ui.work import Lane


@dataclass(frozen=True, slots=True)
class Pack:
    """What is printed in one go: the papers, their bytes, and who asked for larger print."""

    records: tuple[DocumentRecord, ...]
    pdfs: tuple[bytes, ...]
    registered: dict[int, Edition]

    @property
    def editions(self) -> frozenset[Edition]:
        """The sizes of print of those that can be had in the other one."""
        return frozenset(record.edition for record in self.records if _has_both(record))

    @property
    def smaller(self) -> int:
        """How many are in ordinary print though large print is registered for the patient."""
        return sum(
            record.edition is Edition.STANDARD and self.registered[record.id] is Edition.LARGE
            for record in self.records
            if _has_both(record)
        )


class PackPrint(QWidget):
    """`opened()` when it asks for the printer, `closed()` when the panel goes; `refused(Refused)`
    where there is nothing to print.
    """

    opened = Signal()
    closed = Signal()
    refused = Signal(object)

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._pack = Pack((), (), {})
        self._empty = Refused("print.nothing")
        self._turn = 0
        self._note = NoteLine(keeps_space=False)
        self._hint = NoteLine(keeps_space=False)
        self._panel = PrintPanel(ctx, printers or SystemPrinters(), beside=True)
        self._making = ProgressLine()
        self._saving = SavePanel(ctx)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._hint, self._making, self._panel, self._saving, self._note):
            column.addWidget(part)
        self._making.hide()
        self._connect()

    @property
    def asking(self) -> bool:
        """Whether a printer or a place to save is being asked for."""
        return not (self._panel.isHidden() and self._saving.isHidden())

    def ask(self, document_id: int) -> None:
        """Read the papers of this document's consultation, then ask for the printer."""
        self._empty = Refused("print.nothing")
        self._read(partial(printing.pack, self._ctx.acting, document_id))

    def ask_all(self, document_ids: tuple[int, ...]) -> None:
        """Read these papers, then ask for the printer."""
        self._empty = Refused("print.nothing-left")
        self._read(partial(printing.several, self._ctx.acting, document_ids))

    def put_away(self) -> None:
        """Print, make and save nothing more."""
        self._turn += 1
        self._making.hide()
        self._hint.set_help("")
        if self._saving.isVisible():
            self._saving.put_away()
        else:
            self._panel.put_away()

    def _connect(self) -> None:
        self._panel.document_printed.connect(self._count)
        self._panel.printed.connect(lambda: self._note.set_echo(_("Sent to the printer.")))
        self._panel.closed.connect(self._closed)
        self._panel.save_asked.connect(self._open_save)
        self._panel.edition_asked.connect(self._make_in)
        self._saving.saved.connect(self._saved)
        self._saving.closed.connect(self._closed)
        self._making.cancelled.connect(self.put_away)
        QShortcut(QKeySequence("Escape"), self, self.put_away).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _closed(self) -> None:
        if not self._saving.isVisible():
            self._hint.set_help("")
            self.closed.emit()

    def _read(self, find: Callable[[], tuple[DocumentRecord, ...]]) -> None:
        self._turn += 1
        self._note.set_echo("")
        self._saving.hide()
        job = partial(_whole, self._ctx.acting, find)
        self._ctx.work.run(Lane.READ, self, job, partial(self._open, self._turn), self.refused.emit)

    def _open(self, turn: int, pack: Pack) -> None:
        if turn != self._turn:
            return
        self._making.hide()
        self._pack = pack
        if not pack.records:
            self.refused.emit(self._empty)
            return
        again = copy_words(self._ctx.acting.today(), self._ctx.language)
        jobs = [
            Job(record.id, pdf, record.pages, again if record.printed else "", again)
            for record, pdf in zip(pack.records, pack.pdfs, strict=True)
        ]
        words = pack_words(pack.records, self._ctx.language)
        self._hint.set_help(_larger_words(pack.smaller))
        self._panel.open(jobs, pack.records[0].number, words, pack.editions)
        self.opened.emit()

    def _make_in(self, edition: Edition) -> None:
        """Another size of print is another document: each is made anew, one by one."""
        self._turn += 1
        ids = tuple(record.id for record in self._pack.records)
        self._go_on(self._turn, edition, ids, 0)

    def _go_on(self, turn: int, edition: Edition, ids: tuple[int, ...], at: int) -> None:
        if turn != self._turn:
            return
        if at == len(ids):
            self._ctx.go.records_changed.emit()
            self._read(partial(printing.several, self._ctx.acting, ids))
            return
        words = _("Making paper {number} of {count}").format(number=at + 1, count=len(ids))
        self._making.show()
        self._making.show_progress(at, len(ids), words)
        record = next((r for r in self._pack.records if r.id == ids[at]), None)
        if record is None or record.edition is edition or not _has_both(record):
            self._go_on(turn, edition, ids, at + 1)
            return

        def made(new: DocumentRecord) -> None:
            self._go_on(turn, edition, (*ids[:at], new.id, *ids[at + 1 :]), at + 1)

        job = partial(documents.in_edition, self._ctx.acting, record.id, edition)
        self._ctx.work.run(Lane.PAPER, self, job, made, self._not_made)

    def _not_made(self, refused: Refused) -> None:
        self.put_away()
        self.refused.emit(refused)

    def _open_save(self) -> None:
        pack = self._pack
        names = [copies.file_name(record) for record in pack.records]
        self._saving.open_pack(
            tuple(zip(names, pack.pdfs, strict=True)), copies.pack_name(pack.records)
        )

    def _saved(self, path: str) -> None:
        self._note.set_echo(_("Saved as {path}").format(path=path))
        for record in self._pack.records:
            job = partial(documents.note_saved, self._ctx.acting, record.id)
            self._ctx.work.run(Lane.WRITE, self, job, self._counted, self.refused.emit)

    def _count(self, document_id: int) -> None:
        job = partial(documents.note_printed, self._ctx.acting, document_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._counted, self.refused.emit)

    def _counted(self, _none: None) -> None:
        self._ctx.go.records_changed.emit()


def _has_both(record: DocumentRecord) -> bool:
    """Whether it can be had in the other size of print; what is signed stays as it is."""
    return record.kind is not Kind.CONSENT and record.state is DocumentState.FINAL


def _larger_words(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Large print is registered for the patient, and {n} paper is in ordinary print: choose the "
        "size below.",
        "Large print is registered for the patients of {n} papers in ordinary print: choose the "
        "size below.",
        count,
    ).format(n=count)


def _whole(acting: Acting, find: Callable[[], tuple[DocumentRecord, ...]]) -> Pack:
    """On a lane: the papers, their stored bytes, what is registered."""
    records = find()
    ids = tuple(record.id for record in records)
    return Pack(records, printing.contents(acting, ids), printing.registered(acting, ids))

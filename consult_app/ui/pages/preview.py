"""A document looked at inside the window: the very bytes as pages, printed or saved from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import DocumentRecord, DocumentState, Edition
from consult_app.domain.documents import Kind as Document
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import copies, documents, printing
from consult_app.services.acting import Acting
from consult_app.services.printing import Handled
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FlowRow,
    InlineError,
    Kind,
    NoteLine,
    PagePreview,
    Surface,
    Type,
    WrapLabel,
)
from consult_app.ui.kit.pagetext import PageWord
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.history import HistoryPanel
from consult_app.ui.pages.print_panel import PrintPanel
from consult_app.ui.pages.printing import Job, Printers, SystemPrinters, qimage
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.pages.sides import Sides
from consult_app.ui.words import copy_words, document_words, history_words, reads_words
from consult_app.ui.work import Lane

ONE_SIZE = frozenset({Document.CONSENT, Document.RECALL, Document.ADVERSE_EVENT})
"""Papers that are not made anew from here: signed in one size, or made at their own page."""
Sizes = tuple[tuple[float, float], ...]
Note = Callable[[Acting, int], None]


class DocumentView(QWidget):
    """Shows a stored document, a blank paper, or bytes that are not stored and stay here.

    Ctrl+P prints, Ctrl+S saves a copy. `shown()` when a page is there; `edition_asked(Edition)`:
    show the blank paper anew in that size of print. `back` is hidden; a page that puts the view in
    a list's place shows it. `narrow`: beside other columns, where the keys are left off the buttons
    so that they stand in one line and the pages have the room.
    """

    shown = Signal()
    edition_asked = Signal(object)

    def __init__(
        self, ctx: Context, printers: Printers | None = None, *, narrow: bool = False
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self._record: DocumentRecord | None = None
        self._blank = ""
        self._edition: Edition | None = None
        self._reprint = False
        self._pdf = b""
        self._sizes: Sizes = ()
        self._turn = 0
        self._title = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._state = WrapLabel("", Type.HINT, Token.QUIET)
        self._error = InlineError()
        self._note = NoteLine(keeps_space=False)
        out = partial(Button, strong=False, show_shortcut=not narrow)
        self._print = out(_("Print"), icon="printer", shortcut="Ctrl+P")
        self._save = out(_("Save as PDF"), icon="download", shortcut="Ctrl+S")
        self._release = Button(_("Release to the desk"), Kind.QUIET)
        self._hand = Button(_("Copy handed over"), Kind.QUIET)
        self._past = Button(_("History"), Kind.QUIET, icon="history")
        self.back = Button(_("Back to the list"), Kind.QUIET, icon="arrow-left")
        self.back.hide()
        self._printing = PrintPanel(ctx, printers or SystemPrinters())
        self._saving = SavePanel(ctx)
        self._history = HistoryPanel(ctx)
        self.preview = PagePreview(name=_("Document"))
        self._lay_out()
        self._connect()
        self._allow(False)

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Pages of bytes that are not stored: a preview, neither printed nor saved."""
        self._begin(title, "")
        self._take(self._turn, pdf)

    def show_blank(self, pdf: bytes, title: str, name: str, edition: Edition) -> None:
        """Pages with nothing of a patient: printed and saved as `name`, and not counted."""
        reprint = self._reprint
        self._begin(title, "")
        self._blank, self._edition, self._reprint = name, edition, reprint
        self._take(self._turn, pdf)

    def show_record(self, record: DocumentRecord) -> None:
        """The stored bytes of a document; that they were looked at is recorded."""
        self._begin(f"{record.title} · {record.number}", self._facts(record))
        self._record = record
        one_size = record.kind in ONE_SIZE or record.state is not DocumentState.FINAL
        self._edition = None if one_size else record.edition
        job = partial(documents.content, self._ctx.acting, record.id)
        take = partial(self._take, self._turn)
        self._ctx.work.run(Lane.WRITE, self, job, take, self.refuse)
        self._ask_history()

    def _ask_history(self) -> None:
        if self._record is not None:
            job = partial(printing.history, self._ctx.acting, self._record.id)
            told = partial(self._tell_history, self._turn)
            self._ctx.work.run(Lane.READ, self, job, told, lambda _refused: None)

    def _tell_history(self, turn: int, done: tuple[Handled, ...]) -> None:
        if turn == self._turn and self._record is not None:
            printed = history_words(done, self._ctx.language)
            state = self._facts(self._record)
            self._state.set_text(f"{state} · {printed}" if printed else state)

    def _facts(self, record: DocumentRecord) -> str:
        reads = reads_words(record.language, record.edition, self._ctx.language)
        return f"{document_words(record)} · {reads}"

    def shows(self, document_id: int) -> bool:
        """Whether this stored document is the one in sight, or on its way."""
        return self._record is not None and self._record.id == document_id

    def clear(self) -> None:
        """Nothing is shown."""
        self._begin("", "")

    def _begin(self, title: str, state: str) -> None:
        """Away with what was shown; late pages of it are not taken."""
        self._turn += 1
        self._record, self._blank, self._pdf, self._sizes = None, "", b"", ()
        self._edition, self._reprint = None, False
        self._title.set_text(title)
        self._state.set_text(state)
        self._error.set_error("")
        self._note.set_echo("")
        self._printing.hide()
        self._saving.hide()
        self._history.hide()
        self._allow(False)
        self.preview.set_pages(())

    def _take(self, turn: int, pdf: bytes) -> None:
        if turn != self._turn:
            return
        self._pdf = pdf
        arrange = partial(self._arrange, turn)
        self._ctx.work.run(Lane.PAPER, self, partial(documents.sizes, pdf), arrange, self.refuse)

    def _arrange(self, turn: int, sizes: Sizes) -> None:
        if turn != self._turn:
            return
        self._sizes = sizes
        self.preview.set_pages([QSizeF(width, height) for width, height in sizes])
        read, told = partial(read_words, self._pdf), partial(self._tell_words, turn)
        self._ctx.work.run(Lane.READ, self, read, told, self.refuse)
        self._allow(self._record is not None or bool(self._blank))
        if self._reprint:
            self._reprint = False
            self._open_print()

    def _tell_words(self, turn: int, words: list[list[PageWord]]) -> None:
        if turn == self._turn:
            self.preview.set_words(words)

    def _draw(self, page: int, width: int) -> None:
        dpi = width / self._sizes[page][0] * documents.POINTS_PER_INCH
        job = partial(_page, self._pdf, page, dpi)
        put = partial(self._put, self._turn, page)
        self._ctx.work.run(Lane.PAPER, self, job, put, self.refuse)

    def _put(self, turn: int, page: int, image: QImage) -> None:
        if turn == self._turn:
            self.preview.set_image(page, image)
            self.shown.emit()

    def _allow(self, stored: bool) -> None:
        """Only stored documents go out; a void one stays in the house."""
        record = self._record
        held = record is not None and record.state is not DocumentState.VOID
        out = stored and (held or bool(self._blank))
        for button in (self._print, self._save):
            button.setVisible(record is not None or bool(self._blank))
            button.setEnabled(out)
        self._past.setVisible(stored and record is not None)
        final = stored and record is not None and record.state is DocumentState.FINAL
        self._hand.setVisible(final)
        may = self._ctx.acting.user.may(Capability.RELEASE_DOCUMENTS)
        self._release.setVisible(held and out and may and record is not None and record.releasable)

    def _open_history(self) -> None:
        if self._record is not None:
            self._printing.hide()
            self._saving.hide()
            self._history.open(self._record.id, self._record.number)

    def _open_print(self) -> None:
        self._saving.hide()
        self._history.hide()
        record = self._record
        again = copy_words(self._ctx.acting.today(), self._ctx.language)
        printed = record is not None and record.printed > 0
        job = Job(
            record.id if record is not None else 0,
            self._pdf,
            len(self._sizes),
            again if printed else "",
            again if record is not None else "",
        )
        editions = frozenset() if self._edition is None else frozenset({self._edition})
        self._printing.open((job,), self._file_name(), editions=editions)

    def _ask_edition(self, edition: Edition) -> None:
        """Another size of print is another document: it is made, shown and asked for again."""
        record = self._record
        if record is None:
            self._reprint = True
            self.edition_asked.emit(edition)
            return
        job = partial(documents.in_edition, self._ctx.acting, record.id, edition)
        made = partial(self._made, self._turn)
        self._ctx.work.run(Lane.PAPER, self, job, made, self._not_made)

    def _made(self, turn: int, record: DocumentRecord) -> None:
        if turn == self._turn:
            self.show_record(record)
            self._reprint = True
        self._ctx.go.records_changed.emit()

    def _not_made(self, refused: Refused) -> None:
        self._printing.hide()
        self.refuse(refused)

    def _open_save(self) -> None:
        self._printing.hide()
        self._history.hide()
        self._saving.open(self._pdf, self._file_name())

    def _file_name(self) -> str:
        return self._blank if self._record is None else copies.file_name(self._record)

    def _printed(self, _document_id: int) -> None:
        if self._record is not None:  # printed again from here, it is a copy
            self._record = replace(self._record, printed=self._record.printed + 1)
        self._noted(documents.note_printed, _("Sent to the printer."))

    def _saved(self, path: str) -> None:
        self._noted(documents.note_saved, _("Saved as {path}").format(path=path))

    def _handed_over(self) -> None:
        self._noted(documents.note_handed_over, _("Noted: the patient has a copy."))

    def _let_out(self) -> None:
        record = self._record
        if record is None:
            return
        self._release.set_busy(_("Releasing"))
        job = partial(documents.release, self._ctx.acting, record.id)
        done = partial(self._released, self._turn)
        self._ctx.work.run(Lane.WRITE, self, job, done, self.refuse)

    def _released(self, turn: int, record: DocumentRecord) -> None:
        self._release.set_busy(None)
        if turn == self._turn:
            self._record = record
            self._state.set_text(self._facts(record))
            self.preview.setFocus()
            self._allow(stored=True)
            self._note.set_echo(_("The desk can see and print it now."))
        self._ctx.go.records_changed.emit()

    def _noted(self, note: Note, words: str) -> None:
        """The event goes into the records, then the words on the screen."""
        record = self._record
        if record is None:  # a blank paper is nobody's, and not counted
            self._note.set_echo(words)
            return
        job = partial(note, self._ctx.acting, record.id)
        done = partial(self._said, words)
        self._ctx.work.run(Lane.WRITE, self, job, done, self.refuse)

    def _said(self, words: str, _nothing: None) -> None:
        self._note.set_echo(words)
        self._ask_history()
        self._ctx.go.records_changed.emit()

    def refuse(self, refused: Refused) -> None:
        """Say why there is nothing to be seen, or why it could not be done."""
        self._release.set_busy(None)
        self._error.set_error(messages.sentence(refused))

    def _lay_out(self) -> None:
        head = Surface("bottom")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 0)
        words, buttons, row = QVBoxLayout(), QHBoxLayout(), FlowRow()
        buttons.addWidget(row)
        words.setSpacing(0)
        for part in (self._title, self._state, self._note, self._error):
            words.addWidget(part)
        for button in (
            self.back, self._release, self._past, self._hand, self._save, self._print
        ):  # fmt: skip
            row.add(button)
        inside.addWidget(Sides(words, buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for panel in (head, self._printing, self._saving, self._history):
            column.addWidget(panel)
        column.addWidget(self.preview, 1)
        self.setFocusProxy(self.preview)

    def _connect(self) -> None:
        self.preview.wanted.connect(self._draw)
        self._print.clicked.connect(self._open_print)
        self._save.clicked.connect(self._open_save)
        self._release.clicked.connect(self._let_out)
        self._past.clicked.connect(self._open_history)
        self._hand.clicked.connect(self._handed_over)
        self._history.closed.connect(self.preview.setFocus)
        self._printing.document_printed.connect(self._printed)
        self._printing.save_asked.connect(self._open_save)
        self._printing.edition_asked.connect(self._ask_edition)
        self._saving.saved.connect(self._saved)
        self._printing.closed.connect(self.preview.setFocus)
        self._saving.closed.connect(self.preview.setFocus)


def _page(pdf: bytes, page: int, dpi: float) -> QImage:
    """On a lane: one page as Qt draws it."""
    return qimage(documents.picture(pdf, page, dpi))


def read_words(pdf: bytes) -> list[list[PageWord]]:
    """On a lane: the words of every page, as the preview finds and copies them."""
    return [
        [
            PageWord(w.text, QRectF(w.left, w.top, w.right - w.left, w.bottom - w.top), w.ends)
            for w in page
        ]
        for page in documents.words(pdf)
    ]

"""Printing in the page: which printer, how far it is, and what to do where there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.clinic import Paper
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    InlineError,
    Kind,
    PickField,
    ProgressLine,
    Surface,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.printing import Printers, PrintRun
from consult_app.ui.pages.sides import Sides

SHEETS = {
    Paper.A4: QPageSize.PageSizeId.A4,
    Paper.LETTER: QPageSize.PageSizeId.Letter,
}


class PrintPanel(Surface):
    """`printed()` when the last page is with the printer; `save_asked()` where there is none."""

    printed = Signal()
    save_asked = Signal()
    closed = Signal()

    def __init__(self, ctx: Context, printers: Printers) -> None:
        super().__init__("bottom")
        self._ctx, self._printers = ctx, printers
        self._run: PrintRun | None = None
        self._pages, self._title = 0, ""
        self._pick = PickField(())
        self._frame = FieldFrame(_("Printer"), self._pick, keeps_space=False)
        self._go = Button(_("Print now"), Kind.PRIMARY, icon="printer")
        self._no_printer = WrapLabel(_("No printer is set up on this computer"), Type.QUESTION)
        self._what_to_do = WrapLabel(
            _(
                "Add one in the computer's settings and press Print again, or save the document "
                "and print it elsewhere."
            ),
            token=Token.QUIET,
        )
        self._save_instead = Button(_("Save instead"), Kind.PRIMARY, icon="download")
        self._again = Button(_("Look for printers again"), strong=False)
        self._progress = ProgressLine()
        self._error = InlineError()
        self._close = Button(_("Close printing"), Kind.QUIET)
        self._with_printer: tuple[QWidget, ...] = (self._frame, self._go)
        self._without: tuple[QWidget, ...] = (
            self._no_printer,
            self._what_to_do,
            self._save_instead,
            self._again,
        )
        self._lay_out()
        self._connect()
        self.hide()

    def open(self, pdf: bytes, pages: int, title: str, mark: str) -> None:
        """Ask for the printer; `mark` goes over the printed image of a reprint."""
        self._pages, self._title = pages, title
        self._run = PrintRun(self._ctx.work, pdf, pages, mark, self)
        self._run.page_done.connect(self._tell)
        self._run.finished.connect(self._finished)
        self._run.failed.connect(self._failed)
        self._error.set_error("")
        self._look()

    def _look(self) -> None:
        names = self._printers.names()
        for part in self._with_printer:
            part.setVisible(bool(names))
        for part in self._without:
            part.setVisible(not names)
        self._progress.hide()
        self.show()
        if names:
            self._pick.set_options([(name, name) for name in names])
            self._pick.set_value(names[0])
            self._go.setFocus()
        else:
            self._save_instead.setFocus()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        for part in (
            self._no_printer, self._what_to_do, self._frame, self._progress, self._error
        ):  # fmt: skip
            words.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addStretch()
        for button in (self._close, self._again, self._save_instead, self._go):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Sides(words, buttons, least=900))

    def _connect(self) -> None:
        self._go.clicked.connect(self._print)
        self._again.clicked.connect(self._look)
        self._save_instead.clicked.connect(self._save)
        self._close.clicked.connect(self._away)
        self._progress.cancelled.connect(self._cancel)

    def _print(self) -> None:
        name = self._pick.value
        if name is None or self._run is None:
            self._frame.set_error(_("Choose a printer from the list."))
            return
        self._frame.set_error("")
        self._go.setEnabled(False)
        self._progress.show()
        self._tell(0)
        size = QPageSize(SHEETS[self._ctx.settings.paper])
        self._run.start(self._printers.printer(name), size, self._title)

    def _tell(self, page: int) -> None:
        words = _("Page {page} of {pages}").format(page=page, pages=self._pages)
        self._progress.show_progress(page, self._pages, words)

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.stop()
        self._away()

    def _finished(self) -> None:
        self._away()
        self.printed.emit()

    def _failed(self, refused: Refused) -> None:
        self._go.setEnabled(True)
        self._progress.hide()
        self._error.set_error(messages.sentence(refused))

    def _save(self) -> None:
        self._away()
        self.save_asked.emit()

    def _away(self) -> None:
        self._go.setEnabled(True)
        self.hide()
        self.closed.emit()

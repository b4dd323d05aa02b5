"""Printing in the page: which printer, how far it is, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.clinic import Paper
from consult_app.domain.documents import Edition
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    Option,
    PickField,
    ProgressLine,
    Segmented,
    Surface,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.edition import EditionChoice, labelled
from consult_app.ui.pages.printing import Job, Manner, Printers, PrintRun
from consult_app.ui.pages.sides import Sides

SHEETS = {
    Paper.A4: QPageSize.PageSizeId.A4,
    Paper.LETTER: QPageSize.PageSizeId.Letter,
}


_MOST_COPIES = 4


class PrintPanel(Surface):
    """Which printer, how many copies, one side or both; then how far it is.

    `saves`: whether there is something to be saved instead, where there is no printer.
    `document_printed(id)` for each copy of a document that is with the printer, `printed()` when
    all are; `save_asked()` where there is no printer; `edition_asked(Edition)`: open it anew with
    papers in that size of print.
    """

    document_printed = Signal(int)
    printed = Signal()
    save_asked = Signal()
    edition_asked = Signal(object)
    closed = Signal()

    def __init__(self, ctx: Context, printers: Printers, *, saves: bool = True) -> None:
        super().__init__("bottom")
        self._ctx, self._printers, self._saves = ctx, printers, saves
        self._run: PrintRun | None = None
        self._jobs: tuple[Job, ...] = ()
        self._title = ""
        self._what = WrapLabel("", Type.QUESTION)
        self._pick = PickField(())
        self._frame = FieldFrame(_("Printer"), self._pick, keeps_space=False)
        numbers = [Option(str(n), str(n), str(n)) for n in range(1, _MOST_COPIES + 1)]
        self._copies = Segmented(numbers, name=_("Copies"))
        sides = with_keys((("one", _("One side")), ("both", _("Both sides"))))
        self._sides = Segmented(sides, name=_("Sides of the paper"))
        self._copies.set_value("1")
        self._sides.set_value("one")
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
        self._edition = EditionChoice()
        self._manner = FlowRow(tokens.XL)
        copies, both = labelled(_("Copies"), self._copies), labelled(_("Sides"), self._sides)
        for part in (copies, both, self._edition):
            self._manner.add(part)
        self._with_printer: tuple[QWidget, ...] = (self._frame, copies, both, self._go)
        self._without: tuple[QWidget, ...] = (
            self._no_printer,
            self._what_to_do,
            self._save_instead,
            self._again,
        )
        self._lay_out()
        self._connect()
        self.hide()

    def open(
        self, jobs: Sequence[Job], title: str, what: str = "", edition: Edition | None = None
    ) -> None:
        """Ask for the printer; `what` says in words what would be printed, `title` to the queue.

        `edition`: the size of print they are in, where they can be had in the other one.
        """
        self._jobs, self._title = tuple(jobs), title
        self._what.set_text(what)
        self._what.setVisible(bool(what))
        self._copies.set_value("1")
        self._edition.setVisible(edition is not None)
        if edition is not None:
            self._edition.set_edition(edition)
        self._error.set_error("")
        self._go.setEnabled(True)
        self._look()

    def _look(self) -> None:
        names = self._printers.names()
        for part in self._with_printer:
            part.setVisible(bool(names))
        for part in self._without:
            part.setVisible(not names)
        self._save_instead.setVisible(not names and self._saves)
        self._progress.hide()
        self.show()
        if names:
            self._pick.set_options([(name, name) for name in names])
            self._pick.set_value(names[0])
            self._go.setFocus()
        else:
            (self._save_instead if self._saves else self._again).setFocus()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        for part in (
            self._what, self._no_printer, self._what_to_do, self._frame, self._manner,
            self._progress, self._error,
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
        self._edition.chosen.connect(self._ask_edition)
        self._close.clicked.connect(self._away)
        self._progress.cancelled.connect(self.put_away)

    def _print(self) -> None:
        name = self._pick.value
        if name is None:
            self._frame.set_error(_("Choose a printer from the list."))
            return
        self._frame.set_error("")
        self._error.set_error("")
        try:
            printer = self._printers.printer(name)
        except Refused as refused:
            self._error.set_error(messages.sentence(refused))
            return
        manner = Manner(int(self._copies.value or "1"), self._sides.value == "both")
        self._run = run = PrintRun(self._ctx.work, self._jobs, manner, self)
        run.page_done.connect(self._tell)
        run.document_done.connect(self.document_printed)
        run.finished.connect(self._finished)
        run.failed.connect(self._failed)
        self._go.setEnabled(False)
        self._progress.show()
        self._tell(0, 0)
        run.start(printer, QPageSize(SHEETS[self._ctx.settings.paper]), self._title)

    def _ask_edition(self, edition: Edition) -> None:
        self._go.setEnabled(False)  # until they are there
        self.edition_asked.emit(edition)

    def _tell(self, page: int, pages: int) -> None:
        words = _("Page {page} of {pages}").format(page=page, pages=pages) if pages else ""
        self._progress.show_progress(page, pages, words or _("Talking to the printer"))

    def put_away(self) -> None:
        """Print no further page, and ask no more."""
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

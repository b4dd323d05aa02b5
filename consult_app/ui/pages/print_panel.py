"""Printing in the page: which printer, how far it is, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

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
from consult_app.ui.pages import printer_state
from consult_app.ui.pages.edition import EditionChoice, labelled
from consult_app.ui.pages.printing import Job, Manner, Printers, PrintRun
from consult_app.ui.pages.sides import Sides
from consult_app.ui.work import Lane

SHEETS = {
    Paper.A4: QPageSize.PageSizeId.A4,
    Paper.LETTER: QPageSize.PageSizeId.Letter,
}


_MOST_COPIES = 4
_PRINTER_WIDTH = 260
"""Pixels at 100 % for the name of a printer."""


class PrintPanel(Surface):
    """Which printer, how many copies, one side or both; then how far it is.

    `beside`: whether saving is offered beside a printer too, not only where there is none;
    `together`: whether the copies of a paper lie together.
    `document_printed(id)` for each copy of a document that is with the printer, `printed()` when
    all are; `save_asked()` where there is no printer; `edition_asked(Edition)`: open it anew with
    papers in that size of print.
    """

    document_printed = Signal(int)
    printed = Signal()
    save_asked = Signal()
    edition_asked = Signal(object)
    closed = Signal()

    def __init__(
        self, ctx: Context, printers: Printers, *, beside: bool = False, together: bool = False
    ) -> None:
        super().__init__("bottom")
        self._ctx, self._printers = ctx, printers
        self._beside, self._together = beside, together
        self._run: PrintRun | None = None
        self._told = ""
        self._jobs: tuple[Job, ...] = ()
        self._title = ""
        self._what = WrapLabel("", Type.QUESTION)
        self._pick = PickField((), name=_("Printer"))
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
                "Add one in the computer's settings and look again, or save as PDF and print it "
                "elsewhere."
            ),
            token=Token.QUIET,
        )
        self._save_instead = Button(_("Save instead"), icon="download")
        self._again = Button(_("Look for printers again"), strong=False)
        self._progress = ProgressLine()
        self._error = InlineError()
        self._close = Button(_("Close printing"), Kind.QUIET)
        self._edition = EditionChoice()
        self._manner = FlowRow(tokens.XL)
        copies = labelled(_("Copies"), self._copies)
        self._both = labelled(_("Sides"), self._sides)
        self._pick.setMinimumWidth(ctx.theme.px(_PRINTER_WIDTH))
        which = labelled(_("Printer"), self._pick)
        for part in (which, copies, self._both, self._edition):
            self._manner.add(part)
        self._with_printer: tuple[QWidget, ...] = (which, copies, self._both, self._go)
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
        self,
        jobs: Sequence[Job],
        title: str,
        what: str = "",
        editions: frozenset[Edition] = frozenset(),
    ) -> None:
        """Ask for the printer; `what` says in words what would be printed, `title` to the queue.

        `editions`: the sizes of print they are in, of those that can be had in the other one.
        """
        self._jobs, self._title = tuple(jobs), title
        self._what.set_text(what)
        self._what.setVisible(bool(what))
        self._copies.set_value("1")
        self._edition.setVisible(bool(editions))
        self._edition.set_edition(next(iter(editions)) if len(editions) == 1 else None)
        self._forget()
        self._go.setEnabled(True)
        self._look()

    def change(self, jobs: Sequence[Job], what: str) -> None:
        """Other papers while the printer is being chosen; none: there is nothing to print."""
        self._jobs = tuple(jobs)
        self._what.set_text(what)
        self._what.setVisible(bool(what))
        self._go.setEnabled(bool(jobs))

    def _fit(self) -> None:
        """Offer what the printer can do, and forget what was wrong with another one."""
        name = self._pick.value
        self._both.setVisible(name is not None and self._printers.both_sides(name))
        self._forget()

    def _forget(self) -> None:
        self._told = ""
        self._error.set_error("")
        self._go.set_label(_("Print now"))

    def _look(self) -> None:
        names = self._printers.names()
        for part in self._with_printer:
            part.setVisible(bool(names))
        for part in self._without:
            part.setVisible(not names)
        self._save_instead.setVisible(self._beside or not names)
        self._save_instead.set_label(_("Save as PDF") if names else _("Save instead"))
        self._save_instead.set_kind(Kind.SECONDARY if names else Kind.PRIMARY)
        self._progress.hide()
        self.show()
        if names:
            self._pick.set_options([(name, name) for name in names])
            kept = self._pick.value
            self._pick.set_value(kept if kept in names else names[0])
            self._fit()
            self._go.setFocus()
        else:
            self._save_instead.setFocus()

    def _lay_out(self) -> None:
        """What and the buttons in the first line, all that is chosen in the second."""
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        for part in (self._what, self._no_printer, self._what_to_do):
            words.addWidget(part)
        words.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addStretch()
        for button in (self._close, self._again, self._save_instead, self._go):
            buttons.addWidget(button)
        chosen = QVBoxLayout()
        chosen.setContentsMargins(tokens.XL, 0, tokens.XL, tokens.M)
        chosen.setSpacing(tokens.S)
        for field in (self._manner, self._progress, self._error):
            chosen.addWidget(field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Sides(words, buttons, least=900))
        whole.addLayout(chosen)

    def _connect(self) -> None:
        self._go.clicked.connect(self._print)
        self._again.clicked.connect(self._look)
        self._save_instead.clicked.connect(self._save)
        self._edition.chosen.connect(self._ask_edition)
        self._pick.picked.connect(lambda _value, _text: self._fit())
        self._close.clicked.connect(self._away)
        self._progress.cancelled.connect(self.put_away)

    def _print(self) -> None:
        name = self._pick.value
        if name is None:
            self._error.set_error(_("Choose a printer from the list."))
            return
        self._error.set_error("")
        self._go.set_busy(_("Looking at the printer"))
        job = partial(self._printers.trouble, name)
        self._ctx.work.run(Lane.READ, self, job, partial(self._looked, name), self._failed)

    def _looked(self, name: str, trouble: str) -> None:
        """Say what stands in the way; who presses once more prints all the same."""
        self._go.set_busy(None)
        if trouble and trouble != self._told:
            self._told = trouble
            self._go.setEnabled(True)
            self._error.set_error(_(printer_state.TROUBLE[trouble]).format(name=name))
            self._go.set_label(_("Print all the same"))
            return
        self._start(name)

    def _start(self, name: str) -> None:
        try:
            printer = self._printers.printer(name)
        except Refused as refused:
            self._error.set_error(messages.sentence(refused))
            return
        both = self._sides.value == "both" and not self._both.isHidden()
        manner = Manner(int(self._copies.value or "1"), both, self._together)
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

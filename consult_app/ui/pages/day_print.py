"""Printing what a day's arrivals need: chosen by kind, what is missing named, then one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import batch, copies, day_print, documents
from consult_app.services.acting import Acting
from consult_app.services.batch import Made
from consult_app.services.day_print import DayPapers, Sheet, Want
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    ChoiceList,
    FlowRow,
    InlineError,
    NoteLine,
    ProgressLine,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.choice import Choice
from consult_app.ui.pages.day_print_words import (
    PRINTED,
    choices,
    gap_words,
    total_words,
    trouble_words,
)
from consult_app.ui.pages.print_panel import PrintPanel
from consult_app.ui.pages.printing import Job, Printers, SystemPrinters
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.words import copy_words
from consult_app.ui.work import Lane


class DayPrint(QWidget):
    """`open()` for everybody who comes, or for one visit; `closed()` when it is put away."""

    closed = Signal()
    _walked = Signal(int, int)

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._visit: int | None = None
        self._papers = DayPapers((), ())
        self._sheets: tuple[Sheet, ...] = ()
        self._turn = 0
        self._stopped = False
        self._noting = 0
        self._list = ChoiceList((), multiple=True)
        self._card = Card(padding=0)
        self._title = WrapLabel(_("Papers of the day"), Type.QUESTION, semibold=True, heading=True)
        self._missing = NoteLine(keeps_space=False)
        self._make = Button(_("Make what is missing"), icon="file-text", strong=False)
        self._trouble = InlineError()
        self._progress = ProgressLine()
        self._panel = PrintPanel(ctx, printers or SystemPrinters(), beside=True, together=True)
        self._saving = SavePanel(ctx)
        self._note = NoteLine(keeps_space=False)
        self._lay_out()
        self._connect()
        self._card.hide()

    @property
    def asking(self) -> bool:
        """Whether it stands open."""
        return not self._card.isHidden()

    def open(self, visit_id: int | None = None) -> None:
        """Read what is needed, show it, and ask for the printer."""
        self._visit = visit_id
        self._note.set_echo("")
        self._read()

    def put_away(self) -> None:
        """Print and make nothing more."""
        self._turn += 1
        self._stopped = True
        if not self._panel.isHidden():
            self._panel.put_away()
        self._close()

    def _lay_out(self) -> None:
        words = QWidget()
        self._column = column = QVBoxLayout(words)
        column.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.S)
        column.setSpacing(tokens.S)
        make = FlowRow()
        make.add(self._make)
        said = (self._title, self._list, self._missing, make, self._trouble, self._progress)
        for line in said:
            column.addWidget(line)
        for block in (words, self._panel, self._saving):
            self._card.column.addWidget(block)
        self._card.column.setSpacing(0)
        self._card.column.setContentsMargins(1, 1, 1, tokens.M)  # its corners stay round
        self._panel.set_side("")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._card)
        whole.addWidget(self._note)
        self._make.hide()
        self._progress.hide()

    def _connect(self) -> None:
        self._make.clicked.connect(self._make_missing)
        self._panel.document_printed.connect(self._count)
        self._panel.printed.connect(self._printed)
        self._panel.closed.connect(self._panel_closed)
        self._panel.save_asked.connect(self._save)
        self._saving.saved.connect(self._saved)
        self._saving.closed.connect(self._close)
        self._progress.cancelled.connect(self._stop)
        self._walked.connect(self._tell)
        QShortcut(QKeySequence("Escape"), self, self.put_away).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    # what there is

    def _read(self) -> None:
        self._turn += 1
        acting = self._ctx.acting
        job = partial(_whole, partial(day_print.of, acting, acting.today(), self._visit), acting)
        shown = partial(self._show, self._turn)
        self._ctx.work.run(Lane.PAPER, self, job, shown, self._refused)

    def _show(self, turn: int, found: tuple[DayPapers, tuple[Sheet, ...]]) -> None:
        if turn != self._turn:
            return
        self._papers, self._sheets = found
        if not (self._sheets or self._papers.gaps):
            self._note.set_echo(_("Nothing is to be printed for those who come today."))
            self._close()
            return
        self._put_list(choices(self._sheets))
        self._missing.set_warning(gap_words(self._papers.gaps))
        may = self._ctx.acting.user.may(Capability.PRINT_CLINICAL)
        self._make.setVisible(bool(self._papers.gaps) and may)
        self._trouble.set_error(trouble_words(self._sheets))
        self._card.show()
        jobs = self._jobs()
        title = _("Papers of the day")
        self._panel.open(jobs, title, self._total())
        self._panel.change(jobs, self._total())
        if not jobs and self._make.isVisible():
            self._make.setFocus()

    def _put_list(self, options: Sequence[Choice]) -> None:
        """What is needed is chosen; of one visit also what else was not printed. What was printed
        is there to be printed again."""
        old, self._list = self._list, ChoiceList(options, multiple=True, name=_("Which papers"))
        self._column.replaceWidget(old, self._list)
        old.deleteLater()
        aside = {PRINTED} if self._visit is not None else {PRINTED, Want.OTHER}
        self._list.set_values([one.value for one in options if one.value not in aside])
        self._list.setVisible(bool(options))
        self._list.chosen.connect(lambda _values: self._panel.change(self._jobs(), self._total()))

    def _chosen(self) -> list[Sheet]:
        values = self._list.values
        return [
            sheet
            for sheet in self._sheets
            if sheet.refused is None
            and (PRINTED if sheet.piece.printed else sheet.piece.want.value) in values
        ]

    def _total(self) -> str:
        return total_words(self._chosen(), self._ctx.language)

    def _jobs(self) -> list[Job]:
        """In the order of the appointments; a blank is counted for its visit."""
        again = copy_words(self._ctx.acting.today(), self._ctx.language)
        jobs = []
        for sheet in self._chosen():
            record = sheet.piece.record
            if record is None:
                jobs.append(Job(-sheet.piece.visit_id, sheet.pdf, sheet.pages))
            else:
                first = again if record.printed else ""
                jobs.append(Job(record.id, sheet.pdf, sheet.pages, first, again))
        return jobs

    # making what is missing

    def _make_missing(self) -> None:
        self._stopped = False
        self._make.setEnabled(False)
        self._tell(0, len(self._papers.gaps))
        self._progress.show()
        orders = [gap.order for gap in self._papers.gaps]
        job = partial(
            batch.make_all,
            self._ctx.acting,
            orders,
            progress=self._walked.emit,
            cancelled=lambda: self._stopped,
        )
        self._ctx.work.run(Lane.LONG, self, job, self._made, self._refused)

    def _tell(self, done: int, of: int) -> None:
        words = _("Making paper {number} of {count}")
        self._progress.show_progress(done, of, words.format(number=min(done + 1, of), count=of))

    def _stop(self) -> None:
        self._stopped = True

    def _made(self, made: Made) -> None:
        self._progress.hide()
        self._make.setEnabled(True)
        why = dict.fromkeys(messages.sentence(refused) for _order, refused in made.refused)
        self._note.set_error(" ".join(why))
        self._ctx.go.records_changed.emit()
        if self.asking:
            self._read()

    # on paper

    def _printed(self) -> None:
        count = len(self._chosen())
        words = ngettext("{n} paper sent to the printer.", "{n} papers sent to the printer.", count)
        self._note.set_echo(words.format(n=count))

    def _panel_closed(self) -> None:
        if self._saving.isHidden():
            self._close()

    def _close(self) -> None:
        self._progress.hide()
        self._make.setEnabled(True)
        if not self._card.isHidden():
            self._card.hide()
            self.closed.emit()

    def _count(self, job_id: int) -> None:
        acting = self._ctx.acting
        job: Callable[[], None] = partial(documents.note_printed, acting, job_id)
        if job_id < 0:
            job = partial(day_print.note_intake, acting, -job_id)
        self._note_done(job)

    def _note_done(self, job: Callable[[], None]) -> None:
        self._noting += 1
        self._ctx.work.run(Lane.WRITE, self, job, self._noted, self._not_noted)

    def _noted(self, _none: None) -> None:
        """The lists are read again once, when all of it is noted."""
        self._noting -= 1
        if not self._noting:
            self._ctx.go.records_changed.emit()

    def _not_noted(self, refused: Refused) -> None:
        self._refused(refused)
        self._noted(None)

    def _save(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self._note.set_echo(_("Nothing is chosen"))
            return
        self._card.show()
        papers = [(_file_name(sheet), sheet.pdf) for sheet in chosen]
        today = self._ctx.acting.today().isoformat()
        self._saving.open_pack(papers, f"papers-{today}.pdf")

    def _saved(self, path: str) -> None:
        self._note.set_echo(_("Saved as {path}").format(path=path))
        for sheet in self._chosen():
            if sheet.piece.record is not None:
                noted = partial(documents.note_saved, self._ctx.acting, sheet.piece.record.id)
                self._note_done(noted)

    def _refused(self, refused: Refused) -> None:
        self._progress.hide()
        self._make.setEnabled(True)
        self._note.set_error(messages.sentence(refused))


def _file_name(sheet: Sheet) -> str:
    record = sheet.piece.record
    if record is not None:
        return copies.file_name(record)
    return f"intake-{sheet.piece.language}-{sheet.piece.visit_id}.pdf"


def _whole(find: Callable[[], DayPapers], acting: Acting) -> tuple[DayPapers, tuple[Sheet, ...]]:
    """On a lane: what is needed, with its bytes."""
    papers = find()
    return papers, day_print.sheets(acting, papers.pieces)

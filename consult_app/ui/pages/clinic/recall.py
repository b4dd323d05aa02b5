"""One recall: everyone who received the lot, letters in one batch, who was told, how it ended."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.recalls import Recipient, Standing
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext, series
from consult_app.services import documents, printing, recall_letters, recalls
from consult_app.services.alive import died_words
from consult_app.services.recall_letters import Letters, wants_letter
from consult_app.services.recalls import RecallView, given_words, standing_words
from consult_app.services.wording import day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Cell,
    Column,
    DataTable,
    EmptyState,
    InlineError,
    Kind,
    NoteLine,
    ProgressLine,
    Row,
    Type,
    Verdict,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.recall_end import EndForm
from consult_app.ui.pages.clinic.recall_words import (
    counted,
    how_it_ended,
    letter_words,
    letters_of_now,
    without,
)
from consult_app.ui.pages.clinic.told import ToldCard
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.print_panel import PrintPanel
from consult_app.ui.pages.printing import Job, Printers, SystemPrinters
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import copy_words
from consult_app.ui.work import Lane

_HIGH = 380
_VERDICT = {
    Standing.OPEN: Verdict.DEFER,
    Standing.NOT_REACHED: Verdict.CAUTION,
    Standing.REACHED: Verdict.CLEAR,
    Standing.DIED: None,
    Standing.END_UNSAID: Verdict.DEFER,
    Standing.END_NOT_REACHED: Verdict.CAUTION,
    Standing.END_SAID: Verdict.CLEAR,
    Standing.NEVER_TOLD: None,
}


class _Watch(QObject):
    """Carries the progress from the lane to the window, and the wish to stop back."""

    walked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.stopped = False

    def cancelled(self) -> bool:
        return self.stopped


class RecallPanel(QWidget):
    """`left()`: back to the products; `changed()` when something was recorded."""

    left = Signal()
    changed = Signal()

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx, self._id = ctx, 0
        self._view: RecallView | None = None
        self._watch: _Watch | None = None
        self._letters: list[tuple[str, bytes]] = []
        self._title = WrapLabel("", Type.SECTION, semibold=True, heading=True)
        self._about = WrapLabel("", token=Token.QUIET)
        self._ended = WrapLabel("")
        self._counts = WrapLabel("", Type.QUESTION, semibold=True)
        self.table = DataTable(
            (
                Column("name", _("Name"), 190),
                Column("given", _("Given on"), 130),
                Column("phone", _("Phone"), 140),
                Column("standing", _("Where it stands"), 150),
                Column("letter", _("Letter"), 120),
            ),
            name=_("Who received it"),
            find=_("Find in this list"),
            empty=EmptyState(
                "users",
                _("Nobody received this lot"),
                detail=_("The lot is out of use all the same."),
            ),
        )
        keep_columns(ctx, self.table, "recall")
        self._told = ToldCard(ctx)
        self._dead = Section(_("Have died"), "")
        self._end_form = EndForm(ctx)
        self._lift = Button(_("It has ended"), Kind.QUIET)
        self._progress = ProgressLine()
        self._error, self._note = InlineError(), NoteLine()
        self._back = Button(_("Back to the products"), Kind.QUIET, icon="arrow-left")
        self._save = Button(_("Save the list"), icon="download", strong=False)
        self._print = Button(_("Print the letters"), icon="printer", strong=False)
        self._make = Button("", Kind.PRIMARY)
        self._saving = SavePanel(ctx)
        self._printing = PrintPanel(ctx, printers or SystemPrinters())
        self._lay_out()
        self._connect()

    def open(self, recall_id: int) -> None:
        """Read the recall, with nobody picked."""
        self._id = recall_id
        self._note.set_echo("")
        self._error.set_error("")
        self._told.hide()
        self._end_form.hide()
        self._read()
        self.table.search.setFocus()

    def _read(self) -> None:
        job = partial(recalls.of, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _lay_out(self) -> None:
        self.setSizePolicy(tall_policy())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addStretch(1)
        top.addWidget(self._lift)
        column.addLayout(top)
        self.table.setMinimumHeight(self._ctx.theme.px(_HIGH))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        buttons = at_the_end(self._save, self._print, self._make)
        for part in (
            *(self._title, self._about, self._ended, self._end_form, self._counts),
            *(self._progress, self._printing),
            *(self._saving, self._error, self.table, self._told, self._dead),
            *(buttons, self._note),
        ):
            column.addWidget(part)
        for part in (
            self._progress,
            self._told,
            self._dead,
            self._end_form,
            self._ended,
            self._lift,
        ):
            part.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._make.clicked.connect(self._make_letters)
        self._print.clicked.connect(self._ask_print)
        self._save.clicked.connect(self._gather)
        self._progress.cancelled.connect(self._stop)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._picked)
        self._told.told.connect(self._recorded)
        self._lift.clicked.connect(lambda: self._end_form.open(self._id))
        self._end_form.left.connect(self._end_form.hide)
        self._end_form.ended.connect(self._ended_now)
        self._saving.saved.connect(
            lambda path: self._note.set_echo(_("Saved as {path}").format(path=path))
        )
        self._printing.document_printed.connect(self._count)
        self._printing.save_asked.connect(self._save_letters)
        self._printing.printed.connect(lambda: self._note.set_echo(_("Sent to the printer.")))

    def _show(self, view: RecallView) -> None:
        self._view = view
        record, language = view.recall.record, self._ctx.language
        self._title.set_text(
            _("Recall of lot {number}, {product}").format(
                number=view.lot.number, product=view.product.name
            )
        )
        who = view.people.get(view.recall.author_id, "")
        notice = _("notice {reference}").format(reference=record.reference)
        about = (
            record.reason,
            notice if record.reference else "",
            day_words(record.day, language),
            _("recorded by {name}").format(name=who),
        )
        self._about.set_text(series((words for words in about if words), " · "))
        self._ended.set_text(how_it_ended(view, language))
        self._ended.setVisible(view.end is not None)
        self._counts.set_text(counted(view))
        living = [one for one in view.recipients if one.standing is not Standing.DIED]
        self.table.set_rows([self._row(view, one) for one in living])
        dead = [one for one in view.recipients if one.standing is Standing.DIED]
        self._dead.show_lines([self._dead_line(one) for one in dead])
        self._dead.setVisible(bool(dead))
        self._show_next(view)
        picked = self._told.patient_id
        mine = next((one for one in view.recipients if one.patient.id == picked), None)
        if mine is not None and self._told.isVisible():
            self._told.show_person(view, mine)
            self._told.setVisible(mine.standing is not Standing.DIED)

    def _dead_line(self, one: Recipient) -> Line:
        """Told apart: nobody is to be told, and no letter goes to them."""
        died = died_words(one.patient.died or "", self._ctx.language)
        given = _("had it on {days}").format(days=given_words(one, self._ctx.language))
        line = Line(one.patient.name, f"{died} · {given}")
        name = _("Open the patient: {name}").format(name=one.patient.name)
        line.add_button(
            _("Open the patient"), name, partial(self._ctx.go.patient.emit, one.patient.id)
        )
        return line

    def _show_next(self, view: RecallView) -> None:
        wanted = sum(wants_letter(one) for one in view.recipients)
        words = ngettext("Make {n} letter", "Make {n} letters", wanted).format(n=wanted)
        self._make.set_label(words)
        self._make.setVisible(bool(wanted))
        self._print.setVisible(bool(letters_of_now(view)))
        self._print.set_kind(Kind.SECONDARY if wanted else Kind.PRIMARY)
        may = self._ctx.acting.user.may(Capability.KEEP_PRODUCTS)
        self._save.setVisible(bool(view.recipients) and may)
        lifts = self._ctx.acting.user.may(Capability.LIFT_RECALLS)
        self._lift.setVisible(view.end is None and lifts)

    def _row(self, view: RecallView, one: Recipient) -> Row:
        verdict = _VERDICT[one.standing]
        return Row(
            str(one.patient.id),
            (
                one.patient.name,
                Cell(
                    given_words(one, self._ctx.language),
                    sort=one.received[-1].at.isoformat(),
                ),
                one.patient.phone or _("no phone"),
                Cell(standing_words(one), verdict=verdict, icon=verdict.icon if verdict else ""),
                letter_words(view, one),
            ),
        )

    def _picked(self, id_: object) -> None:
        if self._view is None or id_ is None:
            return
        one = next((o for o in self._view.recipients if str(o.patient.id) == id_), None)
        if one is not None:
            self._told.show_person(self._view, one)
            self._told.show()

    def _ended_now(self) -> None:
        self._end_form.hide()
        self._back.setFocus()  # what is told of the end stands below it
        self._recorded()

    def _recorded(self) -> None:
        self._note.set_echo(_("Recorded."))
        self._read()
        self.changed.emit()

    def _make_letters(self) -> None:
        if self._watch is not None:
            return
        self._error.set_error("")
        self._watch = watch = _Watch()
        watch.walked.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._make.setEnabled(False)
        self._progress.show_progress(0, 0, _("Making the letters"))
        self._progress.show()
        job = partial(
            recall_letters.make,
            self._ctx.acting,
            self._id,
            progress=watch.walked.emit,
            cancelled=watch.cancelled,
        )
        self._ctx.work.run(Lane.LONG, self, job, self._made, self._not_made)

    def _tell(self, done: int, of: int) -> None:
        if self._watch is not None:
            words = _("{done} of {total} letters").format(done=done, total=of)
            self._progress.show_progress(done, of, words)

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stopped = True

    def _made(self, letters: Letters) -> None:
        self._end()
        made = len(letters.made)
        words = ngettext("{n} letter was made.", "{n} letters were made.", made).format(n=made)
        if letters.cancelled:
            words += " " + _("Stopped: make the others when you are ready.")
        self._note.set_echo(words)
        self._error.set_error(without(letters))
        self._read()
        self.changed.emit()

    def _not_made(self, refused: Refused) -> None:
        self._end()
        self._refused(refused)

    def _end(self) -> None:
        self._watch = None
        self._progress.hide()
        self._make.setEnabled(True)

    def _ask_print(self) -> None:
        ids = letters_of_now(self._view) if self._view else ()
        job = partial(printing.contents, self._ctx.acting, ids)
        self._ctx.work.run(Lane.READ, self, job, partial(self._open_print, ids), self._refused)

    def _open_print(self, ids: tuple[int, ...], pdfs: tuple[bytes, ...]) -> None:
        if self._view is None:
            return
        again = copy_words(self._ctx.acting.today(), self._ctx.language)
        jobs = []
        numbers = (self._view.letters[id_].number for id_ in ids)
        self._letters = [(f"{n}.pdf", pdf) for n, pdf in zip(numbers, pdfs, strict=True)]
        for id_, pdf in zip(ids, pdfs, strict=True):
            letter = self._view.letters[id_]
            jobs.append(Job(id_, pdf, letter.pages, again if letter.printed else "", again))
        words = ngettext("{n} letter", "{n} letters", len(jobs)).format(n=len(jobs))
        self._printing.open(jobs, self._view.lot.number, words)

    def _save_letters(self) -> None:
        """Where there is no printer: the same letters as files, to be printed elsewhere."""
        if self._letters:
            self._saving.open_pack(self._letters, f"recall-{self._id}.pdf")

    def _count(self, document_id: int) -> None:
        job = partial(documents.note_printed, self._ctx.acting, document_id)
        self._ctx.work.run(Lane.WRITE, self, job, lambda _none: self._read(), self._refused)

    def _gather(self) -> None:
        job = partial(recalls.table, self._ctx.acting, self._id, self._ctx.language)
        self._ctx.work.run(Lane.LONG, self, job, self._gathered, self._refused)

    def _gathered(self, content: bytes) -> None:
        self._saving.open(content, f"recall-{self._id}-{self._ctx.acting.today()}.csv")

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

"""Today: who is expected, who is here, who is done, and the next patient one key away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consultation import State, VisitState
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import day
from consult_app.services.acting import Acting
from consult_app.services.day import VisitLine
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.filtering import fits
from consult_app.ui.kit import (
    Button,
    Card,
    EmptyState,
    FormColumn,
    InlineError,
    ScrollArea,
    SearchField,
    WrapLabel,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.day_lacks import DayLacks
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead
from consult_app.ui.pages.visit_add import VisitAdd
from consult_app.ui.pages.visit_row import VisitRow
from consult_app.ui.pages.waiting_row import WaitingRow
from consult_app.ui.upkeep import Upkeep
from consult_app.ui.words import age_words, number_words
from consult_app.ui.work import Lane

if TYPE_CHECKING:  # what prints comes along when it is first asked for
    from consult_app.ui.pages.day_print import DayPrint
    from consult_app.ui.pages.printing import Printers

_OPENED = {State.DECIDED, State.CLOSED}


class TodayPage(QWidget):
    """The day's list; read again whenever it is shown or the records change."""

    def __init__(self, ctx: Context, printers: Printers | None = None) -> None:
        super().__init__()
        self._ctx, self._printers = ctx, printers
        self._upkeep = Upkeep(ctx, self)
        self._behind = QTimer(self, singleShot=True, interval=0)
        self._behind.timeout.connect(self._read_more)
        self._lacks = DayLacks(ctx, self)
        self._lines: tuple[VisitLine, ...] = ()
        self._rows: list[VisitRow] = []
        self._focus_on: int | None = None
        self._held: QWidget | None = None
        self._head = PageHead(_("Today"))
        self._add_button = self._head.add_action(
            Button(_("Add a patient"), icon="plus", shortcut="Ctrl+N", strong=False)
        )
        self._print_button = self._head.add_action(
            Button(_("Print the day's papers"), icon="printer", shortcut="Ctrl+P", strong=False)
        )
        self._print: DayPrint | None = None
        self._add = VisitAdd(ctx)
        self._waiting = WaitingRow(ctx)
        self._filter = SearchField(_("Filter the list"))
        self._error = InlineError()
        self._card = Card()
        self._nobody = WrapLabel(_("Nobody on the list fits."), token=Token.QUIET)
        self._empty = EmptyState(
            "calendar",
            _("Nobody is on the list yet"),
            _("Add the first patient"),
            detail=_("Find a patient by name, or register a new one as you go."),
        )
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read the list; the keyboard goes to who is next."""
        self._focus_on = 0
        self._read()

    def _lay_out(self) -> None:
        self._column = column = FormColumn(width=PAGE_WIDTH)
        for part in (
            *(self._head, self._add, self._error, self._waiting),
            *(self._filter, self._card, self._nobody, self._empty),
        ):
            column.add(part)
        self._filter.setMaximumWidth(360)
        self._scroll = ScrollArea(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        for part in (self._add, self._filter, self._card, self._nobody, self._empty):
            part.hide()
        self._print_button.hide()

    def _connect(self) -> None:
        self._add_button.clicked.connect(self._open_add)
        self._empty.acted.connect(self._open_add)
        self._add.added.connect(self._added)
        self._add.closed.connect(self._add_closed)
        self._filter.changed.connect(lambda _text: self._show())
        self._filter.walked.connect(lambda _key: self._focus_row(0))
        self._filter.taken.connect(lambda: self._focus_row(0))
        self._lacks.read_all.connect(self._show_lacks)
        self._lacks.refused.connect(self._refused)
        self._lacks.begin.connect(self._begin_visit)
        self._lacks.print.connect(self._open_print)
        self._print_button.clicked.connect(lambda: self._open_print(None))
        self._ctx.go.records_changed.connect(self._read_if_shown)

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._held = QApplication.focusWidget()
        job = partial(_read_day, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._refused)

    def _open_add(self) -> None:
        self._empty.hide()  # one thing to do at a time
        self._add.open()

    def _open_print(self, visit_id: int | None) -> None:
        """The papers of everybody who comes, or of one; what prints is read when asked for."""
        from consult_app.ui.pages.day_print import DayPrint

        if self._print is None:
            self._print = DayPrint(self._ctx, self._printers)
            self._column.column.insertWidget(1, self._print)
            self._print.closed.connect(self._print_button.setFocus)
        self._print.open(visit_id)
        self._scroll.reveal(self._head)

    def _add_closed(self) -> None:
        self._show()
        (self._add_button if self._lines else self._empty).setFocus()

    def _added(self, visit_id: int) -> None:
        self._focus_on = visit_id
        self._read()

    def _arrived(self, lines: tuple[VisitLine, ...]) -> None:
        self._error.set_error("")
        self._lines = lines
        untouched = QApplication.focusWidget() is self._held  # who went elsewhere stays there
        today, language = self._ctx.acting.today(), self._ctx.language
        self._head.line.set_text(series((day_words(today, language), *self._counts()), " · "))
        self._show()
        if self._focus_on is not None and untouched:
            self._focus_next(self._focus_on)
        self._focus_on = None
        self._behind.start()

    def _read_more(self) -> None:
        """Once the day's list is painted, which is what is looked at first."""
        self._waiting.read()
        self._upkeep.begin()
        if self._lines:
            self._lacks.read()

    def _counts(self) -> list[str]:
        states = [line.visit.state for line in self._lines]
        words = (
            (VisitState.EXPECTED, _("{n} expected")),
            (VisitState.ARRIVED, _("{n} here")),
            (VisitState.DONE, _("{n} done")),
        )
        return [text.format(n=states.count(s)) for s, text in words if s in states]

    def _show(self) -> None:
        """Rows for the lines that fit what is typed; the row with the keyboard keeps it."""
        focus = QApplication.focusWidget()
        held = next((r.line.visit.id for r in self._rows if r is focus or _in(r, focus)), None)
        for row in self._rows:
            self._card.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        typed = self._filter.text
        fitting = [
            line
            for line in self._lines
            if fits(typed, line.patient.given_name, line.patient.family_name)
            or fits(typed, line.patient.record_number)
        ]
        self._rows = [self._row(line) for line in fitting]
        for row in self._rows:
            self._card.add(row)
        self._light_next()
        self._empty.setVisible(not self._lines and self._add.isHidden())
        self._filter.setVisible(bool(self._lines))
        self._card.setVisible(bool(fitting))
        self._nobody.setVisible(bool(self._lines) and not fitting)
        self._add_button.setVisible(bool(self._lines) or not self._add.isHidden())
        self._print_button.setVisible(bool(self._lines))
        for row in self._rows:
            if row.line.visit.id == held:
                row.setFocus()

    def _row(self, line: VisitLine) -> VisitRow:
        facts = (
            f"{age_words(line.patient, self._ctx.acting.today())} · {number_words(line.patient)}"
        )
        if line.visit.note:
            facts = f"{facts} · {line.visit.note}"
        row = VisitRow(line, facts, may_start=self._ctx.acting.user.may(Capability.ASSESS))
        row.start.connect(partial(self._start, line))
        row.moved_to.connect(partial(self._move, line))
        row.record.connect(partial(self._ctx.go.patient.emit, line.patient.id))
        row.walked.connect(partial(self._walk, row))
        row.typed.connect(self._type_on)
        row.lack.connect(partial(self._lacks.follow, line.visit.id))
        self._tell_lacks(row)
        return row

    def _show_lacks(self) -> None:
        for row in self._rows:
            self._tell_lacks(row)

    def _tell_lacks(self, row: VisitRow) -> None:
        arrival = self._lacks.of(row.line.visit.id)
        if arrival is not None:
            row.show_arrival(arrival)

    def _begin_visit(self, visit_id: int) -> None:
        line = next((one for one in self._lines if one.visit.id == visit_id), None)
        if line is not None:
            self._start(line)

    def _light_next(self) -> None:
        """The first who is here and not decided yet is the next thing to do."""
        waiting = [
            row
            for row in self._rows
            if row.start_button is not None and row.line.consultation_state not in _OPENED
        ]
        for row in self._rows:
            row.set_next(bool(waiting) and row is waiting[0])

    def _focus_next(self, visit_id: int) -> None:
        """The keyboard to this visit's row, else to who is next, else to adding someone."""
        rows = self._rows
        states = (VisitState.ARRIVED, VisitState.EXPECTED, VisitState.DONE)
        wanted = [r for r in rows if r.line.visit.id == visit_id]
        wanted += [r for s in states for r in rows if r.line.visit.state is s]
        if wanted:
            wanted[0].setFocus()
            self._scroll.reveal(wanted[0])
        elif self._add.isHidden():
            (self._empty if not self._lines else self._add_button).setFocus()

    def _focus_row(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self._rows[index].setFocus()
            self._scroll.reveal(self._rows[index])

    def _walk(self, row: VisitRow, key: int) -> None:
        step = 1 if key == Qt.Key.Key_Down else -1
        self._focus_row(self._rows.index(row) + step)

    def _type_on(self, text: str) -> None:
        """A letter typed on a row begins to filter."""
        self._filter.edit.setFocus()
        self._filter.edit.insert(text)
        self._show()

    def _move(self, line: VisitLine, state: VisitState) -> None:
        self._focus_on = line.visit.id
        job = partial(day.move, self._ctx.acting, line.visit, state)
        self._ctx.work.run(Lane.WRITE, self, job, lambda _visit: self._read(), self._refused)

    def _start(self, line: VisitLine) -> None:
        opened = line.visit.consultation_id
        if opened is not None and line.consultation_state in _OPENED:
            self._ctx.go.consultation.emit(opened)
            return
        job = partial(_begin, self._ctx.acting, line)
        self._ctx.work.run(Lane.WRITE, self, job, self._ctx.go.consultation.emit, self._refused)

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))
        if refused.code.startswith("visit."):
            self._ctx.work.run(
                Lane.READ, self, partial(_read_day, self._ctx.acting), self._fresh, self._refused
            )

    def _fresh(self, lines: tuple[VisitLine, ...]) -> None:
        """The list anew under a refusal, which stays."""
        self._lines = lines
        self._show()


def _in(row: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and row.isAncestorOf(focus)


def _read_day(acting: Acting) -> tuple[VisitLine, ...]:
    return day.of(acting, acting.today())


def _begin(acting: Acting, line: VisitLine) -> int:
    """On a lane: whoever sits in the consultation has arrived; id of the one that goes on, or of a
    new one."""
    from consult_app.services import arrivals, consultations  # behind the day's list

    if line.visit.state is VisitState.EXPECTED:
        day.move(acting, line.visit, VisitState.ARRIVED)
    goes_on = arrivals.going_on(acting, line.visit.day, line.visit.id)
    if goes_on is not None:
        return consultations.take_up(acting, line.visit.id, goes_on).id
    return consultations.start(acting, line.patient.id, line.visit.id).id

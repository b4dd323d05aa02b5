"""The room of follow-ups: who waits to be asked, and which adverse events are open."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.follow_ups import FollowUp
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import adverse_events, follow_ups
from consult_app.services.wording import day_words
from consult_app.ui.aftermath.words import DUE, DUE_VERDICT
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, DataTable, EmptyState, InlineError, tokens
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.head import PageHead
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane


class FollowUpRoom(QWidget):
    """Due ones first the longest waiting; a physician sees the open events above them."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        head = PageHead(
            _("Follow-up"), _("Patients whose day has come, the longest waiting first.")
        )
        counts = head.add_action(Button(_("Counts"), icon="clipboard-list", strong=False))
        counts.clicked.connect(ctx.go.counts)
        counts.setVisible(ctx.acting.user.may(Capability.READ_ANSWERS))
        self._error = InlineError()
        self._events = Section(_("Open adverse events"), _("None is open."))
        nobody = EmptyState(
            "circle-check",
            _("Nobody waits for a follow-up"),
            detail=_("Each treatment plans its own; they come up here on their day."),
        )
        self.table = DataTable(
            (
                Column("day", _("Due on"), 150),
                Column("name", _("Name"), 280),
                Column("standing", _("Stands"), 150),
                Column("tries", _("Not reached"), 120, numeric=True),
                Column("phone", _("Phone"), 200),
            ),
            name=_("Follow-ups"),
            find=_("Name or phone"),
            empty=nobody,
        )
        keep_columns(ctx, self.table, "follow-ups")
        self.table.opened.connect(self._open)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(tokens.XXL, tokens.XL, tokens.XXL, tokens.XL)
        whole.setSpacing(tokens.L)
        whole.addWidget(head)
        whole.addWidget(self._error)
        whole.addWidget(self._events)
        whole.addWidget(self.table, 1)
        if not ctx.acting.user.may(Capability.READ_ANSWERS):
            self._events.hide()
        ctx.go.records_changed.connect(self._read_if_shown)

    def enter(self) -> None:
        """Read both lists; the table has the keyboard."""
        self._read()
        self.table.search.summon()

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        acting, run = self._ctx.acting, self._ctx.work.run
        run(Lane.READ, self, partial(follow_ups.due, acting), self._show, self._refused)
        if acting.user.may(Capability.READ_ANSWERS):
            job = partial(adverse_events.still_open, acting)
            run(Lane.READ, self, job, self._show_events, self._refused)

    def _show(self, found: tuple[tuple[FollowUp, Patient], ...]) -> None:
        today, language = self._ctx.acting.today(), self._ctx.language
        rows = []
        for one, patient in found:
            due = one.due(today)
            cells = (
                Cell(day_words(one.day, language, short=True), one.day.isoformat()),
                patient.name,
                Cell(_(DUE[due]), verdict=DUE_VERDICT.get(due)),
                Cell(str(one.tries) if one.tries else "", one.tries),
                patient.phone,
            )
            rows.append(Row(str(one.id), cells))
        self.table.set_rows(rows)

    def _show_events(self, found: tuple[tuple[AdverseEvent, Patient], ...]) -> None:
        self._events.show_lines([self._event(event, patient) for event, patient in found])

    def _event(self, event: AdverseEvent, patient: Patient) -> Line:
        opened = day_words(event.opened_at.astimezone().date(), self._ctx.language)
        chips = () if event.told.serious is not None else (Chip(_("Not judged yet")),)
        today, days = self._ctx.acting.today(), self._ctx.settings.report_days
        if event.report_due(today, days):
            chips = (*chips, Chip(_("Report due"), Verdict.CAUTION))
        words = _("{name}: {event}").format(name=patient.name, event=event.told.title)
        line = Line(words, _("Opened {day}").format(day=opened), chips)
        name = _("Open the event of {name}").format(name=patient.name)
        show = partial(self._ctx.go.adverse_event.emit, event.id)
        button: Button = line.add_button(_("Open"), name, show)
        button.setAccessibleName(name)
        return line

    def _open(self, row: str) -> None:
        if self._ctx.acting.user.may(Capability.READ_ANSWERS):
            self._ctx.go.follow_up.emit(int(row))

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

"""One adverse event: what is known, to whom it was reported, and its course until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.adverse_events import (
    AdverseEvent,
    EventState,
    Outcome,
    Report,
    missing_to_close,
)
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import adverse_events, event_worksheet
from consult_app.services.adverse_events import EventView
from consult_app.services.wording import day_words
from consult_app.ui.aftermath.course import CourseSection
from consult_app.ui.aftermath.event_form import EventForm, Stands
from consult_app.ui.aftermath.hold import Hold
from consult_app.ui.aftermath.words import FIELD, STATE
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    NoteLine,
    PatientBand,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.section import Facts, Line, Section
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane


class EventPage(QWidget):
    """Each saving is a telling of its own: what was known before stays readable."""

    def __init__(self, ctx: Context, event_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, event_id
        self._event: AdverseEvent | None = None
        self._open = self._held = self._telling = False
        self._next: Callable[[], None] | None = None
        self._holding = Hold()
        self._band = PatientBand()
        back = Button(_("Back to the list"), strong=False)
        back.clicked.connect(ctx.go.follow_ups)
        self._band.add_trailing(back)
        self._title = WrapLabel("", Type.SECTION, semibold=True, heading=True)
        self._facts = Facts()
        self._patient: Patient | None = None
        self._unsaid = Card()
        line = Line(
            _("The outcome is fatal"),
            _("The record does not say yet that this patient has died: record it there."),
        )
        name = _("Open the patient")
        line.add_button(name, name, self._to_patient)
        self._unsaid.add(line)
        self._unsaid.hide()
        self._form = EventForm(ctx)
        self._error, self._note = InlineError(), NoteLine(keeps_space=False)
        self._save = Button(_("Keep what is known"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._close = Button(_("Close the event"), icon="check", strong=False)
        self._reopen = Button(_("Open it again"), strong=False)
        self._sheet = Button(_("Make the reporter's worksheet"), icon="file-text", strong=False)
        self._course = CourseSection(ctx, event_id)
        self._reports = Section(_("Reports"), _("Not reported yet."))
        self._to_whom, self._number = TextField(max_length=500), TextField(max_length=500)
        self._report = Button(_("Note that it was reported today"), strong=False)
        self._report_card = Card(padding=tokens.XL)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read it."""
        job = partial(adverse_events.view, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.WRITE, self, job, self._show, self._refused)

    def _lay_out(self) -> None:
        column = FormColumn()
        self._report_card.add(FieldFrame(_("Reported to"), self._to_whom))
        self._report_card.add(FieldFrame(_("Number of the report"), self._number))
        self._report_card.add(at_the_end(self._sheet, self._report))
        for part in (
            *(self._title, self._unsaid, self._facts, self._form, self._error, self._note),
            *(at_the_end(self._reopen, self._close, self._save), self._reports, self._report_card),
            self._course,
        ):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._band)
        whole.addWidget(ScrollArea(column))

    def _connect(self) -> None:
        self._save.clicked.connect(self._tell)
        self._close.clicked.connect(self._close_it)
        self._reopen.clicked.connect(self._open_again)
        self._report.clicked.connect(self._reported)
        self._sheet.clicked.connect(self._make_sheet)

    def _show(self, view: EventView) -> None:
        language, today = self._ctx.language, self._ctx.acting.today()
        self._band.set_patient(view.patient.name, patient_facts(view.patient, today, language))
        self._patient = view.patient
        self._facts.show_facts(self._from(view))
        self._show_event(view.event)
        self._form.enter()

    def _from(self, view: EventView) -> list[tuple[str, str]]:
        """Product and lot are not typed: they are those of the treatment."""
        if view.treatment is None or view.product is None or view.lot is None:
            return [(_("Treatment"), _("None is named"))]
        treated = day_words(view.treatment.at.astimezone().date(), self._ctx.language)
        expiry = day_words(view.lot.expiry, self._ctx.language)
        return [
            (_("Treated on"), treated),
            (_("Where"), view.treatment.record.where),
            (_("Product"), view.product.name),
            (_("Lot"), _("{lot}, use by {day}").format(lot=view.lot.number, day=expiry)),
        ]

    def _show_event(self, event: AdverseEvent, sent: Stands | None = None) -> None:
        """`sent` is what stood in the form when this was told: what was typed since stays.

        Where this is no telling, what is typed and not kept yet still answers to what it was
        typed upon: who told otherwise meanwhile is not written over unseen.
        """
        if sent is None and self._event is not None and self._form.is_new:
            event = replace(event, told=self._event.told, versions=self._event.versions)
        self._event = event
        words = _("Adverse event: {state}").format(state=_(STATE[event.state]))
        self._title.set_text(words)
        may = self._ctx.acting.user.may(Capability.ASSESS)
        is_open = event.state is EventState.OPEN and may
        alive = self._patient is not None and self._patient.died is None
        fatal = event.told.outcome is Outcome.FATAL and event.state is not EventState.ERROR
        self._unsaid.setVisible(fatal and alive)
        self._open = is_open
        self._form.show_told(event.told, editable=is_open and not self._held, sent=sent)
        for button in (self._save, self._close):
            button.setVisible(is_open)
        self._reopen.setVisible(event.state is EventState.CLOSED and may)
        self._report_card.setVisible(may and event.state is not EventState.ERROR)
        self._reports.show_lines([self._line(one) for one in event.reports])
        self._course.read()

    def _to_patient(self) -> None:
        if self._patient is not None:
            self._ctx.go.patient.emit(self._patient.id)

    def _line(self, one: Report) -> Line:
        when = day_words(one.day, self._ctx.language)
        return Line(one.authority, series(filter(None, (when, one.reference)), " · "))

    def _tell(self) -> None:
        self._note.set_echo("")
        if self._event is not None and self._is_ready(self._tell):
            job = partial(adverse_events.tell, self._ctx.acting, self._event, self._form.told)
            self._run(job, _("Kept. What was known before stays readable."), self._form.stands)

    def _is_ready(self, step: Callable[[], None]) -> bool:
        """Whether what stands in the form can be told; `step` waits for a telling under way."""
        if self._held:
            return False
        if self._telling:
            self._next = step
            return False
        if self._form.unread_day:
            self._error.set_error(_("A day is typed that is none: look at both days again."))
        return not self._form.unread_day

    def _hold(self, held: bool) -> None:
        """While the event closes or the page is about to leave, nothing more can be typed."""
        self._held = held
        if held:
            self._holding.take((self._form,))
        elif self._open:
            self._holding.release((self._form,))

    def _close_it(self) -> None:
        if self._event is None or not self._is_ready(self._close_it):
            return
        event, told, sent = self._event, self._form.told, self._form.stands
        if missing := missing_to_close(told):
            fields = series(_(FIELD[name]) for name in missing)
            self._error.set_error(messages.sentence(Refused("event.incomplete", fields=fields)))
            return

        def job() -> AdverseEvent:
            if told != event.told:
                adverse_events.tell(self._ctx.acting, event, told)
            return adverse_events.close(self._ctx.acting, event.id)

        self._hold(True)
        self._run(job, "", sent)

    def _open_again(self) -> None:
        self._run(partial(adverse_events.reopen, self._ctx.acting, self._id), "")

    def _reported(self) -> None:
        today = self._ctx.acting.today()
        new = Report(self._to_whom.text, today, self._number.text)
        job = partial(adverse_events.report, self._ctx.acting, self._id, new)
        self._error.set_error("")
        self._report.setEnabled(False)
        self._ctx.work.run(Lane.WRITE, self, job, self._noted, self._not_noted)

    def _noted(self, event: AdverseEvent) -> None:
        """It stands in the list: pressed again, the same report is not noted twice."""
        self._show_event(event)
        for field in (self._to_whom, self._number):
            field.set_text("")
        self._report.setEnabled(True)
        self._note.set_echo(_("Noted."))
        self._ctx.go.records_changed.emit()

    def _not_noted(self, refused: Refused) -> None:
        self._report.setEnabled(True)
        self._refused(refused)

    def _make_sheet(self) -> None:
        """What stands in the form is kept first: the worksheet says no less than the page."""
        if not self._is_ready(self._make_sheet):
            return
        self._error.set_error("")
        self._hold(True)
        self._sheet.set_busy(_("Making"))
        event, told = self._event, self._form.told
        if event is not None and event.state is EventState.OPEN and told != event.told:
            job = partial(adverse_events.tell, self._ctx.acting, event, told)
            draw = partial(self._draw_told, self._form.stands)
            self._ctx.work.run(Lane.WRITE, self, job, draw, self._refused)
        else:
            self._draw_sheet()

    def _draw_told(self, sent: Stands, event: AdverseEvent) -> None:
        self._show_event(event, sent)
        self._draw_sheet()

    def _draw_sheet(self) -> None:
        job = partial(event_worksheet.make, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.LONG, self, job, self._made, self._refused)

    def _made(self, record: DocumentRecord) -> None:
        self._sheet.set_busy(None)
        self._ctx.go.document.emit(record.id)

    def _run(self, job: Callable[[], AdverseEvent], words: str, sent: Stands | None = None) -> None:
        """`sent` is what stands in the form, where the job tells it."""
        self._error.set_error("")
        self._telling = self._telling or sent is not None

        def done(event: AdverseEvent) -> None:
            self._show_event(event, sent)
            self._note.set_echo(words)
            self._ctx.go.records_changed.emit()
            if sent is not None:
                self._told()

        self._ctx.work.run(Lane.WRITE, self, job, done, self._refused)

    def _told(self) -> None:
        self._hold(False)
        self._telling, step, self._next = False, self._next, None
        if step is not None:
            step()

    def _refused(self, refused: Refused) -> None:
        self._telling, self._next = False, None
        self._hold(False)
        self._note.set_echo("")
        self._sheet.set_busy(None)
        self._error.set_error(messages.sentence(refused))

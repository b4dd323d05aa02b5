"""One follow-up: how the patient was reached, what was asked, and what a warning sign leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.follow_ups import Contact, FollowUp, FollowUpState
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.forms.model import Path, Value
from consult_app.i18n import _
from consult_app.services import follow_ups
from consult_app.services.follow_ups import FollowUpView
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.aftermath.asked import AskedCard, cards
from consult_app.ui.aftermath.hold import Hold
from consult_app.ui.aftermath.words import CONTACT, DUE
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    Chip,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    NoteLine,
    PatientBand,
    ScrollArea,
    Segmented,
    TextField,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane


class FollowUpPage(QWidget):
    """Read and answered by whoever assesses; the page of the desk only tries to reach."""

    def __init__(self, ctx: Context, follow_up_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, follow_up_id
        self._asked: list[AskedCard] = []
        self._holding = Hold()
        self._band = PatientBand()
        self._back = Button(_("Back to the list"), strong=False)
        self._back.clicked.connect(ctx.go.follow_ups)
        self._band.add_trailing(self._back)
        self._about = WrapLabel("", Type.BODY, Token.QUIET)
        self._way = Segmented(with_keys([(way.value, _(CONTACT[way])) for way in Contact]))
        self._error, self._note = InlineError(), NoteLine(keeps_space=False)
        self._why = TextField(max_length=500)
        self._keep = Button(_("Keep the answers"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._missed = Button(_("Not reached"), icon="phone", strong=False)
        self._give_up = Button(_("Give this follow-up up"), Kind.QUIET)
        self._column = FormColumn()
        self._lay_out()
        self._keep.clicked.connect(self._store)
        self._missed.clicked.connect(self._not_reached)
        self._give_up.clicked.connect(self._end)

    def enter(self) -> None:
        """Read it."""
        self._ctx.work.run(Lane.WRITE, self, self._reading(), self._show, self._refused)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._band)
        whole.addWidget(ScrollArea(self._column))
        self._title = WrapLabel(_("Follow-up"), Type.SECTION, semibold=True, heading=True)
        self._column.add(self._title)
        self._column.add(self._about)

    def _show(self, view: FollowUpView) -> None:
        language, today = self._ctx.language, self._ctx.acting.today()
        one, treatment = view.follow_up, view.treatment
        self._band.set_patient(view.patient.name, patient_facts(view.patient, today, language))
        self._title.set_text(self._named(day_words(one.day, language)))
        treated = day_words(treatment.at.astimezone().date(), language)
        about = _("Treated on {day}: {place}").format(day=treated, place=treatment.record.where)
        phone = _("Phone: {number}").format(number=view.patient.phone or _("Not recorded"))
        stands = () if one.called else (_(DUE[one.due(today)]),)
        self._about.set_text(" · ".join((about, phone, *stands)))
        for what, words, _by, at in view.notes:
            if what == "not-reached":
                when = moment_words(at, language)  # type: ignore[arg-type]  # storage gives moments
                told = _("Not reached, {moment}").format(moment=when)
                self._column.add(WrapLabel(": ".join(filter(None, (told, words))), Type.HINT))
        if view.form is None:
            self._error.set_error(messages.sentence(Refused("follow-up.no-form")))
            self._column.add(self._error)
            return
        self._add_questions(view)

    def _add_questions(self, view: FollowUpView) -> None:
        assert view.form is not None  # noqa: S101 - the caller has looked
        first = Card()
        first.add(AnswerRow(_("How is the patient reached?"), self._way))
        self._column.add(first)
        self._asked = cards(view.form.questionnaire, self._ctx.language)
        for card in self._asked:
            self._column.add(card)
        if view.answered is not None:
            self._way.set_value(view.answered.way.value)
            self._way.setEnabled(False)
            for card in self._asked:
                card.show_values(view.answers)
            when = moment_words(view.answered.at, self._ctx.language)
            self._column.add(Chip(_("Answered {moment}").format(moment=when)))
            return
        may = self._ctx.acting.user.may(Capability.ASSESS)
        reason = FieldFrame(_("A note: why not reached, or why given up"), self._why)
        for part in (self._error, self._note):
            self._column.add(part)
        self._column.add(at_the_end(self._keep))
        self._column.add(reason, tokens.XL)
        self._column.add(at_the_end(self._give_up, self._missed))
        died = view.follow_up.state is FollowUpState.DIED
        self._keep.setEnabled(may and not died)
        self._missed.setEnabled(not died)
        planned = not view.follow_up.called
        for widget in (reason, self._missed):
            widget.setVisible(planned)
        waits = planned and view.follow_up.state is FollowUpState.PLANNED
        self._give_up.setVisible(may and waits)
        self._way.setFocus()

    def _store(self) -> None:
        self._error.set_error("")
        if self._way.value is None:
            self._error.set_error(_("Say how the patient was reached."))
            self._way.setFocus()
            return
        open_ones = [card.mark_missing() for card in reversed(self._asked)]
        if any(open_ones):
            self._error.set_error(_("Some questions are not answered yet: unknown is an answer."))
            return
        answers = {path: value for card in self._asked for path, value in card.values.items()}
        self._keep.set_busy(_("Saving"))
        job = self._storing(answers, Contact(self._way.value))
        self._holding.take(self._typed_in())
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _typed_in(self) -> tuple[QWidget, ...]:
        """Whatever goes with the page once it is left."""
        return self._way, self._why, *self._asked

    def _named(self, day: str) -> str:
        return _("Follow-up of {day}").format(day=day)

    def _reading(self) -> Callable[[], FollowUpView]:
        return partial(follow_ups.view, self._ctx.acting, self._id)

    def _storing(
        self, answers: Mapping[Path, Value], way: Contact
    ) -> Callable[[], AdverseEvent | None]:
        return partial(follow_ups.answer, self._ctx.acting, self._id, answers, way)

    def _stored(self, event: AdverseEvent | None) -> None:
        self._keep.set_busy(None)
        self._ctx.go.records_changed.emit()
        if event is not None:
            self._ctx.go.adverse_event.emit(event.id)
        else:
            self._ctx.go.follow_ups.emit()

    def _not_reached(self) -> None:
        job = partial(follow_ups.not_reached, self._ctx.acting, self._id, self._why.text)
        self._holding.take(self._typed_in())
        self._ctx.work.run(Lane.WRITE, self, job, self._left, self._refused)

    def _end(self) -> None:
        job = partial(follow_ups.give_up, self._ctx.acting, self._id, self._why.text)
        self._holding.take(self._typed_in())
        self._ctx.work.run(Lane.WRITE, self, job, self._left, self._refused)

    def _left(self, _one: FollowUp) -> None:
        self._ctx.go.records_changed.emit()
        self._ctx.go.follow_ups.emit()

    def _refused(self, refused: Refused) -> None:
        self._keep.set_busy(None)
        self._holding.release(self._typed_in())
        self._error.set_error(messages.sentence(refused))

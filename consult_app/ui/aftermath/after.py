"""On the patient's page: what was said after the treatments, follow-up by follow-up, and events."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.follow_ups import Answered, Due, FollowUp
from consult_app.domain.people import Capability
from consult_app.i18n import _
from consult_app.services import outcomes
from consult_app.services.outcomes import Aftermath
from consult_app.services.wording import day_words
from consult_app.ui.aftermath.plot import Point, ScorePlot, Scores, Shown
from consult_app.ui.aftermath.words import DUE, DUE_VERDICT, STATE
from consult_app.ui.context import Context
from consult_app.ui.kit import Card, Chip, Token, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane


class AftermathSection(QWidget):
    """`refused(Refused)` where it could not be read; nobody but a physician sees it."""

    refused = Signal(object)

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._plot = ScorePlot()
        self._treated = WrapLabel("", Type.HINT)
        self._card = Card(padding=tokens.XL)
        self._card.add(self._plot)
        self._card.add(self._treated)
        self._claim = WrapLabel(
            _(
                "This shows what the patient said at each follow-up. It does not show that a "
                "treatment worked or did not work. A grey bar is a follow-up without an answer."
            ),
            Type.HINT,
            Token.QUIET,
        )
        self._follow_ups = Section(
            _("After the treatments"), _("No follow-up yet: a treatment plans its own.")
        )
        self._events = Section(_("Adverse events"), _("None was recorded."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self._follow_ups, self._card, self._claim, self._events):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        self._show_plot(False)
        if not ctx.acting.user.may(Capability.READ_ANSWERS):
            self.hide()

    def read(self) -> None:
        """Read it; a physician alone may."""
        if self._ctx.acting.user.may(Capability.READ_ANSWERS):
            job = partial(outcomes.of_patient, self._ctx.acting, self._id)
            self._ctx.work.run(Lane.READ, self, job, self._show, self.refused.emit)

    def _show(self, found: Aftermath) -> None:
        self._follow_ups.show_lines([self._line(*pair) for pair in found.follow_ups])
        self._events.show_lines([self._event(event) for event in found.events])
        shown = self._shown(found)
        self._plot.show_scores(shown)
        self._treated.set_text(shown.words()[0])
        self._show_plot(any(told for _one, told in found.follow_ups))

    def _show_plot(self, is_any: bool) -> None:
        self._card.setVisible(is_any)
        self._claim.setVisible(is_any)

    def _shown(self, found: Aftermath) -> Shown:
        """Follow-ups that are over, answered or not; those still to come are no gap."""
        today, language = self._ctx.acting.today(), self._ctx.language
        over = [
            (one, told)
            for one, told in found.follow_ups
            if told or one.due(today) in (Due.MISSED, Due.OVERDUE)
        ]
        days = [_day(one, told) for one, told in over]
        titles = {
            "pain": _("Pain, from 0 to 10"),
            "function": _("Function, from 0 to 10"),
            "satisfaction": _("Satisfaction, from 0 to 10"),
        }
        scores = tuple(
            Scores(
                words,
                tuple(Point(_day(one, told), getattr(told, name, None)) for one, told in over),
            )
            for name, words in titles.items()
        )
        sessions = tuple((day, day_words(day, language, short=True)) for day in found.treated)
        said = tuple((day, day_words(day, language, short=True)) for day in sorted(set(days)))
        return Shown(scores, sessions, said)

    def _line(self, one: FollowUp, told: Answered | None) -> Line:
        due = one.due(self._ctx.acting.today())
        day = day_words(one.day, self._ctx.language)
        words = _("Follow-up due on {day}").format(day=day)
        line = Line(words, _scores(told), (Chip(_(DUE[due]), DUE_VERDICT.get(due)),))
        name = _("Open the follow-up of {day}").format(day=day)
        line.add_button(_("Open"), name, partial(self._ctx.go.follow_up.emit, one.id))
        return line

    def _event(self, event: AdverseEvent) -> Line:
        opened = day_words(event.opened_at.astimezone().date(), self._ctx.language)
        chips: tuple[Chip, ...] = (Chip(_(STATE[event.state])),)
        if event.told.serious:
            chips = (Chip(_("Serious"), Verdict.STOP), *chips)
        elif event.told.serious is None:
            chips = (Chip(_("Not judged yet")), *chips)
        line = Line(event.told.title, _("Opened {day}").format(day=opened), chips)
        name = _("Open the event {title}").format(title=event.told.title)
        line.add_button(_("Open"), name, partial(self._ctx.go.adverse_event.emit, event.id))
        return line


def _day(one: FollowUp, told: Answered | None) -> date:
    """When it was said, else when it was due."""
    return told.at.astimezone().date() if told else one.day


def _scores(told: Answered | None) -> str:
    if told is None:
        return ""
    named = (
        (_("Pain"), told.pain),
        (_("Function"), told.function),
        (_("Satisfaction"), told.satisfaction),
    )
    return " · ".join(
        _("{what} {score} of 10").format(what=what, score=score)
        for what, score in named
        if score is not None
    )

"""On the patient's page: what was said after the treatments, follow-up by follow-up, and events."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.follow_ups import Answered, FollowUp
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import documents, outcomes, scores
from consult_app.services.outcomes import Aftermath
from consult_app.services.wording import day_words
from consult_app.ui.aftermath.heard import HeardCard
from consult_app.ui.aftermath.plot import ScorePlot
from consult_app.ui.aftermath.words import DUE, DUE_VERDICT, STATE
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, Chip, Token, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.pages.head import at_the_end
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
        self._paper = Button(_("Make a sheet of the scores"), icon="file-text", strong=False)
        self._paper.clicked.connect(self._make_sheet)
        self._card.add(at_the_end(self._paper))
        self._paper.setVisible(ctx.acting.user.may(Capability.PRINT_CLINICAL))
        self._treated_in: int | None = None
        self._claim = WrapLabel(
            _(
                "This shows what the patient said at each follow-up. It does not show that a "
                "treatment worked or did not work. A day without an answer stands for no figure."
            ),
            Type.HINT,
            Token.QUIET,
        )
        self._follow_ups = Section(
            _("After the treatments"), _("No follow-up yet: a treatment plans its own.")
        )
        self._events = Section(_("Adverse events"), _("None was recorded."))
        self._heard = HeardCard(ctx, patient_id)
        self._heard.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self._follow_ups, self._card, self._claim, self._events, self._heard):
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
        drawn = scores.course(found, self._ctx.acting.today(), self._ctx.language)
        self._plot.show_scores(drawn)
        self._treated.set_text(drawn.told[0] if drawn.told else "")
        self._heard.show_treatments(found.treated)
        self._treated_in = found.treated[-1].consultation_id if found.treated else None
        self._show_plot(bool(drawn.scales))

    def _make_sheet(self) -> None:
        """It is kept with the consultation that was treated in last."""
        if self._treated_in is not None:
            self._paper.set_busy(_("Making"))
            job = partial(documents.make, self._ctx.acting, self._treated_in, Kind.SCORES)
            self._ctx.work.run(Lane.LONG, self, job, self._made, self._not_made)

    def _made(self, record: DocumentRecord) -> None:
        self._paper.set_busy(None)
        self._ctx.go.document.emit(record.id)

    def _not_made(self, refused: Refused) -> None:
        self._paper.set_busy(None)
        self.refused.emit(refused)

    def _show_plot(self, is_any: bool) -> None:
        self._card.setVisible(is_any)
        self._claim.setVisible(is_any)

    def _line(self, one: FollowUp, told: Answered | None) -> Line:
        due = one.due(self._ctx.acting.today())
        day = day_words(one.day, self._ctx.language)
        words = (
            _("The patient came or called on {day}") if one.called else _("Follow-up due on {day}")
        )
        words = words.format(day=day)
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


def _scores(told: Answered | None) -> str:
    if told is None:
        return ""
    named = (
        (_("Pain"), told.pain),
        (_("Function"), told.function),
        (_("Satisfaction"), told.satisfaction),
    )
    return series(
        (
            _("{what} {score} of 10").format(what=what, score=score)
            for what, score in named
            if score is not None
        ),
        " · ",
    )

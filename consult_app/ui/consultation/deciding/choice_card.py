"""The decision itself: four choices, what each asks for, and the button that takes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal

from consult_app.domain.decision import Choice, NewDecision
from consult_app.i18n import _, ngettext
from consult_app.services.assessment import AssessmentState
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    DateField,
    FieldFrame,
    InlineError,
    Kind,
    Segmented,
    TextArea,
    tokens,
    with_keys,
)
from consult_app.ui.reading import day_parser
from consult_app.ui.words import CHOICE

PRINTED_ON_A_LETTER = (Choice.DEFER.value, Choice.DO_NOT_TREAT.value)


class ChoiceCard(Card):
    """`decided(NewDecision)` when the physician takes it; nothing is stored here.

    The button `decide` stands at the foot of the page, where the one next thing always is.
    """

    decided = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._blocked, self._all_clear = 0, False
        self._language = ctx.language
        self._proposed: date | None = None
        self.choice = Segmented(with_keys([(c.value, _(CHOICE[c])) for c in Choice]))
        self._row = AnswerRow(_("What do you decide?"), self.choice)
        self._row.set_nested(True)
        self._reason = TextArea(lines=3, max_length=4000)
        self._until = DateField(day_parser(ctx, future=True))
        self._until_frame = FieldFrame(_("Deferred until"), self._until)
        self._reason_frame = FieldFrame(_("Reason for the decision"), self._reason)
        self._error = InlineError()
        self.decide = Button(_("Decide"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self.choice.chosen.connect(self._chosen)
        self._reason.changed.connect(self._weigh)
        self._until.changed.connect(self._weigh)
        self.decide.clicked.connect(self._decide)
        for part in (self._row, self._until_frame, self._reason_frame, self._error):
            self.add(part)
        self._weigh()

    def show_state(self, state: AssessmentState) -> None:
        """What stands in the way of *proceed* now, and whether a reason is needed for it."""
        self._blocked = len(state.obstacles)
        self._all_clear = state.suitability.is_clear
        self._propose(state.suitability.until)
        self._weigh()

    def _propose(self, until: date | None) -> None:
        """Put in the day that the answers tell, unless another one was typed."""
        typed = self._until.parsed.value
        if until != self._proposed and (not self._until.text or typed == self._proposed):
            self._until.set_text(day_words(until, self._language) if until else "")
        self._proposed = until
        help_text = _("Worked out from the answers; another day may be typed.") if until else ""
        self._until_frame.note.set_help(help_text)

    def enter(self) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        self._error.set_error(sentence)
        self.decide.set_busy(None)

    def _chosen(self, value: str | None) -> None:
        self._error.set_error("")
        self._weigh()
        if value is None:
            return
        if value == Choice.DEFER.value:
            self._until.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._needs_reason():
            self._reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.decide.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _proceeds(self) -> bool:
        return self.choice.value == Choice.PROCEED.value

    def _needs_reason(self) -> bool:
        return not (self._proceeds and self._all_clear)

    def _weigh(self) -> None:
        """Only what can be decided now can be pressed; what is missing stands beside it."""
        value = self.choice.value
        blocked = self._proceeds and self._blocked > 0
        self._until_frame.setVisible(value == Choice.DEFER.value)
        self._reason_frame.setVisible(value is not None and self._needs_reason() and not blocked)
        printed = value in PRINTED_ON_A_LETTER
        self._reason_frame.note.set_help(
            _("The patient reads it in the letter.") if printed else ""
        )
        self._row.set_error(self._in_the_way() if blocked else "")
        reason = bool(self._reason.text.strip()) or not self._needs_reason()
        dated = value != Choice.DEFER.value or isinstance(self._until.parsed.value, date)
        self.decide.setEnabled(value is not None and not blocked and reason and dated)

    def _in_the_way(self) -> str:
        words = ngettext(
            "To proceed is not possible yet: {n} thing stands in the way, listed above.",
            "To proceed is not possible yet: {n} things stand in the way, listed above.",
            self._blocked,
        )
        return words.format(n=self._blocked)

    def _decide(self) -> None:
        if self.choice.value is None:
            return
        self.decide.set_busy(_("Deciding"))
        choice, until = Choice(self.choice.value), self._until.parsed.value
        deferred = until if choice is Choice.DEFER and isinstance(until, date) else None
        reason = self._reason.text.strip() if self._needs_reason() else ""
        self.decided.emit(NewDecision(choice, reason, deferred))

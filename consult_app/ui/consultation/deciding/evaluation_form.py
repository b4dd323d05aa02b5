"""What a specialised physician found, recorded where the finding stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.suitability import Finding
from consult_app.i18n import _
from consult_app.services.finding_words import opinion_words
from consult_app.services.wording import day_words
from consult_app.ui.consultation.deciding.foot import keep_or_leave
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    DateField,
    FieldFrame,
    InlineError,
    Segmented,
    TextArea,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.reading import day_parser


class EvaluationForm(PaintedWidget):
    """`recorded(NewEvaluation)` when it is to be kept; `left()` when it is put away."""

    recorded = Signal(object)
    left = Signal()

    def __init__(self, ctx: Context, finding: Finding) -> None:
        super().__init__()
        self._ctx, self._finding = ctx, finding
        self.setSizePolicy(tall_policy())
        today = day_words(ctx.acting.today(), ctx.language)
        self._evaluator, self._specialty = TextField(max_length=200), TextField(max_length=200)
        self._day = DateField(day_parser(ctx, future=False), today)
        self._opinion = Segmented(with_keys([(o.value, opinion_words(o)) for o in Opinion]))
        self._until = DateField(day_parser(ctx, future=True))
        self._note = TextArea(lines=2, max_length=4000)
        self._own = Segmented(with_keys((("no", _("A colleague")), ("yes", _("Myself")))))
        self._own.set_value("no")
        self._error = InlineError()
        self._until_frame = FieldFrame(_("Suitable again from"), self._until)
        self._until_frame.hide()
        self._opinion.chosen.connect(self._opined)
        self._own.chosen.connect(self._owned)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.S, 0, 0)
        column.setSpacing(tokens.M)
        if self._ctx.settings.own_evaluation:
            own = AnswerRow(_("Who evaluated"), self._own)
            own.set_nested(True)
            column.addWidget(own)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.L)
        grid.addWidget(FieldFrame(_("Specialist's name"), self._evaluator), 0, 0)
        grid.addWidget(FieldFrame(_("Specialty"), self._specialty), 0, 1)
        grid.addWidget(FieldFrame(_("Day of the evaluation"), self._day), 1, 0)
        grid.addWidget(self._until_frame, 1, 1)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        opinion = AnswerRow(_("Opinion"), self._opinion)
        opinion.set_nested(True)
        column.addWidget(opinion)
        column.addWidget(FieldFrame(_("Note on the evaluation"), self._note, keeps_space=False))
        column.addWidget(self._error)
        column.addLayout(keep_or_leave(_("Save the evaluation"), self._keep, self.left.emit))

    def enter(self) -> None:
        """The keyboard stands at the first field."""
        self._evaluator.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it could not be kept; what was entered stays."""
        self._error.set_error(sentence)

    def _opined(self, value: str | None) -> None:
        self._until_frame.setVisible(value == Opinion.DEFER_UNTIL.value)

    def _owned(self, value: str | None) -> None:
        user = self._ctx.acting.user
        if value == "yes":
            self._evaluator.set_text(user.display_name)
            self._specialty.set_text(user.specialty)

    def _keep(self) -> None:
        day, until = self._day.parsed, self._until.parsed
        if self._opinion.value is None:
            self.refuse(_("Choose what the specialist found."))
        elif not isinstance(day.value, date):
            self.refuse(day.error or _("Enter the day of the evaluation."))
        elif self._own.value == "no" and self._is_self():
            self.refuse(_("You are named as the specialist: say that you evaluated yourself."))
        else:
            self.refuse("")
            self.recorded.emit(self._new(day.value, until.value))

    def _is_self(self) -> bool:
        typed = self._evaluator.text.strip().casefold()
        user = self._ctx.acting.user
        return typed in {user.name.casefold(), user.display_name.casefold()}

    def _new(self, day: date, until: object) -> NewEvaluation:
        opinion = Opinion(self._opinion.value or "")
        defers = opinion is Opinion.DEFER_UNTIL
        return NewEvaluation(
            condition=self._finding.rule.condition,
            evaluator=self._evaluator.text.strip(),
            specialty=self._specialty.text.strip(),
            day=day,
            opinion=opinion,
            basis=self._finding.basis,
            until=until if defers and isinstance(until, date) else None,
            note=self._note.text.strip(),
            own=self._own.value == "yes",
        )

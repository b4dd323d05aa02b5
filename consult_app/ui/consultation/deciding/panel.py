"""One finding on the decision page: told in full, and settled where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.people import User
from consult_app.domain.suitability import Finding
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.finding_words import (
    Items,
    asked_words,
    lapsed_words,
    outcome_words,
    settled_words,
    short_evidence,
    source_words,
    waited_words,
)
from consult_app.ui.consultation.deciding.evaluation_form import EvaluationForm
from consult_app.ui.consultation.deciding.rationale_form import RationaleForm
from consult_app.ui.consultation.strip_words import (
    EVALUATE,
    LETTER,
    REASON,
    REFER,
    actions,
)
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, Kind, Token, Type, Verdict, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.flow import FlowRow
from consult_app.ui.verdicts import VERDICTS


class FindingPanel(PaintedWidget):
    """`evaluated(NewEvaluation)`, `reasoned(NewRationale)`; `letter()` is to be made, `shown(id)`
    is the letter that is awaited."""

    evaluated = Signal(object)
    reasoned = Signal(object)
    letter = Signal()
    shown = Signal(int)

    def __init__(
        self,
        ctx: Context,
        finding: Finding,
        items: Items,
        physicians: tuple[User, ...],
        reasons: tuple[str, ...] = (),
        *,
        editable: bool,
        acting: bool = True,
    ) -> None:
        super().__init__()
        self.finding, self._ctx, self._physicians = finding, ctx, physicians
        self._reasons = reasons
        self._form: EvaluationForm | RationaleForm | None = None
        self.setSizePolicy(tall_policy())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, tokens.L, 20, tokens.L)
        self._column.setSpacing(tokens.XS)
        self._tell(items)
        self._actions = FlowRow(tokens.L)
        if acting:
            self._offer(editable)
        self._column.addWidget(self._actions)
        self.setAccessibleName(say(finding.rule.title, ctx.language))

    def _tell(self, items: Items) -> None:
        finding, language = self.finding, self._ctx.language
        title = WrapLabel(
            say(finding.rule.title, language), Type.QUESTION, semibold=True, heading=True
        )
        verdict = Verdict.CLEAR if finding.settled else VERDICTS[finding.outcome]
        settled = settled_words(finding, language)
        head = FlowRow(tokens.M)
        head.add(title)
        words = _("Settled") if finding.settled else outcome_words(finding.outcome)
        head.add(Chip(words, verdict, icon=verdict.icon))
        self._column.addWidget(head)
        self._column.addWidget(WrapLabel(short_evidence(items, finding, language)))
        why = say(finding.rule.explanation, language)
        self._column.addWidget(WrapLabel(why, token=Token.QUIET))
        if settled:
            self._column.addWidget(WrapLabel(settled, semibold=True))
        clears = "" if finding.settled else say(finding.rule.clears, language)
        for words in (
            asked_words(finding, language),
            lapsed_words(finding, language),
            waited_words(finding, language),
            _("Clears it: {what}").format(what=clears) if clears else "",
        ):
            if words:
                self._column.addWidget(WrapLabel(words))
        self._column.addWidget(WrapLabel(source_words(finding.rule), Type.HINT, Token.QUIET))

    def _offer(self, editable: bool) -> None:
        for key, words in actions(self.finding, editable=editable):
            button = Button(words, Kind.LINK)
            button.clicked.connect(lambda _checked=False, chosen=key: self.act(chosen))
            self._actions.add(button)

    def act(self, action: str) -> None:
        """Open what an action needs, or do it."""
        if action == REFER:
            self.letter.emit()
        elif action == LETTER and self.finding.asked is not None:
            self.shown.emit(self.finding.asked.document_id)
        elif action in (EVALUATE, REASON) and self._form is None:
            self._open(action)
        if self._form is not None and action not in (REFER, LETTER):
            self._form.enter()

    def settle(self) -> None:
        """Open the first thing that could settle it; where nothing can, stand here."""
        for key, _words in actions(self.finding, editable=True):
            if key not in (REFER, LETTER):
                self.act(key)
                return
        self.first_stop().setFocus()

    def _open(self, action: str) -> None:
        if action == EVALUATE:
            self._form = EvaluationForm(self._ctx, self.finding)
            self._form.recorded.connect(self.evaluated)
        else:
            self._form = RationaleForm(self._ctx, self.finding, self._physicians, self._reasons)
            self._form.recorded.connect(self.reasoned)
        self._form.left.connect(self._put_away)
        self._column.addWidget(self._form)
        self._actions.hide()

    def _put_away(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._actions.show()
        self.first_stop().setFocus()

    def first_stop(self) -> QWidget:
        """Where the keyboard goes for this finding."""
        button = self._actions.findChild(Button)
        return button if isinstance(button, Button) else self

    @property
    def settling(self) -> bool:
        """Whether a form is open here: it must not be taken away while someone types."""
        return self._form is not None

    def refuse(self, sentence: str) -> None:
        """Say why what was entered could not be kept."""
        if self._form is not None:
            self._form.refuse(sentence)

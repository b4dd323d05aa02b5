"""Two answers to one question: both are shown, and a person says which holds."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from consult_app.forms.model import Item, Value
from consult_app.i18n import _
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import AnswerConflict
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.kit import Button, InlineError, tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.flow import FlowRow


class ConflictLine(PaintedWidget):
    """A sentence and a button for each answer."""

    def __init__(self, desk: FormDesk, item: Item, conflict: AnswerConflict) -> None:
        super().__init__()
        self.setSizePolicy(tall_policy())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(InlineError(_("Someone else has answered this meanwhile. Which holds?")))
        choices = FlowRow()
        for mine, value in ((True, conflict.mine), (False, conflict.theirs)):
            words = self._words(item, value, mine, desk.language)
            button = Button(words, strong=False)
            button.clicked.connect(
                lambda _checked=False, keep=mine: desk.resolved.emit(conflict, keep)
            )
            choices.add(button)
        column.addWidget(choices)

    @staticmethod
    def _words(item: Item, value: Value | None, mine: bool, language: str) -> str:
        answer = _("not answered") if value is None else value_words(item, value, language)
        words = _("Keep mine: {answer}") if mine else _("Take theirs: {answer}")
        return words.format(answer=answer)

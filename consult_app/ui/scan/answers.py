"""What the patient answered on the paper, entered by who reads it: only what is not known yet."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consent import Consent
from consult_app.domain.conversation import Conversation, Reply, TeachBack
from consult_app.domain.texts import NOTE
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.ui.consent.words import replies
from consult_app.ui.kit import AnswerRow, Segmented, TextArea, tokens, with_keys
from consult_app.ui.kit.base import tall_policy

_YES, _NO = "yes", "no"


class PaperAnswers(QWidget):
    """A row for each statement and each prompt that was left to the paper. `changed()`."""

    changed = Signal()

    def __init__(self, view: ConsentView, consent: Consent, language: str) -> None:
        super().__init__()
        said, form = consent.conversation, view.loaded.pack.consent
        answered = {statement for statement, _reply in said.replies}
        told = {t.prompt_id for t in said.teach_back if t.words.strip() and t.understood}
        self._replies: dict[str, Segmented] = {}
        self._words: dict[str, TextArea] = {}
        self._understood: dict[str, Segmented] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for statement in form.statements:
            if statement.id not in answered:
                text = say(statement.text, consent.language)
                self._replies[statement.id] = choice = Segmented(replies(), name=text)
                column.addWidget(AnswerRow(text, choice, wide=True))
        for prompt in form.teach_back:
            if prompt.id not in told:
                text = say(prompt.text, consent.language)
                words = TextArea(max_length=NOTE, lines=2)
                column.addWidget(AnswerRow(text, words, wide=True))
                asked = _("Was it understood?")
                yes_no = Segmented(
                    with_keys(((_YES, _("Understood")), (_NO, _("Not understood")))), name=asked
                )
                column.addWidget(AnswerRow(asked, yes_no, wide=True))
                self._words[prompt.id], self._understood[prompt.id] = words, yes_no
        for control in (*self._replies.values(), *self._understood.values()):
            control.chosen.connect(lambda _value: self.changed.emit())
        self.setSizePolicy(tall_policy())

    @property
    def any(self) -> bool:
        """Whether something was left to the paper."""
        return bool(self._replies or self._words)

    def entered(self, said: Conversation) -> Conversation:
        """The conversation with what was entered."""
        given = {
            statement: Reply(control.value)
            for statement, control in self._replies.items()
            if control.value
        }
        told = tuple(
            TeachBack(prompt, field.text.strip(), self._understood[prompt].value == _YES)
            for prompt, field in self._words.items()
            if field.text.strip()
        )
        return replace(
            said,
            replies=tuple({**dict(said.replies), **given}.items()),
            teach_back=(*said.teach_back, *told),
        )

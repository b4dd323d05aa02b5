"""The patient's last pages: what was said, the signature, and thank you."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import Conversation
from consult_app.domain.teach_back import last_said
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.reading import Reading
from consult_app.ui.consent.blocks import spoken
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.words import REPLY
from consult_app.ui.kit import (
    Button,
    Card,
    InlineError,
    Kind,
    SignaturePad,
    Size,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import PATIENT_BODY, Token


class _Line(QWidget):
    """What was read, what was answered, and the way back to it."""

    def __init__(self, read: str, answers: Sequence[tuple[str, str]], edit: Button | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.M, tokens.XL, tokens.M)
        row.setSpacing(tokens.L)
        texts = QVBoxLayout()
        texts.setSpacing(tokens.XS)
        if read:
            texts.addWidget(WrapLabel(read, PATIENT_BODY, semibold=True))
        for statement, answer in answers:
            texts.addWidget(WrapLabel(statement, PATIENT_BODY, Token.PATIENT_QUIET))
            texts.addWidget(WrapLabel(answer, PATIENT_BODY))
        row.addLayout(texts, 1)
        if edit is not None:
            row.addWidget(edit)
        self.setSizePolicy(tall_policy())


class SummaryPage(PatientPage):
    """Everything the patient said, each with Edit. `edit(index of the page)`."""

    edit = Signal(int)

    def __init__(self, reading: Reading, said: Conversation, waits_for: Sequence[str]) -> None:
        super().__init__(_("What you said"))
        if waits_for:
            self._say_first(waits_for)
        replies = dict(said.replies)
        card = Card()
        for index, part in enumerate(reading.parts):
            answers = [
                (
                    say(s.text, reading.language),
                    _(REPLY[replies[s.id]]) if s.id in replies else _("Not answered"),
                )
                for s in part.statements
            ]
            read = spoken(part.title)[0]
            card.add(_Line(read, answers, self._edit(index, read)))
        for index, prompt in enumerate(reading.prompts, start=len(reading.parts)):
            last = last_said(said, prompt.id)
            words = last.words if last and last.words else _("Not answered")
            asked = say(prompt.text, reading.language)
            card.add(_Line("", [(asked, words)], self._edit(index, asked)))
        for question in said.questions:
            answer = question.answer or _("We answer this before you sign.")
            card.add(_Line(_("Your question"), [(question.question, answer)], None))
        self.add_text(card)

    def _edit(self, index: int, what: str) -> Button:
        button = Button(_("Edit"), Kind.LINK, size=Size.PATIENT)
        button.setAccessibleName(_("Edit: {what}").format(what=what))
        button.clicked.connect(lambda: self.edit.emit(index))
        return button

    def _say_first(self, waits_for: Sequence[str]) -> None:
        self.add_text(
            WrapLabel(
                _("Before you sign, we talk about this with you:"), PATIENT_BODY, semibold=True
            )
        )
        for words in waits_for:
            self.add_text(WrapLabel(words, PATIENT_BODY))


class SignPage(PatientPage):
    """What the signature means, whose it is, and the pad."""

    def __init__(self, means: str, name: str) -> None:
        super().__init__(_("Your signature"))
        self._pad = SignaturePad(_("Patient signature"), size=Size.PATIENT)
        self._error = InlineError(size=Size.PATIENT)
        self.add_text(WrapLabel(means, PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS))
        self.add_text(WrapLabel(name, PATIENT_BODY, semibold=True))
        self.add(self._pad)
        self.add(self._error)
        self._pad.changed.connect(lambda: self._error.set_error(""))

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self._pad.strokes

    def set_error(self, sentence: str) -> None:
        """Why it was not taken."""
        self._error.set_error(sentence)


class ThankYouPage(PatientPage):
    """The screen goes back to the physician."""

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__(heading)
        words = WrapLabel(sentence, PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS)
        self.add_text(words)

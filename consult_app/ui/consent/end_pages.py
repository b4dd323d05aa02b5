"""The patient's last pages: what was said, the signature, and thank you."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.blocks import CallOut, ListBlock, Run, Urgency
from consult_app.domain.conversation import Conversation, Reply
from consult_app.domain.teach_back import last_said
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.reading import Reading
from consult_app.ui.consent.blocks import CallOutBox, spoken
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.words import REPLY
from consult_app.ui.kit import (
    Button,
    Card,
    Kind,
    Size,
    WrapLabel,
    icons,
    tokens,
)
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.tokens import PATIENT_BODY, Token

_MARKS = {Reply.YES: "check", Reply.NO: "x", Reply.TALK: "message-circle"}


class Answer(QWidget):
    """Yes, no, or to be talked about: a mark and the word."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        row.addWidget(Mark(_MARKS[reply]), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(WrapLabel(_(REPLY[reply]), PATIENT_BODY, semibold=True), 1)
        self.setSizePolicy(tall_policy())


class Mark(PaintedWidget):
    """An icon as high as a line of the text beside it."""

    def __init__(self, icon: str, token: Token = Token.PATIENT_ACCENT) -> None:
        super().__init__()
        self._icon, self._token = icon, token
        self.restyled()

    def restyled(self) -> None:
        line = round(self.theme.px(PATIENT_BODY) * tokens.LINE_HEIGHT)
        self.setFixedSize(line, line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        size = self.theme.px(PATIENT_BODY)
        inset = (self.width() - size) / 2
        icons.draw(painter, self._icon, self.theme.color(self._token), inset, inset, size)
        painter.end()


def _said(words: str) -> WrapLabel:
    return WrapLabel(words, PATIENT_BODY)


class _Line(QWidget):
    """What was read, what was answered, and the way back to it."""

    def __init__(
        self, read: str, answers: Sequence[tuple[str, str | Reply]], edit: Button | None
    ) -> None:
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
            texts.addWidget(Answer(answer) if isinstance(answer, Reply) else _said(answer))
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
            self._say_first(waits_for, reading.language)
        replies = dict(said.replies)
        card = Card()
        for index, part in enumerate(reading.parts):
            answers: list[tuple[str, str | Reply]] = [
                (say(s.text, reading.language), replies.get(s.id, _("Not answered")))
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

    def _say_first(self, waits_for: Sequence[str], language: str) -> None:
        heading = (Run(_("Before you sign, we talk about this with you")),)
        things = ListBlock(tuple((Run(words),) for words in waits_for))
        call = CallOut(Urgency.PERSONAL, heading, (things,))
        self.add_text(CallOutBox(call, (), language))


class ThankYouPage(PatientPage):
    """The screen goes back to the physician."""

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__(heading)
        words = WrapLabel(sentence, PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS)
        self.add_text(words)

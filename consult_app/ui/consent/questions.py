"""Questions that came up, each with its answer; one that waits for it holds the signature back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.conversation import Question
from consult_app.i18n import _
from consult_app.ui.consent.sight import go_to
from consult_app.ui.consent.talk import Talk
from consult_app.ui.kit import AnswerRow, Button, Card, TextField, tokens
from consult_app.ui.kit.base import tall_policy


class QuestionsCard(Card):
    """One row a question with the field for its answer; a field for the next one below."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._answers: list[TextField] = []
        self._asked = TextField(placeholder=_("A question the patient asks"))
        self._asked.setAccessibleName(_("New question"))
        self._add = Button(_("Add"), strong=False)
        self._add.setAccessibleName(_("Add the question"))
        for index, question in enumerate(talk.said.questions):
            self.add(self._row(index, question))
        self.add(_Asking(self._asked, self._add, self._put))
        self._add.clicked.connect(self._put)

    def _row(self, index: int, question: Question) -> QWidget:
        answer = TextField(question.answer, placeholder=_("The answer"))
        answer.committed.connect(lambda text, i=index: self._answered(i, text))
        row = AnswerRow(question.question, answer, wide=True)
        answer.setAccessibleName(_("Answer: {question}").format(question=question.question))
        self._answers.append(answer)
        return row

    def _put(self) -> None:
        words = " ".join(self._asked.text.split())
        if not words:
            self._asked.setFocus()
            return
        said = self._talk.said
        self._talk.say(replace(said, questions=(*said.questions, Question(words))))
        self._asked.set_text("")
        index = len(self._answers)
        self.insert(index, self._row(index, Question(words)))
        go_to(self._answers[-1])

    def _answered(self, index: int, text: str) -> None:
        said = self._talk.said
        questions = list(said.questions)
        questions[index] = replace(questions[index], answer=" ".join(text.split()))
        self._talk.say(replace(said, questions=tuple(questions)))

    def go_to(self, question: str) -> None:
        """The keyboard to the answer of this question."""
        for kept, field in zip(self._talk.said.questions, self._answers, strict=True):
            if kept.question == question and not kept.answer.strip():
                go_to(field)
                return


class _Asking(QWidget):
    """The field and its button; Enter in the field adds and goes no further."""

    def __init__(self, field: TextField, add: Button, put: Callable[[], None]) -> None:
        super().__init__()
        self._field, self._put = field, put
        row = QHBoxLayout()
        row.setSpacing(tokens.M)
        row.addWidget(field, 1)
        row.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, tokens.L, 20, tokens.L)
        column.addLayout(row)
        self.setSizePolicy(tall_policy())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._field.text.strip():
            self._put()
        else:
            super().keyPressEvent(event)

"""A part of the text in the patient's hands, with the statements that are read with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consent import Question, Reply
from consult_app.domain.consent_form import Statement
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.reading import Part
from consult_app.ui.consent.blocks import Regions, spoken, widgets
from consult_app.ui.consent.sight import reveal
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.words import replies
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    FormColumn,
    InlineError,
    Kind,
    Segmented,
    Size,
    TextField,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import PATIENT_TITLE


def title(words: str) -> WrapLabel:
    """The heading of one of the patient's pages."""
    return WrapLabel(words, PATIENT_TITLE, semibold=True, heading=True)


class PartPage(FormColumn):
    """`done()` when the last answer of the page is there: the keyboard goes on."""

    done = Signal()

    def __init__(self, talk: Talk, part: Part, regions: Regions, language: str) -> None:
        super().__init__(width=tokens.PATIENT_WIDTH, margin=tokens.XXXL)
        self._talk, self._part = talk, part
        self._rows: dict[str, AnswerRow] = {}
        self._answers: dict[str, Segmented] = {}
        self.add(title(spoken(part.title)[0]))
        for widget in widgets(part.blocks, regions, language):
            self.add(widget)
        card = Card()
        for statement in part.statements:
            card.add(self._row(statement, language))
        self.add(card, tokens.S)
        self.add(AskBox(talk))

    def _row(self, statement: Statement, language: str) -> AnswerRow:
        answers = Segmented(replies(), size=Size.PATIENT)
        row = AnswerRow(say(statement.text, language), answers, size=Size.PATIENT)
        reply = self._talk.reply_to(statement.id)
        answers.set_value(reply.value if reply else None)
        answers.chosen.connect(lambda value, s=statement: self._chosen(s, value))
        self._rows[statement.id], self._answers[statement.id] = row, answers
        self._comfort(statement, reply)
        return row

    def enter(self) -> None:
        """The keyboard to the first statement without an answer, else to the first."""
        waiting = self._waiting()
        wanted = waiting[0] if waiting else next(iter(self._answers))
        self._answers[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    def ready(self) -> bool:
        """Whether one may go on; says at the statement what is missing."""
        waiting = self._waiting()
        for statement in waiting:
            self._rows[statement].set_error(
                _("Please choose one. If you are not sure, choose “I want to talk about this”.")
            )
        if waiting:
            self._to(waiting[0])
        return not waiting

    def _to(self, statement: str) -> None:
        self._answers[statement].setFocus(Qt.FocusReason.TabFocusReason)
        reveal(self._rows[statement])

    def _waiting(self) -> list[str]:
        return [s.id for s in self._part.statements if self._talk.reply_to(s.id) is None]

    def _chosen(self, statement: Statement, value: str | None) -> None:
        reply = Reply(value) if value else None
        self._talk.reply(statement.id, reply)
        self._rows[statement.id].set_error("")
        self._comfort(statement, reply)
        if reply is None:
            return
        waiting = self._waiting()
        if waiting:
            self._to(waiting[0])
        else:
            self.done.emit()

    def _comfort(self, statement: Statement, reply: Reply | None) -> None:
        """Under an answer that holds the signature back: what happens now."""
        talked = reply is Reply.TALK or (reply is Reply.NO and statement.core)
        words = _("Thank you. We talk about this with you before you sign.") if talked else ""
        row = self._rows[statement.id]
        row.set_question(row.question, words)


class AskBox(QWidget):
    """A question left for the physician, from any page."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._open = Button(
            _("Leave a question"), Kind.LINK, icon="message-circle", size=Size.PATIENT, strong=False
        )
        self._field = TextField(name=_("Your question"), size=Size.PATIENT)
        self._wrong = InlineError(size=Size.PATIENT)
        self._keep = Button(_("Keep this question"), size=Size.PATIENT)
        self._box = QWidget()
        line = QHBoxLayout(self._box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        line.addWidget(self._field, 1)
        line.addWidget(self._keep)
        self._kept = WrapLabel("", tokens.PATIENT_BODY, tokens.Token.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._box)
        column.addWidget(self._wrong)
        column.addWidget(self._kept)
        self.setSizePolicy(tall_policy())
        self._box.hide()
        self._kept.hide()
        self._open.clicked.connect(self._begin)
        self._keep.clicked.connect(self._leave)

    def _begin(self) -> None:
        self._box.show()
        self._kept.hide()
        self._field.setFocus()
        reveal(self._box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the question, Escape puts the field away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._box.isHidden():
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and not self._box.isHidden():
            self._wrong.set_error("")
            self._box.hide()
            self._open.setFocus()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        words = " ".join(self._field.text.split())
        if not words:
            self._wrong.set_error(_("Write the question first."))
            self._field.setFocus()
            return
        said = self._talk.said
        self._talk.say(replace(said, questions=(*said.questions, Question(words))))
        self._wrong.set_error("")
        self._field.set_text("")
        self._box.hide()
        self._kept.set_text(_("Your question is kept. We answer it before you sign."))
        self._kept.show()
        self._open.setFocus()

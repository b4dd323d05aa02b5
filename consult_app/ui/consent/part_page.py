"""A part of the text in the patient's hands, with the statements that are read with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from consult_app.domain.consent_form import Statement
from consult_app.domain.conversation import Reply
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.reading import Part
from consult_app.ui.consent.ask_box import AskBox
from consult_app.ui.consent.blocks import Regions, spoken, widgets
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.sight import reveal
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.words import replies
from consult_app.ui.kit import AnswerRow, Card, Segmented, Size, tokens


class PartPage(PatientPage):
    """`done()` when the last answer of the page is there: the keyboard goes on."""

    done = Signal()

    def __init__(self, talk: Talk, part: Part, regions: Regions, language: str) -> None:
        super().__init__(spoken(part.title)[0])
        self._talk, self._part = talk, part
        self._rows: dict[str, AnswerRow] = {}
        self._answers: dict[str, Segmented] = {}
        for widget in widgets(part.blocks, regions, language):
            self.add_text(widget)
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

    def waiting(self) -> Segmented | None:
        """The first statement without an answer, else the first."""
        return self._answers[next(iter(self._open()), self._part.statements[0].id)]

    def ready(self) -> bool:
        """Whether one may go on; says at the statement what is missing."""
        missing = self._open()
        for statement in missing:
            self._rows[statement].set_error(
                _("Please choose one. If you are not sure, choose “I want to talk about this”.")
            )
        if missing:
            self._to(missing[0])
        return not missing

    def _to(self, statement: str) -> None:
        self._answers[statement].setFocus(Qt.FocusReason.TabFocusReason)
        reveal(self._rows[statement])

    def _open(self) -> list[str]:
        return [s.id for s in self._part.statements if self._talk.reply_to(s.id) is None]

    def _chosen(self, statement: Statement, value: str | None) -> None:
        reply = Reply(value) if value else None
        self._talk.reply(statement.id, reply)
        self._rows[statement.id].set_error("")
        self._comfort(statement, reply)
        if reply is None:
            return
        waiting = self._open()
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

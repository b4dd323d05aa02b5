"""What holds the patient's signature back, each with the way to settle it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.conversation import Reply
from consult_app.domain.holding import Held, HeldBack
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.words import held_words, replies
from consult_app.ui.kit import AnswerRow, Button, Card, Kind, Segmented, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy

Jumps = Mapping[Held, Callable[[HeldBack], object]]


class HeldCard(Card):
    """A row for each reason.

    What the patient wants to talk about is answered here, together; a "no" only the patient
    takes back, in their own view.
    """

    def __init__(
        self,
        talk: Talk,
        view: ConsentView,
        held: tuple[HeldBack, ...],
        jumps: Jumps,
        language: str,
    ) -> None:
        super().__init__()
        self._talk, self._view, self._language = talk, view, language
        for one in held:
            if one.reason is Held.STATEMENT_TALK:
                self.add(self._statement(one))
            else:
                self.add(self._row(one, jumps.get(one.reason)))

    def _statement(self, held: HeldBack) -> QWidget:
        """Talked about with the patient, the statement gets its answer again."""
        form = self._view.loaded.pack.consent
        language = self._talk.consent.language
        statement = next(s for s in form.statements if s.id == held.about)
        answers = Segmented(replies())
        reply = self._talk.reply_to(held.about)
        answers.set_value(reply.value if reply else None)
        answers.chosen.connect(lambda v: self._talk.reply(held.about, Reply(v) if v else None))
        why = _("The patient wants to talk about this. Then enter here what they say.")
        return AnswerRow(say(statement.text, language), answers, help_text=why, wide=True)

    def _row(self, held: HeldBack, jump: Callable[[HeldBack], object] | None) -> QWidget:
        words = held_words(held, self._view, self._language)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(20, tokens.S, tokens.L, tokens.S)
        line.setSpacing(tokens.M)
        line.addWidget(WrapLabel(words), 1)
        if jump is not None:
            button = Button(_("Go there"), Kind.LINK, strong=False)
            button.setAccessibleName(_("Go to: {what}").format(what=words))
            button.clicked.connect(lambda: jump(held))
            line.addWidget(button)
        row.setSizePolicy(tall_policy())
        return row

"""In the patient's own words: a prompt, what the patient says, and whether it was understood."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal

from consult_app.domain.consent_form import Prompt
from consult_app.domain.teach_back import explained_again, last_said, own_words, with_words
from consult_app.forms.model import say
from consult_app.i18n import _, both, of_window
from consult_app.ui.consent.ask_box import AskBox
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.talk import Talk
from consult_app.ui.kit import (
    AnswerRow,
    Card,
    NoteLine,
    Segmented,
    Size,
    TextArea,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import PATIENT_BODY

_PAUSE_MS = 700
"""After so long without a key, what was typed goes to disk."""


class TeachPage(PatientPage):
    """The patient speaks or types; the physician beside them ticks what was heard.

    `done()` once it was understood: the keyboard goes on.
    """

    done = Signal()

    def __init__(self, talk: Talk, prompt: Prompt, language: str, physicians: str) -> None:
        """`physicians`: the language in which the physician reads what to listen for."""
        super().__init__(_("In your own words"))
        self._talk, self._prompt = talk, prompt
        self._given = (say(prompt.text, language), say(prompt.listen_for, language))
        self._listen_for = say(prompt.listen_for, physicians)
        self._words = TextArea(name=self._given[0], size=Size.PATIENT, lines=4, most_lines=8)
        self._note = NoteLine(keeps_space=False, size=Size.PATIENT)
        self._heard = Segmented(
            with_keys((("understood", both("Understood")), ("again", both("Explain again")))),
            size=Size.PATIENT,
        )
        self._row = AnswerRow(
            both("For the physician: was it understood?"),
            self._heard,
            help_text=self._listen(),
            size=Size.PATIENT,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._show_said()
        self._words.changed.connect(self._typed)
        self._words.committed.connect(lambda _text: self._keep())
        self._pause.timeout.connect(self._keep)
        self._heard.chosen.connect(self._ticked)

    def _lay_out(self) -> None:
        self.add_text(
            WrapLabel(self._given[0], PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS)
        )
        self.add(self._words)
        self.add(self._note)
        card = Card()
        card.add(self._row)
        self.add(card, tokens.S)
        self.add(AskBox(self._talk))

    def _show_said(self) -> None:
        last = last_said(self._talk.said, self._prompt.id)
        self._words.set_text(last.words if last else "")
        self._heard.set_value("understood" if last and last.understood else None)
        self._heard.setEnabled(self._is_own())

    def enter(self) -> None:
        """The keyboard to the words."""
        self._words.setFocus()

    def leave(self) -> None:
        """What was typed last goes to disk now."""
        self._keep()

    def ready(self) -> bool:
        """Whether one may go on; says what is missing."""
        self._keep()
        last = last_said(self._talk.said, self._prompt.id)
        if last is not None and last.understood:
            return True
        if not self._check():
            self._words.setFocus()
        else:
            self._row.set_error(_("The physician ticks here whether it was understood."))
            self._heard.setFocus(Qt.FocusReason.TabFocusReason)
        return False

    def _is_own(self) -> bool:
        return own_words(self._words.text, self._given)

    def _check(self) -> bool:
        """Whether there are words of the patient's own; says so where not."""
        if self._is_own():
            self._note.set_error("")
            return True
        copied = bool(self._words.text.strip())
        self._note.set_error(
            _("Please say it in your own words, as you would tell a friend.")
            if copied
            else _("Please say or type a few words first.")
        )
        return False

    def _typed(self, _text: str) -> None:
        self._note.set_error("")
        self._note.set_echo("")
        self._heard.set_value(None)
        self._row.set_error("")
        self._heard.setEnabled(self._is_own())
        self._row.set_question(self._row.question, self._listen())
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        last = last_said(self._talk.said, self._prompt.id)
        words = self._words.text.strip()
        if words != (last.words if last else ""):
            self._talk.say(with_words(self._talk.said, self._prompt.id, words))

    def _listen(self) -> str:
        """What to listen for, only beside words that are there: it is no crib."""
        if not self._is_own():
            return ""
        return of_window("Listen for: {things}").format(things=self._listen_for)

    def _ticked(self, value: str | None) -> None:
        self._row.set_error("")
        if value is not None and not self._check():
            self._heard.set_value(None)
            self._words.setFocus()
            return
        words, prompt = self._words.text.strip(), self._prompt.id
        understood = value == "understood"
        self._talk.say(with_words(self._talk.said, prompt, words, understood=understood))
        if understood:
            self.done.emit()
        elif value == "again":
            self._talk.say(explained_again(self._talk.said, prompt))
            self._show_said()
            self._row.set_question(self._row.question, "")
            self._note.set_echo(_("Thank you. It is explained once more; then please say it anew."))
            self._words.setFocus()

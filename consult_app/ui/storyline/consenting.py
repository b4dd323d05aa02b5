"""The acts of consent: the information, the talk, the patient's own view, both signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt

from consult_app.domain.consent import Identifier
from consult_app.domain.consent_form import ConsentForm
from consult_app.domain.conversation import Reply
from consult_app.forms.model import say
from consult_app.i18n import _, both
from consult_app.services.consent_words import identifier_words
from consult_app.ui.consent.words import REPLY
from consult_app.ui.hands import ControlNotFoundError, Hands

Words = Mapping[str, str]
PageSeen = Callable[[], None]
"""Called on each of the patient's pages once it is answered."""


def inform(hands: Hands) -> None:
    """Show the sheet, then say that the patient has been informed."""
    hands.click(_("Show the information sheet"))
    hands.click(_("The patient has been informed"))
    hands.find(_("The conversation"))


def converse(hands: Hands, script: Words) -> None:
    """What the physician enters of the talk: `capacity` and `matters`, in words."""
    for question in (
        _("Is the patient able to decide about this?"),
        _("Were other treatments talked about?"),
        _("Was doing nothing talked about?"),
    ):
        hands.answer(question, _("Yes"))
    hands.fill(_("What this rests on"), script["capacity"])
    if "matters" in script:
        hands.fill(_("What matters most to this patient?"), script["matters"])


def hand_over(hands: Hands) -> None:
    """The patient has the screen."""
    hands.click(_("Hand over to the patient"))
    hands.find(_("For the patient"))


class Patient:
    """The patient at the screen, tapping and typing."""

    def __init__(self, hands: Hands, form: ConsentForm, language: str) -> None:
        self._hands, self._form, self._language = hands, form, language

    def reply(self, statements: Words, seen: PageSeen = lambda: None) -> None:
        """Answer every statement of every page with `statements` (id -> reply's code)."""
        before: list[str] = []
        while waiting := self._on_page():
            if waiting == before:
                raise ControlNotFoundError(f"the patient's page does not go on: {waiting}")
            before = waiting
            for statement in waiting:
                answer = _(REPLY[Reply(statements[statement])])
                self._hands.answer(self._statement(statement), answer)
            seen()
            self._hands.click(_("Next"))

    def teach_back(self, words: Words, seen: PageSeen = lambda: None) -> None:
        """Say each prompt in the words of the script (id -> words); it is understood."""
        for prompt in self._form.teach_back:
            self._hands.focus(say(prompt.text, self._language))
            self._hands.write(words[prompt.id])
            understood = both("For the physician: was it understood?"), both("Understood")
            self._hands.answer(*understood)
            seen()
            self._hands.click(_("Next"))

    def ask(self, questions: Iterable[str]) -> None:
        """Leave questions on the page that is shown."""
        for question in questions:
            self._hands.click(_("Leave a question"))
            self._hands.fill(_("Your question"), question)
            self._hands.click(_("Keep this question"))

    def sign(self, seen: PageSeen = lambda: None) -> None:
        """From the summary to the signature, and the screen back to the physician."""
        self._hands.click(_("Go on to sign"))
        self._hands.sign(_("Patient signature"))
        seen()
        self._hands.click(_("I sign"))
        self._hands.click(_("This is what I signed"))
        self._hands.find(_("Thank you"))
        self._take_back(_("Back to the physician"))

    def give_back(self) -> None:
        """Something is still to be talked about: the physician has the screen again."""
        self._take_back(_("Give the screen back"))

    def decline(self) -> None:
        """No, from whatever page; then the screen goes back."""
        self._hands.click(_("I do not want this"))
        self._hands.click(_("I do not want it"))
        self._take_back(_("Back to the physician"))

    def _take_back(self, button: str) -> None:
        """The physician proves to be there, where people log in."""
        self._hands.click(button)
        prove(self._hands)

    def _on_page(self) -> list[str]:
        self._hands.settle()
        summary = self._hands.sees(_("What you said"))
        there = [s.id for s in self._form.statements if self._hands.sees(self._statement(s.id))]
        return [] if summary else there

    def _statement(self, statement_id: str) -> str:
        text = next(s.text for s in self._form.statements if s.id == statement_id)
        return say(text, self._language)


def answer_questions(hands: Hands, questions: Words) -> None:
    """The physician answers what the patient asked (question -> answer)."""
    for question, answer in questions.items():
        hands.fill(_("Answer: {question}").format(question=question), answer)


def prove(hands: Hands) -> bool:
    """Type the PIN, or the password, where the window asks who sits there; whether it did."""
    for label in (both("PIN or password"), both("Password")):
        if hands.sees(label):
            hands.write(hands.secret)
            if hands.sees(label):  # a PIN needs no Enter
                hands.press(Qt.Key.Key_Return)
            return True
    return False


def sign_as_physician(hands: Hands, seen: PageSeen = lambda: None) -> None:
    """The patient is known, and the second signature made: the consent is given."""
    for identifier in (Identifier.NAME, Identifier.BIRTH_DATE):
        question = _("By what do you know that this is the patient?")
        hands.answer(question, identifier_words(identifier))
    hands.sign(_("Physician signature"))
    seen()
    if not prove(hands):
        hands.click(_("Sign the consent"))
    hands.find(_("Go on to the treatment"))

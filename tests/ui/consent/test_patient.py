"""The patient's view: one thing a page, everything kept, every no as easy as yes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from consult_app.domain.consent import Consent, ConsentMove, ConsentState
from consult_app.domain.conversation import Reply
from consult_app.forms.model import say
from consult_app.services import consents, shelf
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.consent.patient_view import PatientView
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.work import Work
from tests.services.walk import Walk

Show = Callable[[int], tuple[ConsentPage, Hands]]
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
STATEMENTS = [say(s.text, "en") for s in shelf.shipped().consent.statements]
PROMPTS = [say(p.text, "en") for p in shelf.shipped().consent.teach_back]


def stored(walk: Walk, consultation_id: int) -> Consent:
    consent = consents.current(walk.acting, consultation_id)
    assert consent is not None
    return consent


@pytest.fixture
def begun(walk: Walk, show: Show) -> tuple[int, Hands]:
    """The patient has the screen; nothing is answered yet."""
    consultation = walk.proceed()
    walk.inform(consultation)
    _page, hands = show(consultation.id)
    hands.write("YYY")
    hands.press(ENTER)
    hands.find("For the patient")
    return consultation.id, hands


def answer_all(hands: Hands) -> None:
    for number, _statement in enumerate(STATEMENTS):
        hands.write("Y")
        if number not in (6, 8):  # the last two pages hold two statements each
            hands.press(ENTER)


def say_back(hands: Hands) -> None:
    for _prompt in PROMPTS:
        hands.write("Red and sore.")
        hands.press(TAB)
        hands.write("U")
        hands.press(ENTER)


def test_whole_consent_takes_few_presses(walk: Walk, show: Show) -> None:
    consultation = walk.proceed()
    page, hands = show(consultation.id)
    went: list[bool] = []
    page.next_step.connect(lambda: went.append(True))
    hands.press(ENTER)
    hands.press(ENTER)
    hands.write("YYY")
    hands.press(ENTER)
    answer_all(hands)
    say_back(hands)
    hands.press(ENTER)
    hands.sign("Patient signature")
    hands.press(ENTER)
    hands.find("This is what I signed")
    hands.press(ENTER)
    hands.find("Thank you")
    hands.press(ENTER)
    hands.write("12")
    hands.sign("Physician signature")
    hands.press(ENTER)
    hands.press(ENTER)
    assert went
    consent = stored(walk, consultation.id)
    assert consent.state is ConsentState.GIVEN
    assert [s.role for s in consent.signatures] == ["patient", "physician"]
    typed = len(PROMPTS) * len("Red and sore.")
    assert hands.presses - typed <= 40


def test_answers_are_on_disk_and_a_new_start_goes_on_there(
    walk: Walk, show: Show, begun: tuple[int, Hands]
) -> None:
    consultation_id, hands = begun
    for _page in range(3):
        hands.write("Y")
        hands.press(ENTER)
    kept = dict(stored(walk, consultation_id).conversation.replies)
    assert list(kept.values()) == [Reply.YES] * 3
    hands.window.close()
    _page2, again = show(consultation_id)
    again.press(ENTER)
    assert again.sees(STATEMENTS[3])
    assert not again.sees(STATEMENTS[2])


def test_next_without_an_answer_stays_and_says_so(begun: tuple[int, Hands]) -> None:
    _id, hands = begun
    hands.click("Next")
    assert hands.sees(STATEMENTS[0])
    assert "Please choose one." in hands.find(STATEMENTS[0]).accessibleDescription()


def test_back_shows_what_was_answered(begun: tuple[int, Hands]) -> None:
    _id, hands = begun
    hands.write("N")
    hands.press(ENTER)
    hands.click("Go back")
    hands.write("Y")
    hands.press(ENTER)
    assert hands.sees(STATEMENTS[1])


def test_no_holds_the_signature_until_the_patient_changes_it(
    walk: Walk, begun: tuple[int, Hands]
) -> None:
    consultation_id, hands = begun
    hands.write("N")
    hands.press(ENTER)
    assert stored(walk, consultation_id).conversation.replies[0][1] is Reply.NO
    for number in range(1, len(STATEMENTS)):
        hands.write("Y")
        if number not in (6, 8):
            hands.press(ENTER)
    say_back(hands)
    assert hands.reads("You said no: " + STATEMENTS[0])
    assert not hands.sees("Go on to sign")
    hands.click("Edit: What will be done")
    hands.write("Y")
    for _page in range(2 + 8):
        if not hands.sees("Go on to sign"):
            hands.click("Next")
    assert hands.sees("Go on to sign")


def test_talk_gives_the_screen_back_before_any_signature(begun: tuple[int, Hands]) -> None:
    _id, hands = begun
    hands.write("T")
    hands.press(ENTER)
    for number in range(1, len(STATEMENTS)):
        hands.write("Y")
        if number not in (6, 8):
            hands.press(ENTER)
    say_back(hands)
    hands.click("Give the screen back")
    assert not hands.sees("For the patient")
    hands.answer(STATEMENTS[0], "Yes")
    hands.press(ENTER)
    assert hands.sees("Go on to sign")


def test_question_left_waits_for_the_physician(walk: Walk, begun: tuple[int, Hands]) -> None:
    consultation_id, hands = begun
    hands.click("Leave a question")
    hands.write("Does it hurt?")
    hands.press(ENTER)
    assert hands.sees(STATEMENTS[0])
    asked = stored(walk, consultation_id).conversation.questions
    assert [(q.question, q.answer) for q in asked] == [("Does it hurt?", "")]
    hands.click("For the physician")
    hands.click("Take the screen back")
    assert hands.sees("Go to: A question waits for its answer: Does it hurt?")


@pytest.mark.parametrize("words", ["", PROMPTS[0], "what could go wrong"])
def test_teach_back_takes_only_own_words(walk: Walk, begun: tuple[int, Hands], words: str) -> None:
    consultation_id, hands = begun
    answer_all(hands)
    QApplication.clipboard().setText(words)
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.click("Next")
    assert hands.sees(PROMPTS[0])
    said = stored(walk, consultation_id).conversation.teach_back
    assert not any(t.understood for t in said)


def test_explained_again_asks_for_new_words(walk: Walk, begun: tuple[int, Hands]) -> None:
    consultation_id, hands = begun
    answer_all(hands)
    hands.write("Nothing can happen.")
    hands.press(TAB)
    hands.write("E")
    assert hands.find(PROMPTS[0]).hasFocus()
    hands.write("It can be sore.")
    hands.press(TAB)
    hands.write("U")
    said = stored(walk, consultation_id).conversation.teach_back
    assert [(t.words, t.understood) for t in said] == [
        ("Nothing can happen.", False),
        ("It can be sore.", True),
    ]


@pytest.mark.parametrize(
    ("ask", "yes", "state"),
    [
        ("I do not want this", "I do not want it", ConsentState.DECLINED),
        ("Not today", "Not today, please", ConsentState.INFORMED),
    ],
)
def test_every_no_is_two_presses_and_no_reason(
    walk: Walk, begun: tuple[int, Hands], ask: str, yes: str, state: ConsentState
) -> None:
    consultation_id, hands = begun
    hands.click(ask)
    hands.click("Go back")
    assert stored(walk, consultation_id).state is ConsentState.OPEN
    hands.click(ask)
    hands.click(yes)
    assert stored(walk, consultation_id).state is state
    assert hands.reads("Please give the screen back to Dr Ayşe Kaya.")
    hands.press(ENTER)
    assert not hands.sees("For the patient")


def test_missing_patient_signature_is_said_and_not_taken(
    walk: Walk, begun: tuple[int, Hands]
) -> None:
    consultation_id, hands = begun
    answer_all(hands)
    say_back(hands)
    hands.press(ENTER)
    hands.press(ENTER)
    assert hands.reads("Please sign in the box first.")
    assert stored(walk, consultation_id).state is ConsentState.OPEN


def test_nothing_behind_the_view_is_seen_or_reached(begun: tuple[int, Hands]) -> None:
    _id, hands = begun
    assert not hands.sees("Hand over to the patient")
    assert not hands.sees("What matters most to this patient?")
    window = hands.window
    assert isinstance(window, QMainWindow)
    view = window.findChild(PatientView)
    assert isinstance(view, PatientView)
    assert view.geometry() == window.rect()
    for _stop in range(12):
        hands.press(TAB)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert view.isAncestorOf(focus)
    hands.press(Qt.Key.Key_Escape)
    assert hands.sees("For the patient")
    window.resize(1024, 768)
    assert view.geometry() == window.rect()


def test_text_size_of_the_patient_is_not_the_physicians(
    ctx: Context, begun: tuple[int, Hands]
) -> None:
    _id, hands = begun
    hands.click("Larger text")
    assert ctx.theme.scale == 110
    hands.click("For the physician")
    hands.click("Take the screen back")
    assert ctx.theme.scale == 100


def test_answer_that_cannot_be_stored_is_loud(
    walk: Walk, work: Work, begun: tuple[int, Hands]
) -> None:
    consultation_id, hands = begun
    consents.step_back(walk.acting, stored(walk, consultation_id), ConsentMove.DECLINE)
    hands.write("Y")
    assert hands.reads("This consent is no longer open")
    assert hands.sees("Retry")

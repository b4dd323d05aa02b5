"""The clinic's own words at the window: found, said anew, sent, approved, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from consult_app.services import own_words
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

TITLE = "Looking after yourself after your treatment"
OURS = "Your days after the treatment"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Wording")
    hands.find("The shipped words are in use; none was changed.")
    return hands


def pick(hands: Hands, words: str) -> None:
    """Find a piece by its words and work at it."""
    hands.fill("Find words", words)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.find("Keep these words")


def say(hands: Hands, words: str) -> None:
    hands.fill("In this clinic", words)
    hands.click("Keep these words")


def test_words_are_changed_sent_and_approved(page: Hands, ctx: Context) -> None:
    pick(page, TITLE)
    say(page, OURS)
    assert page.sees("1 piece changed")
    assert page.sees("Draft")
    page.click("Send for review")
    page.find("In review")
    page.click("Approve this version")
    page.find("New consultations begin with these words.")
    desk = own_words.desk(ctx.acting, "en")
    assert [line.said for line in desk.lines if line.changed] == [OURS]


def test_promise_is_told_at_once_and_taken_back_with_a_press(page: Hands, ctx: Context) -> None:
    pick(page, "Much is not known yet.")
    say(page, "It is safe and has no side effects.")
    assert page.reads("promises too much")
    page.click("As shipped")
    assert not page.reads("promises too much")
    assert own_words.desk(ctx.acting, "en").changes == 0


def test_empty_words_are_refused_in_a_line_and_nothing_is_kept(page: Hands, ctx: Context) -> None:
    pick(page, TITLE)
    page.focus("In this clinic")
    page.press(Qt.Key.Key_A, CTRL)
    page.press(Qt.Key.Key_Delete)
    page.click("Keep these words")
    assert page.reads("Write something, or put the shipped words back.")
    assert own_words.desk(ctx.acting, "en").version is None


def test_period_is_set_in_figures(page: Hands, ctx: Context) -> None:
    page.fill("Words in", "Periods")
    page.press(Qt.Key.Key_Return)
    pick(page, "evaluation counts")
    say(page, "90")
    assert page.sees("1 piece changed")
    assert own_words.desk(ctx.acting, "").changes == 1

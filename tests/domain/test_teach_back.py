"""Own words: said, not copied; an attempt that was not understood stays on record."""

from __future__ import annotations

import pytest

from consult_app.domain.conversation import Conversation, TeachBack
from consult_app.domain.teach_back import explained_again, last_said, own_words, with_words

PROMPT = "Please tell me what could go wrong, and when you would call us."


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("", False),
        ("  \n ", False),
        ("ok", False),
        (PROMPT, False),
        (PROMPT.upper() + " !", False),
        ("what could go wrong", False),
        (f"Yes. {PROMPT} Yes.", False),
        ("Okay: could go wrong, and when you would call us, me too.", False),
        ("When it could go wrong I would call you, I think.", True),
        ("It may be sore, then I call.", True),
        ("Kızarır, ararım.", True),
    ],
)
def test_own_words_are_said_and_not_copied(words: str, own: bool) -> None:
    assert own_words(words, (PROMPT, "")) is own


def test_words_said_anew_replace_the_draft() -> None:
    said = with_words(with_words(Conversation(), "a", "re"), "a", "red and sore")
    assert said.teach_back == (TeachBack("a", "red and sore", understood=False),)


def test_words_changed_after_the_tick_are_to_be_heard_again() -> None:
    said = with_words(Conversation(), "a", "red", understood=True)
    assert last_said(with_words(said, "a", "blue"), "a") == TeachBack("a", "blue", False)


def test_explained_again_keeps_the_first_attempt() -> None:
    said = with_words(Conversation(), "b", "other")
    said = explained_again(with_words(said, "a", "nothing"), "a")
    said = with_words(said, "a", "sore", understood=True)
    assert [(t.prompt_id, t.words, t.understood) for t in said.teach_back] == [
        ("b", "other", False),
        ("a", "nothing", False),
        ("a", "sore", True),
    ]

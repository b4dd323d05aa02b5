"""The order of the patient's pages and where one goes on; pure."""

from __future__ import annotations

import pytest

from consult_app.domain.blocks import Run
from consult_app.domain.consent_form import Prompt, Statement
from consult_app.domain.conversation import Conversation, Reply, TeachBack
from consult_app.services.reading import Part, Reading
from consult_app.ui.consent.order import Finished, Sign, Summary, next_open, places, resumed


def part(key: str, *statements: str) -> Part:
    asked = tuple(Statement(s, ({"en": s}), core=True) for s in statements)
    return Part(key, (Run(key),), (), asked)


READING = Reading(
    "en",
    "Elif Demir",
    (part("one", "a"), part("two", "b", "c")),
    (Prompt("p", {"en": "Say it."}, {"en": "It."}),),
)
ORDER = places(READING)
ALL = (("a", Reply.YES), ("b", Reply.NO), ("c", Reply.TALK))


def test_order_is_parts_prompts_summary_signature_document() -> None:
    assert list(ORDER) == [*READING.parts, *READING.prompts, Summary(), Sign(), Finished()]


@pytest.mark.parametrize(
    ("last", "at"),
    [("part:two", 1), ("prompt:p", 2), ("summary", 3), ("sign", 4), ("finished", 0), ("gone", 0)],
)
def test_interrupted_goes_on_at_the_page_that_was_open(last: str, at: int) -> None:
    assert resumed(ORDER, Conversation(), last, signed=False) == at


def test_signed_goes_on_at_the_finished_document() -> None:
    assert resumed(ORDER, Conversation(), "part:one", signed=True) == 5


def test_nothing_answered_begins_at_the_first_part() -> None:
    assert next_open(ORDER, Conversation()) == 0


def test_half_answered_page_is_open() -> None:
    assert next_open(ORDER, Conversation(replies=ALL[:2])) == 1


def test_no_and_talk_are_answers() -> None:
    assert next_open(ORDER, Conversation(replies=ALL)) == 2


def test_words_that_were_not_understood_keep_their_page_open() -> None:
    said = Conversation(replies=ALL, teach_back=(TeachBack("p", "Hm.", understood=False),))
    assert next_open(ORDER, said) == 2


def test_everything_said_goes_on_at_the_summary() -> None:
    said = Conversation(replies=ALL, teach_back=(TeachBack("p", "It.", understood=True),))
    assert next_open(ORDER, said) == 3

"""A voice on one thread: the patient's language while their view is seen, the window's before."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest

from consult_app import i18n
from consult_app.i18n import Voice, both, of_window


@pytest.fixture
def german() -> Iterator[Voice]:
    voice = Voice("de")
    yield voice
    voice.end()


def test_between_begin_and_end_the_language_is_that_of_the_voice(german: Voice) -> None:
    german.begin()
    german.begin()
    assert i18n._("Page") == "Seite"
    german.end()
    assert i18n._("Page") == "Page"
    german.end()
    assert i18n._("Page") == "Page"


def test_sheet_of_another_language_is_spoken_within_it(german: Voice) -> None:
    german.begin()
    with i18n.speaking("tr"):
        assert i18n._("Page") == "Sayfa"
    assert i18n._("Page") == "Seite"


def test_lanes_of_work_keep_the_language_of_the_window(german: Voice) -> None:
    said: list[str] = []
    german.begin()
    lane = Thread(target=lambda: said.append(i18n._("Page")))
    lane.start()
    lane.join(10)
    assert said == ["Page"]


def test_what_two_people_read_stands_in_both_languages_each_in_its_direction(
    german: Voice,
) -> None:
    assert both("Understood") == "Understood"
    german.begin()
    assert both("Understood") == "\u2068Verstanden\u2069 · \u2068Understood\u2069"
    assert of_window("Understood") == "Understood"

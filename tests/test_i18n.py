"""Whose language a sentence is in: of the window everywhere, of a sheet while it is composed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from consult_app import i18n
from tests.pseudo import LANGUAGE, bracketed, make_catalogue

NO = "No"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The catalogue of the language that nobody speaks."""
    yield make_catalogue(tmp_path / "i18n")
    i18n.use(i18n.SOURCE)


def test_speaking_ends_with_its_block_and_a_refusal_too(folder: Path) -> None:
    with i18n.speaking(LANGUAGE, folder):
        assert i18n._(NO) == bracketed(NO)
        with i18n.speaking(i18n.SOURCE):
            assert i18n._(NO) == NO
        assert i18n._(NO) == bracketed(NO)
    assert i18n._(NO) == NO
    with pytest.raises(ValueError, match="x"), i18n.speaking(LANGUAGE, folder):
        raise ValueError("x")
    assert i18n._(NO) == NO


def test_speaking_on_one_thread_leaves_the_window_on_another_as_it_was(folder: Path) -> None:
    heard: list[str] = []
    with i18n.speaking(LANGUAGE, folder):
        window = Thread(target=lambda: heard.append(i18n._(NO)))
        window.start()
        window.join(10)
    assert heard == [NO]


def test_language_without_a_catalogue_is_english(folder: Path) -> None:
    with i18n.speaking("xx", folder):
        assert i18n._(NO) == NO


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "2, 4; 7"), ("de", "2, 4; 7"), ("ar", "2، 4؛ 7")],
)
def test_series_is_parted_as_its_language_writes_it(language: str, told: str) -> None:
    assert i18n.series((i18n.series(("2", "4"), language=language), "7"), "; ", language) == told
    with i18n.speaking(language):
        assert i18n.series((i18n.series(("2", "4")), "7"), "; ") == told


def test_what_is_filled_in_draws_nothing_to_its_direction_in_arabic() -> None:
    with i18n.speaking("ar"):
        told = i18n._("{source}, {day}").format(source="Gazette", day="1 يناير 2026")
        assert told == "\u2068Gazette\u2069، \u20681 يناير 2026\u2069"
        assert i18n.series(("Dr A. Kaya", "1 يناير 2026")) == "\u2068Dr A. Kaya\u2069، 1 يناير 2026"

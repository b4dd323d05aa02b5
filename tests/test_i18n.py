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
    [("en", "Knee, left; hip"), ("de", "Knee, left; hip"), ("ar", "Knee، left؛ hip")],
)
def test_series_is_parted_as_its_language_writes_it(language: str, told: str) -> None:
    assert (
        i18n.series((i18n.series(("Knee", "left"), language=language), "hip"), "; ", language)
        == told
    )
    with i18n.speaking(language):
        assert i18n.series((i18n.series(("Knee", "left")), "hip"), "; ") == told

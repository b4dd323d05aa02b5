"""Text measured and broken into lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.documents import fonts, hyphens, paper, style, text
from consult_app.domain.blocks import Run

BODY = style.of("en").body
DRAWABLE = st.text(st.sampled_from(sorted(fonts.coverage() - {"\u00ad"})), max_size=200)
FUZZ = 0.02


@given(DRAWABLE, st.floats(20, 500))
def test_lines_any_text_fits_and_loses_nothing(value: str, width: float) -> None:
    found = text.lines(text.plain(value, BODY), width, "en")
    widest = max(fonts.widths(paper.REGULAR).values()) * BODY.size
    assert all(line.width <= max(width, widest) + FUZZ for line in found)
    together = "".join(line.text for line in found).replace(hyphens.HYPHEN, "")
    assert "".join(together.split()) == "".join(text.clean(value).split())


@given(st.text(max_size=100))
def test_clean_any_text_leaves_nothing_invisible(value: str) -> None:
    cleaned = text.clean(value)
    assert not [c for c in cleaned if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}]
    assert text.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("a\tb  c", "a b c"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eevil\u202c", "evil"),
        ("o\u0308", "ö"),
        ("5\u00a0ml", "5\u00a0ml"),
        ("\u200bzero\u200d", "zero"),
        ("\x00\x07", ""),
    ],
)
def test_clean_odd_text_becomes_plain(typed: str, cleaned: str) -> None:
    assert text.clean(typed) == cleaned


def _lines(value: str, width: float, language: str = "en") -> list[str]:
    return [line.text for line in text.lines(text.plain(value, BODY), width, language)]


def test_lines_soft_end_keeps_its_space_and_hard_end_has_none() -> None:
    assert _lines("one two\nthree", 30) == ["one ", "two", "three"]


def test_lines_no_break_space_holds_together() -> None:
    assert _lines("take 5\u00a0ml", 45) == ["take ", "5\u00a0ml"]


def test_lines_long_german_word_is_hyphenated_by_its_rules() -> None:
    assert _lines("Gewebeverträglichkeit", 100, "de") == ["Gewebeverträg\u00ad", "lichkeit"]


def test_lines_short_word_is_not_hyphenated() -> None:
    assert _lines("the treatment", 60) == ["the ", "treatment"]


def test_lines_word_with_strokes_is_broken_behind_them() -> None:
    assert _lines("redness/tenderness", 80) == ["redness/", "tenderness"]


def test_lines_word_of_two_looks_stays_one_word() -> None:
    runs = (Run("strong", strong=True), Run(", then"))
    found = text.lines(text.spans(runs, BODY), 60, "en")
    assert [line.text for line in found] == ["strong, ", "then"]
    assert [span.font for span in found[0].spans] == [paper.SEMIBOLD, paper.REGULAR]


def test_lines_unknown_language_is_left_whole() -> None:
    assert hyphens.places("Gewebeverträglichkeit", "xx") == []
    assert hyphens.places("Gewebeverträglichkeit", "") == []


def test_spans_language_that_is_none_is_dropped() -> None:
    (span,) = text.spans((Run("a", language="tr) evil"),), BODY)
    assert span.language == ""


@pytest.mark.parametrize(
    ("title", "language"), [("Looking after yourself", "en"), ("العناية بنفسك بعد العلاج", "ar")]
)
def test_fitted_long_title_ends_in_an_ellipsis(title: str, language: str) -> None:
    parts = text.plain(title, BODY)
    short = text.fitted(parts, 60, language)
    assert short.text.endswith("…")
    assert short.width <= 60
    assert text.fitted(parts, 500, language).text == title


@pytest.mark.parametrize("number", ["+90 232 555 0110", "0232 555 01 10", "+90 (232) 555 0110"])
def test_lines_telephone_number_stays_on_one_line(number: str) -> None:
    found = _lines(f"Call us at any time on {number}", 150)
    assert text.clean(number) in found[-1]


@pytest.mark.parametrize(
    ("typed", "kept"), [("نمی\u200cخواهد", True), ("क्\u200dष", True), ("a\u200cb", False)]
)
def test_clean_joiner_stays_where_it_is_spelling(typed: str, kept: bool) -> None:
    assert (text.clean(typed) == typed) is kept

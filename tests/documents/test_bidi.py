"""Which way each character runs, beside a second implementation of Unicode's algorithm."""

from __future__ import annotations

import pytest
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from hypothesis import given
from hypothesis import strategies as st

from consult_app.documents import bidi

CHARACTERS = "abAB אבגد سلם12٣٤ .,:/+-%()[]·°«»\u064b\u0301$#"
PLAIN = st.text(st.sampled_from(CHARACTERS), max_size=16)


def seen(text: str, base: int) -> str:
    """The characters from left to right."""
    return "".join(text[i] for i in bidi.visual(bidi.levels(text, base)))


def turned(text: str) -> str:
    return text[::-1]


@given(PLAIN, st.sampled_from([0, 1]))
def test_levels_without_isolates_are_those_of_uax9(text: str, base: int) -> None:
    direction = TextDirection.RTL if base else TextDirection.LTR
    peer = BidiParagraph(text, base_direction=direction).characters
    assert bidi._resolved(text, base) == [character.embedding_level for character in peer]


@given(PLAIN, st.sampled_from([0, 1]))
def test_visual_order_has_each_character_once(text: str, base: int) -> None:
    assert sorted(bidi.visual(bidi.levels(text, base))) == list(range(len(text)))


@pytest.mark.parametrize(
    "value",
    [
        "+90 232 555 0110",
        "+90 (232) 555-0110",
        "٠٥٣٢ ١٢٣ ٤٥",
        "Elif Demir",
        "Dr. Ayşe Kaya",
        "Example-EX 5 ml",
        "12/03/1979",
        "12-03-1979",
        "10:42",
        "38.5 °C",
        "1,500 ml",
        "D-2026-00417",
        "8812:9f3ac1d2",
        "50 %",
    ],
)
def test_value_in_arabic_text_keeps_its_order(value: str) -> None:
    assert value in seen(f"قبل {value} بعد", 1)
    assert value in seen(f"قبل {value}", 1)
    assert value in seen(value, 1)


@pytest.mark.parametrize("line", ["Bahar Caddesi 12, İzmir", "Example-EX · A7731", "Yes. No."])
def test_line_that_is_all_latin_stays_whole_in_arabic_paper(line: str) -> None:
    assert seen(line, 1) == line


def test_number_of_a_list_has_its_stop_at_the_left() -> None:
    assert seen("12.", 1) == ".12"


def test_values_beside_each_other_follow_the_text() -> None:
    assert seen("2 مارس 2026, 10:40", 1) == f"10:40 ,2026 {turned('مارس')} 2"
    assert seen("من 3 – 5 أيام", 1) == turned("من 3 – 5 أيام")
    assert seen("Kaya، Demir", 1) == "Demir ،Kaya"


@pytest.mark.parametrize("name", ["ליאת כהן", "ליאת (כהן)", "ليلى أحمد"])
def test_name_in_latin_text_stays_where_it_is_written(name: str) -> None:
    shown = seen(f"For {name} · 12 Mar 1979", 0)
    assert shown.startswith("For ")
    assert shown.endswith(" · 12 Mar 1979")
    assert seen(f"({name}), 5", 0).startswith("(")


def test_names_in_a_list_keep_their_order() -> None:
    shown = seen("ליאת, יוסף, Anna", 0)
    assert shown == f"{turned('ליאת')}, {turned('יוסף')}, Anna"


@pytest.mark.parametrize(
    ("language", "backward"),
    [("ar", True), ("fa-IR", True), ("he", True), ("en", False), ("", False)],
)
def test_language_tells_where_lines_begin(language: str, backward: bool) -> None:
    assert bidi.is_right_to_left(language) is backward

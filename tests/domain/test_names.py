"""Folding and cleaning of names from many languages, and of hostile ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.names import clean, fold, tokens, visible


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Işıl", "isil"),
        ("IŞIL", "isil"),
        ("İpek", "ipek"),
        ("ÇAĞLA ÖZGÜR", "cagla ozgur"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("Ngọc Ước", "ngoc uoc"),
        ("Σωκράτης", "σωκρατησ"),
        ("ΣΩΚΡΆΤΗΣ", "σωκρατησ"),
        ("Ελένη", "ελενη"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Weiẞ", "weiss"),
        ("Jørgen Æbelø", "jorgen aebelo"),
        ("Åsa", "asa"),
        ("Þór Guðrún", "thor gudrun"),
        ("Đorđe", "dorde"),
        ("Ħamrun", "hamrun"),
        ("Œuvre", "oeuvre"),
        ("Əliyev", "eliyev"),
        ("Иванов Йордан", "иванов иордан"),
        ("Ёлкина", "елкина"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Ｙａｍａｄａ", "yamada"),
        ("ﬁnn", "finn"),
        ("O’Brien", "o'brien"),
        ("O‘Brien", "o'brien"),
        ("Oʻktam", "o'ktam"),
        ("Anne–Marie", "anne-marie"),
        ("  van   der\tBerg ", "van der berg"),
    ],
)
def test_fold_drops_case_marks_and_doubled_space(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("isil", "Işıl"),
        ("ISIL", "ışıl"),
        ("zolc", "Żółć"),
        ("dao", "Đào"),
        ("strasse", "Straße"),
        ("obrien".replace("o", "o'", 1), "O’BRIEN"),
    ],
)
def test_what_a_plain_keyboard_types_finds_the_name(typed: str, name: str) -> None:
    assert fold(typed) == fold(name)


@given(st.text(max_size=40))
def test_fold_of_a_fold_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("Anne-Marie", "O’Neill"), ("anne", "marie", "o", "neill")),
        (("Kaya", "Ayşe Kaya"), ("kaya", "ayse")),
        (("", " - '"), ()),
    ],
)
def test_tokens_are_the_folded_words_each_once(
    texts: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert tokens(*texts) == words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<b>Ana</b> & \"Co\" 'x'", "<b>Ana</b> & \"Co\" 'x'"),
        ("\u202eanA\u202c", "anA"),
        ("\u200fעדי\u200e", "עדי"),
        ("A\u0000na\u0007", "Ana"),
        ("A\u200bna\ufeff", "Ana"),
        ("Ana 😀", "Ana 😀"),
        ("Ana\nMaria\t Lo", "Ana Maria Lo"),
        ("\u00a0Ana\u2003Lo ", "Ana Lo"),
        ("Ay\u0073\u0327e", "Ayşe"),
        ("\u202e \u200f", ""),
        ("{{7*7}} %s", "{{7*7}} %s"),
    ],
)
def test_clean_keeps_what_is_seen_and_drops_what_hides(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@given(st.text(max_size=60))
def test_clean_leaves_no_control_or_direction_character(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(c) for c in cleaned} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert clean(cleaned) == cleaned
    assert visible(cleaned) == cleaned

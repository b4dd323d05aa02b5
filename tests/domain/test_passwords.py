"""A password is judged by its length and by how expected it is, never by kinds of characters."""

from __future__ import annotations

import unicodedata

import pytest

from consult_app.domain import passwords
from consult_app.errors import Refused

EXPECTED = ("Okyanus Klinik", "Dr Ayla Kaya", "Işıl Ören-Şahin")


def code(password: str) -> str:
    try:
        passwords.check(password, EXPECTED)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "the tram was late again",
        "şemsiyemi otobüste unuttum",
        "kedi balkon yağmur",
        "雨の日は猫と一緒に窓辺で本を読む",
        "gwrtmnbkplvzsdf",
        "748301956382017",
        "🌧 cats by the window",
        "Kaya walks by the sea",
        "the quick brown window",
        "a" * 3 + " plum under the bridge",
        "only lower case letters and spaces " * 7,
    ],
)
def test_check_long_and_unexpected_passes(password: str) -> None:
    assert code(password) == ""


def test_check_counts_characters_not_bytes() -> None:
    assert code("ş" * 6 + "üğıöçd") == "password.too-short"
    assert code("gwrtmnbkplvzsd") == "password.too-short"
    assert code("gwrtmnbkplvzsdf") == ""


def test_check_counts_a_composed_letter_once() -> None:
    apart = unicodedata.normalize("NFD", "öçşğüâéñôèìùåäë")
    assert len(apart) == 30
    assert code(apart) == ""
    assert code(apart[:28]) == "password.too-short"


def test_check_at_least_64_allowed() -> None:
    assert code("plum under bridge, " * 13) == ""
    assert code("plum under bridge, " * 14) == "password.too-long"


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password12345678",
        "aaaaaaaaaaaaaaaaaaaaa",
        "123456789012345",
        "987654321098765",
        "abcdefghijklmnopqrs",
        "qwertyuiopasdfgh",
        "QWERTYqwerty123456",
        "zxcvbnm,zxcvbnm,zxcvbnm",
        "admin admin admin admin",
        "iloveyou iloveyou!!!!",
        "hahahahahahahahaha",
        "ab1ab1ab1ab1ab1ab1",
        "               ",
        "...............",
        "clinic-clinic-2026",
    ],
)
def test_check_common_is_refused(password: str) -> None:
    assert code(password) == "password.guessable"


@pytest.mark.parametrize(
    "password",
    [
        "AylaKayaAylaKaya",
        "okyanus klinik 1",
        "Dr. Ayla Kaya 123456",
        "isil oren sahin!",
        "IŞIL ÖREN ŞAHİN 1",
        "kayaokyanuspassword",
    ],
)
def test_check_made_of_expected_names_is_refused(password: str) -> None:
    assert code(password) == "password.guessable"


def test_check_tells_how_much_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        passwords.check("short")
    assert refused.value.params == {"least": 15, "length": 5}


def test_normalised_is_the_same_from_every_keyboard() -> None:
    word = "üçüncü kullanıcı şifresi"
    apart = unicodedata.normalize("NFD", word)
    assert apart != word
    assert passwords.normalised(apart) == passwords.normalised(word)

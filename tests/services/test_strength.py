"""The hint beside the field: what would be tried first, and nothing more than a hint."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.errors import Refused
from consult_app.services import strength
from consult_app.services.strength import Weakness

EXPECTED = ("Okyanus Klinik", "Dr Ayla Kaya")


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("", Weakness.SHORT),
        ("Tr0ub4dor&3", Weakness.SHORT),
        ("passwordstandard", Weakness.COMMON),
        ("qazwsxedcrfvtgbyhn", Weakness.COMMON),
        ("12345678901234567890", Weakness.REPEATED),
        ("bnm,./;lkjhgfdsasdf", Weakness.KEYS),
        ("born 12.03.1979", Weakness.DATE),
        ("wonderful weather", Weakness.WORDS),
        ("mnopmnopmnopmnop", Weakness.REPEATED),
        ("okyanusklinik12", Weakness.EXPECTED),
        ("the cat sleeps on the router", None),
        ("şemsiyemi otobüste unuttum", None),
    ],
)
def test_estimate_names_what_would_be_tried_first(password: str, weakness: Weakness | None) -> None:
    found = strength.estimate(password, EXPECTED)
    assert found.weakness is weakness
    assert bool(found.hint) == (weakness is not None)


def test_estimate_grows_with_the_password() -> None:
    text = "the cat sleeps on the router"
    scores = [strength.estimate(text[:n]).score for n in (0, 5, 10, 15, 28)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 4)


def test_estimate_too_short_is_never_called_strong() -> None:
    found = strength.estimate("xK9#mQ2$vL7!")
    assert (found.score, found.allowed) == (1, False)


@pytest.mark.parametrize(
    "text", ["the cat sleeps on the router " * 200, "4@8({[<369!10$5+7%2" * 20, "a" * 5000]
)
def test_estimate_of_anything_pasted_comes_to_an_end(text: str) -> None:
    assert strength.estimate(text).allowed is False


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_estimate_of_any_text_agrees_with_require(text: str) -> None:
    try:
        strength.require(text, EXPECTED)
        allowed = True
    except Refused:
        allowed = False
    assert strength.estimate(text, EXPECTED).allowed is allowed


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password.too-short"),
        ("okyanusklinik12", "password.guessable"),
        ("passwordstandard", "password.guessable"),
        ("mailcreated5240", "password.guessable"),
        ("x" * 300, "password.too-long"),
    ],
)
def test_require_refuses_what_estimate_does_not_allow(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        strength.require(password, EXPECTED)
    assert refused.value.code == code
    assert not strength.estimate(password, EXPECTED).allowed


@pytest.mark.parametrize("password", ["the cat sleeps on the router", "şemsiyemi otobüste unuttum"])
def test_require_takes_what_estimate_allows(password: str) -> None:
    strength.require(password, EXPECTED)
    assert strength.estimate(password, EXPECTED).allowed


def test_import_reads_no_list_before_it_is_asked() -> None:
    code = "import sys, consult_app.services.strength; sys.exit('zxcvbn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""The recovery code survives a pen, a telephone and tired eyes, and says when it was mistyped."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.domain import recovery
from consult_app.errors import Refused

CODES = st.builds(recovery.new)


def mistyped(text: str) -> bool:
    try:
        recovery.read(text)
    except Refused as refused:
        return refused.code == "recovery.mistyped"
    return False


def test_new_is_seven_groups_of_letters_that_look_like_no_other() -> None:
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{3}", recovery.new())


def test_new_twice_differs() -> None:
    assert len({recovery.new() for _ in range(50)}) == 50


@given(CODES)
@settings(max_examples=30)
def test_read_as_printed_gives_160_bits(code: str) -> None:
    assert recovery.read(code).decode() == code.replace("-", "")[:32]


@pytest.mark.parametrize(
    "retyped",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " – "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: "\n".join(code.split("-")),
    ],
)
def test_read_typed_another_way_is_the_same(retyped: object) -> None:
    assert callable(retyped)
    for code in [recovery.new() for _ in range(20)]:
        assert recovery.read(retyped(code)) == recovery.read(code)


def test_read_with_any_one_wrong_character_is_refused() -> None:
    code = recovery.new().replace("-", "")
    for at, right in enumerate(code):
        for wrong in recovery.LETTERS:
            assert mistyped(code[:at] + wrong + code[at + 1 :]) == (wrong != right)


def test_read_with_any_two_neighbours_swapped_is_refused() -> None:
    code = recovery.new().replace("-", "")
    for at, (one, other) in enumerate(pairwise(code)):
        assert mistyped(code[:at] + other + one + code[at + 2 :]) == (one != other)


@pytest.mark.parametrize("text", ["", "-", "0", "U" * 33, "ş" * 33, "0" * 32, "0" * 34, "٠" * 33])
def test_read_what_is_no_code_is_refused(text: str) -> None:
    assert mistyped(text)

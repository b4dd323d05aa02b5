"""Numbers as people type them, with comma or point: read, asked, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.parsing import (
    Ambiguous,
    Invalid,
    ParsedNumber,
    Trouble,
    Understood,
    parse_number,
)


def told(parsed: ParsedNumber) -> str:
    """A result in short: `38.5`, `1500?1.500`, or the trouble's code."""
    match parsed:
        case Understood(value):
            return str(value)
        case Ambiguous(candidates):
            return "?".join(str(c) for c in candidates)
        case Invalid(code):
            return code.value


@pytest.mark.parametrize("decimal_comma", [True, False])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38", "38"),
        ("38.5", "38.5"),
        ("38,5", "38.5"),
        ("38.50", "38.50"),
        ("38,50", "38.50"),
        ("0,5", "0.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("38.", "38"),
        ("0.500", "0.500"),
        ("0,500", "0.500"),
        ("1.5000", "1.5000"),
        ("1500.250", "1500.250"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1\u202f500,5", "1500.5"),
        ("1'500.5", "1500.5"),
        ("12 345 678", "12345678"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("-3,5", "-3.5"),
        ("−3", "-3"),
        ("+3", "3"),
        ("  38,5\n", "38.5"),
        ("\u200e38,5\u200f", "38.5"),
        ("٣٨", "38"),
        ("007", "7"),
    ],
)
def test_number_with_one_reading_is_read_in_every_clinic(
    text: str, number: str, decimal_comma: bool
) -> None:
    assert told(parse_number(text, decimal_comma)) == number


@pytest.mark.parametrize(
    ("text", "with_comma", "with_point"),
    [
        ("1.500", "1500?1.500", "1.500?1500"),
        ("1,500", "1.500?1500", "1500?1.500"),
        ("38.500", "38500?38.500", "38.500?38500"),
        ("-1,500", "-1.500?-1500", "-1500?-1.500"),
        ("123,456", "123.456?123456", "123456?123.456"),
    ],
)
def test_one_mark_before_three_digits_is_asked_the_clinics_reading_first(
    text: str, with_comma: str, with_point: str
) -> None:
    assert told(parse_number(text, decimal_comma=True)) == with_comma
    assert told(parse_number(text, decimal_comma=False)) == with_point


@pytest.mark.parametrize("decimal_comma", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "many", "38 C", "38°", "1e5", "nan", "inf", "0x10", "½", "2²", "--3", "3-4", "-", ".", ",",
        "1..5", "1,,5", "1.5.5", "1,5,5", "1,23,456", "12,34.5", "1.234.56", "1,234,56",
        "1234 500", "1 50", "1 5000", "0 500", "1,234 567", "1.2,3.4", "3/4", "<3", "9" * 1_000_000,
    ],
)  # fmt: skip
def test_text_that_is_no_number_is_refused(text: str, decimal_comma: bool) -> None:
    assert parse_number(text, decimal_comma) == Invalid(Trouble.NOT_A_NUMBER)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_is_empty(text: str) -> None:
    assert parse_number(text, decimal_comma=False) == Invalid(Trouble.EMPTY)


@given(st.decimals(-10_000, 10_000, places=2, allow_nan=False, allow_infinity=False))
def test_number_with_two_decimals_is_read_back_with_either_mark(number: Decimal) -> None:
    for text in (str(number), str(number).replace(".", ",")):
        for decimal_comma in (True, False):
            found = parse_number(text, decimal_comma)
            assert found == Understood(number)
            assert told(found) == str(number)


@given(st.integers(0, 10**12), st.booleans())
def test_grouped_integer_is_read_or_asked_with_itself_among_the_candidates(
    number: int, decimal_comma: bool
) -> None:
    for text in (f"{number:,}", f"{number:,}".replace(",", ".")):
        match parse_number(text, decimal_comma):
            case Understood(value):
                assert value == number
            case Ambiguous(candidates):
                assert number in candidates
            case Invalid():
                pytest.fail(text)


@given(st.text(max_size=80), st.booleans())
def test_no_text_whatever_breaks_the_reading(text: str, decimal_comma: bool) -> None:
    parse_number(text, decimal_comma)


@given(st.text("0123456789., +-'", max_size=12), st.booleans())
def test_candidates_are_never_fewer_than_two_and_all_different(
    text: str, decimal_comma: bool
) -> None:
    found = parse_number(text, decimal_comma)
    if isinstance(found, Ambiguous):
        assert len(set(found.candidates)) == len(found.candidates) >= 2

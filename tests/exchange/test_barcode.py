"""Barcodes as scanners type them: what is damaged is refused, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.scan import Scan
from consult_app.errors import Refused
from consult_app.exchange.barcode import gtin, read
from tests.services.refusing import refused

GTIN = "04012345678901"
WHOLE = Scan(GTIN, "A7731", date(2027, 8, 31), 25)
LAST = Scan(GTIN, "A7731", date(2027, 8, 31))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"01{GTIN}1727083110A7731", LAST),
        (f"]d201{GTIN}1727083110A7731\x1d3025", WHOLE),
        (f"]C101{GTIN}1727083110A7731\x1d3025", WHOLE),
        (f"\x1d01{GTIN}1727083110A7731\x1d3025\r", WHOLE),
        (f"]d2\x1d01{GTIN}10A7731\x1d17270831\x1d3025", WHOLE),
        (f"01{GTIN}1727083110A7731\u241d3025", WHOLE),
        (f"01{GTIN}1727083110A7731<GS>3025", WHOLE),
        (f"01{GTIN}1727083110A7731^]3025", WHOLE),
        (f"01{GTIN}1727083110A7731|3025", WHOLE),
        (f"(01){GTIN}(17)270831(10)A7731(30)25", WHOLE),
        (f"(01) {GTIN} (17) 270831 (10) A7731", LAST),
        (f"02{GTIN}1727083110A7731\x1d3725", WHOLE),
        (f"01{GTIN}1727080010A7731", LAST),
        (f"01{GTIN}10A7731", Scan(GTIN, "A7731")),
        ("17270831" + "10A7731", Scan("", "A7731", date(2027, 8, 31))),
        (f"01{GTIN}1728022910B-1/2", Scan(GTIN, "B-1/2", date(2028, 2, 29))),
        (f"01{GTIN}7003270831120010A7731", LAST),
        (f"01{GTIN}11250101{'21SERIAL'}\x1d1727083110A7731", LAST),
    ],
)
def test_code_is_read_however_the_scanner_types_its_separator(typed: str, said: Scan) -> None:
    assert read(typed) == said


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "barcode.unreadable"),
        (f"02{GTIN}17270831372510A7731", "barcode.unreadable"),
        ("hello", "barcode.unreadable"),
        ("]d2", "barcode.unreadable"),
        ("9" * 600, "barcode.unreadable"),
        (f"01{GTIN[:9]}", "barcode.unreadable"),
        (f"01{GTIN}1727083110A7731\x1d10B1", "barcode.unreadable"),
        (f"01{GTIN[:-1]}21727083110A7731", "barcode.check-digit"),
        (f"01{GTIN}1727023010A7731", "barcode.impossible-date"),
        (f"01{GTIN}1727130110A7731", "barcode.unreadable"),
        (f"01{GTIN}1700000010A7731", "barcode.impossible-date"),
        (f"01{GTIN}17270831", "barcode.no-lot"),
        (f"01{GTIN}1727083110", "barcode.unreadable"),
        ("4012345678901", "barcode.no-lot"),
        ("4012345678902", "gtin.check-digit"),
    ],
)
def test_damaged_code_is_refused_with_what_is_wrong_with_it(typed: str, code: str) -> None:
    with refused(code):
        read(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    code = ""
    try:
        code = f"barcode. {read(typed).lot}"
    except Refused as refusal:
        code = refusal.code
    assert code.startswith(("barcode.", "gtin."))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("4012345678901", GTIN),
        ("4 012345 678901", GTIN),
        (GTIN, GTIN),
        ("96385074", "00000096385074"),
    ],
)
def test_number_of_a_product_is_kept_as_fourteen_digits(typed: str, kept: str) -> None:
    assert gtin(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12", "gtin.unreadable"),
        ("abc", "gtin.unreadable"),
        ("٤٠١٢٣٤٥٦٧٨٩٠١", "gtin.unreadable"),
        ("4012345678902", "gtin.check-digit"),
    ],
)
def test_number_that_is_none_is_refused(typed: str, code: str) -> None:
    with refused(code):
        gtin(typed)

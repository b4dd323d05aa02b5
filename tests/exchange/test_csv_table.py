"""CSV: what comes back is what was put in, and no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consult_app
from consult_app.exchange.csv_table import harmless, table

FORMULAS = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =HYPERLINK(1)"]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", FORMULAS)
def test_cell_that_begins_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert rows_of(table(["Head"], [[cell]]))[1] == ["'" + cell]


@pytest.mark.parametrize("cell", ["", "Kaya", "a=b", "Dr Ayşe Kaya", '"quoted", with comma', 17])
def test_plain_cell_stays_as_it_is(cell: str | int) -> None:
    assert rows_of(table(["Head"], [[cell]]))[1] == [str(cell)]


def test_table_begins_with_the_mark_that_spreadsheets_read_as_utf_8() -> None:
    assert table(["Ü"], []) == b'\xef\xbb\xbf"\xc3\x9c"\r\n'


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_text_begins_as_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless(text).removeprefix("'") == text.removeprefix("'")


def test_no_table_is_written_but_through_the_one_that_minds_formulas() -> None:
    package = Path(consult_app.__file__).parent
    writers = [p.name for p in package.rglob("*.py") if "csv.writer" in p.read_text("utf-8")]
    assert writers == ["csv_table.py"]

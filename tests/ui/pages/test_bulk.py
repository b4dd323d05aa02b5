"""Registering from a file in the window: every row is shown first, the whole is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.domain.patients import Patient
from consult_app.services import patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

TABLE = (
    "Soyadı;Adı;Doğum Tarihi;Cinsiyet\n"
    "Şahin;Gülşen;23.04.1980;Kadın\n"
    "Demir;Elif Su;12.03.1979;Kadın\n"
    "Yıldız;Ayla;31.02.1980;Kadın\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "hastalar.csv"
    made.write_bytes(TABLE.encode("cp1254"))
    return made


def look(hands: Hands, ctx: Context, file: Path) -> None:
    ctx.go.patients.emit()
    hands.settle()
    hands.click("Register from a file")
    hands.fill("File with patients", str(file))
    hands.click("Look at it")


def test_rows_are_shown_then_registered_then_taken_back(
    hands: Hands, ctx: Context, elif_demir: Patient, file: Path
) -> None:
    look(hands, ctx, file)
    hands.click("See what becomes of each row")
    assert hands.reads("Is registered: 1 · May be somebody who is here: left out: 1")
    assert not patients.search(ctx.acting, "sahin")
    hands.click("Register 1 patient")
    assert hands.sees("1 patient registered, 2 rows left out, shown above")
    assert patients.search(ctx.acting, "sahin")
    hands.click("Take back the file of 23 November 2026, 09:00")
    assert hands.reads("Taken back. Patients with something recorded since stay: 0.")
    assert not patients.search(ctx.acting, "sahin")


def test_dates_that_read_in_two_ways_are_asked(hands: Hands, ctx: Context, tmp_path: Path) -> None:
    unclear = tmp_path / "list.csv"
    unclear.write_text("Surname,Forename,DOB\nNowak,Ewa,03/04/1979\n")
    look(hands, ctx, unclear)
    assert hands.reads("These dates can be read in two ways")
    hands.click("See what becomes of each row")
    assert not hands.reads("Is registered")
    hands.answer("How dates are written in it", "Month, day, year")
    hands.click("See what becomes of each row")
    hands.click("Register 1 patient")
    (found,) = patients.search(ctx.acting, "nowak")
    assert found.birth_date.isoformat() == "1979-03-04"


def test_file_that_is_no_table_is_refused_beside_the_field(
    hands: Hands, ctx: Context, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\0\0\0")
    look(hands, ctx, picture)
    assert hands.reads("This is no table that can be read")

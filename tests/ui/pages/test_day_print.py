"""A day's papers in one press from the day's list: by appointment, each counted, none twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from consult_app.documents.pages import page_count
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.patients import NewPatient, Patient
from consult_app.services import consultations, day, day_print, decisions, documents, patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.today import TodayPage
from tests.ui.pages.test_documents import CTRL, FilePrinters, NoPrinters


def day_of(ctx: Context, qtbot: QtBot, printers: FilePrinters) -> Hands:
    page = TodayPage(ctx, printers)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    hands = Hands(page, lambda: ctx.work.busy)
    hands.settle()
    return hands


def expect(ctx: Context, elif_demir: Patient) -> Patient:
    """Somebody new at nine; at ten somebody whose information sheet is made."""
    begun = consultations.start(ctx.acting, elif_demir.id)
    documents.make(ctx.acting, begun.id, Kind.INFORMATION)
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    new = patients.register(ctx.acting, NewPatient("Ak", "Can", date(1980, 1, 2)))
    day.add(ctx.acting, new.id, ctx.acting.today(), "09:00")
    return new


def press_print(hands: Hands) -> None:
    """Without waiting until the window is idle: a page takes its time on a busy computer."""
    button = hands.find("Print now")
    assert isinstance(button, QAbstractButton)
    button.click()


def printed(ctx: Context) -> list[bool]:
    return [piece.printed for piece in day_print.of(ctx.acting, ctx.acting.today()).pieces]


def test_one_press_prints_what_everybody_needs_and_counts_it_once(
    ctx: Context, qtbot: QtBot, elif_demir: Patient, tmp_path: Path
) -> None:
    expect(ctx, elif_demir)
    file = tmp_path / "printed.pdf"
    hands = day_of(ctx, qtbot, FilePrinters(file))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.find("Blank questions · 1")
    pieces = day_print.of(ctx.acting, ctx.acting.today()).pieces
    pages = sum(sheet.pages for sheet in day_print.sheets(ctx.acting, pieces))
    assert hands.sees(f"2 papers, {pages} pages, English")
    press_print(hands)
    qtbot.waitUntil(lambda: hands.sees("2 papers sent to the printer."), timeout=60_000)
    hands.settle()
    assert page_count(file.read_bytes()) == pages
    assert printed(ctx) == [True, True]
    hands.press(Qt.Key.Key_P, CTRL)
    hands.find("Printed already: print again as copies · 2")
    assert hands.sees("Nothing is chosen"), "nothing is printed twice unknowingly"


def test_nothing_to_print_is_said(
    ctx: Context, qtbot: QtBot, elif_demir: Patient, tmp_path: Path
) -> None:
    begun = consultations.start(ctx.acting, elif_demir.id)
    later = ctx.acting.today().replace(year=ctx.acting.today().year + 1)
    decisions.decide(ctx.acting, begun.id, NewDecision(Choice.DEFER, "A cold.", later))
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    hands = day_of(ctx, qtbot, NoPrinters(tmp_path))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert hands.sees("Nothing is to be printed for those who come today.")


def test_kind_that_is_not_wanted_is_left_out(
    ctx: Context, qtbot: QtBot, elif_demir: Patient, tmp_path: Path
) -> None:
    expect(ctx, elif_demir)
    hands = day_of(ctx, qtbot, FilePrinters(tmp_path / "printed.pdf"))
    hands.click("Print the day's papers")
    hands.click("Blank questions · 1")
    assert hands.reads("1 paper, ")
    press_print(hands)
    qtbot.waitUntil(lambda: hands.sees("1 paper sent to the printer."), timeout=60_000)
    hands.settle()
    assert printed(ctx) == [False, True]


def test_without_a_printer_they_are_saved_and_no_name_is_in_a_file_name(
    ctx: Context, qtbot: QtBot, elif_demir: Patient, tmp_path: Path
) -> None:
    expect(ctx, elif_demir)
    hands = day_of(ctx, qtbot, NoPrinters(tmp_path))
    hands.click("Print the day's papers")
    hands.click("Save instead")
    hands.answer("Files", "A file for each")
    hands.fill("Save them in", str(tmp_path))
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.reads("Saved as ")
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf")
    assert len(names) == 2
    assert not any("demir" in name.lower() or "ak" in name.lower().split("-") for name in names)
    assert printed(ctx) == [False, False]


def test_papers_of_one_are_a_press_under_the_name(
    ctx: Context, qtbot: QtBot, elif_demir: Patient, tmp_path: Path
) -> None:
    expect(ctx, elif_demir)
    hands = day_of(ctx, qtbot, NoPrinters(tmp_path))
    hands.click("1 paper to print: Elif Demir")
    hands.find("Information sheets · 1")
    assert not hands.sees("Blank questions · 1")
    hands.press(Qt.Key.Key_Escape)
    assert not hands.sees("Papers of the day")

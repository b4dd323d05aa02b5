"""A day's papers in one press, filtered, saved as files, with their whole history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from consult_app.documents.pages import page_count
from consult_app.domain.documents import DocumentRecord, Edition, Kind
from consult_app.domain.patients import NewPatient, Patient
from consult_app.services import consultations, documents, patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.ui.conftest import Clock
from tests.ui.pages.test_documents import CTRL, FilePrinters, NoPrinters, view_of
from tests.ui.pages.test_print_centre import list_of


@pytest.fixture
def papers(ctx: Context, elif_demir: Patient) -> tuple[DocumentRecord, ...]:
    """A paper of each of two people, made today."""
    other = patients.register(ctx.acting, NewPatient("Ak", "Can", date(1980, 1, 2)))
    begun = [consultations.start(ctx.acting, patient.id) for patient in (elif_demir, other)]
    return tuple(documents.make(ctx.acting, one.id, Kind.INFORMATION) for one in begun)


def printed(ctx: Context) -> dict[int, int]:
    return {record.id: record.printed for record, _patient in documents.recent(ctx.acting)}


def test_day_is_printed_in_one_press_and_the_list_is_empty_then(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    file = tmp_path / "printed.pdf"
    _page, hands = list_of(ctx, qtbot, FilePrinters(file))
    hands.answer("Which ones", "To print")
    hands.settle()
    assert hands.sees("2 papers are not printed yet.")
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    pages = sum(record.pages for record in papers)
    assert hands.sees(f"2 documents, {pages} pages, English")
    hands.click("Print now")
    qtbot.waitUntil(lambda: hands.sees("Sent to the printer."), timeout=60_000)
    hands.settle()
    assert page_count(file.read_bytes()) == pages
    assert printed(ctx) == {record.id: 1 for record in papers}
    assert hands.sees("Nothing waits for the printer")


def test_what_is_filtered_away_is_not_printed(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    _page, hands = list_of(ctx, qtbot, FilePrinters(tmp_path / "printed.pdf"))
    hands.answer("Which ones", "To print")
    hands.settle()
    hands.fill("Find a document", "elif")
    hands.click("Print them all")
    hands.settle()
    assert hands.sees(f"1 document, {papers[0].pages} pages, English")
    hands.click("Print now")
    qtbot.waitUntil(lambda: hands.sees("Sent to the printer."), timeout=60_000)
    hands.settle()
    assert printed(ctx) == {papers[0].id: 1, papers[1].id: 0}


def test_papers_of_the_day_before_are_a_step_away(
    ctx: Context,
    qtbot: QtBot,
    papers: tuple[DocumentRecord, ...],
    tmp_path: Path,
    clock: Clock,
) -> None:
    clock.at += timedelta(days=1)
    page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    hands.answer("Which ones", "To print")
    hands.settle()
    assert page.table.shown_ids == ()
    hands.click("The day before")
    hands.settle()
    assert set(page.table.shown_ids) == {str(record.id) for record in papers}


def test_pack_is_made_in_the_registered_size_when_that_is_chosen(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], elif_demir: Patient,
    tmp_path: Path,
) -> None:  # fmt: skip
    large = replace(elif_demir.registered, edition=Edition.LARGE)
    patients.correct(ctx.acting, elif_demir, large)
    page, hands = list_of(ctx, qtbot, FilePrinters(tmp_path / "printed.pdf"))
    page.table.select(str(papers[0].id))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert hands.reads("Large print is registered for the patient, and 1 paper is in ordinary")
    hands.answer("Size of print", "Large")
    hands.settle()
    newest = documents.recent(ctx.acting)[0][0]
    assert (newest.patient_id, newest.edition) == (elif_demir.id, Edition.LARGE)
    assert hands.sees(f"1 document, {newest.pages} pages, English, large print")
    assert not hands.reads("Large print is registered")


def test_printer_without_paper_is_told_and_pressed_again_it_prints(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    class Empty(FilePrinters):
        def trouble(self, name: str) -> str:
            return "print.paper-out"

    view, hands = view_of(ctx, qtbot, Empty(tmp_path / "out.pdf"))
    view.show_record(papers[0])
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.click("Print now")
    hands.settle()
    assert hands.reads("The printer Desk printer is out of paper")
    assert printed(ctx)[papers[0].id] == 0
    hands.click("Print all the same")
    qtbot.waitUntil(lambda: hands.sees("Sent to the printer."), timeout=60_000)
    hands.settle()
    assert printed(ctx)[papers[0].id] == 1


def test_job_that_the_printer_does_not_take_counts_nothing(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    class Refusing(QPrinter):
        def printerState(self) -> QPrinter.PrinterState:  # noqa: N802 - Qt's name
            return QPrinter.PrinterState.Error

    class RefusingPrinters(FilePrinters):
        def printer(self, name: str) -> QPrinter:
            printer = Refusing(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self.file))
            return printer

    view, hands = view_of(ctx, qtbot, RefusingPrinters(tmp_path / "out.pdf"))
    view.show_record(papers[0])
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.click("Print now")
    hands.settle()
    qtbot.waitUntil(lambda: hands.reads("did not take the job"), timeout=60_000)
    assert printed(ctx)[papers[0].id] == 0


def test_printer_of_one_side_is_not_asked_for_two(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    class OneSided(FilePrinters):
        def both_sides(self, name: str) -> bool:
            return False

    view, hands = view_of(ctx, qtbot, OneSided(tmp_path / "out.pdf"))
    view.show_record(papers[0])
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    assert hands.sees("Copies")
    assert not hands.sees("Sides of the paper")


@pytest.mark.parametrize("together", [True, False])
def test_day_is_saved_as_files_without_a_name_in_them(
    ctx: Context,
    qtbot: QtBot,
    papers: tuple[DocumentRecord, ...],
    tmp_path: Path,
    together: bool,
) -> None:
    _page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    hands.answer("Which ones", "To print")
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    hands.click("Save instead")
    hands.answer("Files", "All in one file" if together else "A file for each")
    name = f"papers-{papers[1].number}-and-1-more.pdf"
    field = "Save the copy as" if together else "Save them in"
    hands.fill(field, str(tmp_path / name if together else tmp_path))
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.reads("Saved as ")
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf")
    assert names == ([name] if together else [f"information-{r.number}.pdf" for r in papers])
    assert not any("demir" in one.lower() for one in names)
    if not together:
        kept = documents.content(ctx.acting, papers[0].id)
        assert (tmp_path / names[0]).read_bytes() == kept


def test_another_file_of_the_name_is_asked_about_before_it_goes(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    target = tmp_path / "x.pdf"
    target.write_bytes(b"other")
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(papers[0])
    hands.settle()
    hands.press(Qt.Key.Key_S, CTRL)
    assert not hands.sees("Replace it")
    hands.fill("Save the copy as", str(target))
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.reads("There is another file of that name already")
    assert target.read_bytes() == b"other"
    hands.click("Replace it")
    hands.settle()
    assert target.read_bytes() == documents.content(ctx.acting, papers[0].id)


def test_whole_history_stands_beside_the_paper_and_its_row(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    documents.note_printed(ctx.acting, papers[0].id)
    documents.note_saved(ctx.acting, papers[0].id)
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(papers[0])
    hands.settle()
    hands.click("History")
    hands.settle()
    told = [name for name in hands.reading().split(" | ") if name.endswith("· Dr Ayşe Kaya")]
    assert [line.split(" · ")[1] for line in told] == ["Saved as PDF", "Printed"]
    hands.press(Qt.Key.Key_Escape)
    assert not hands.sees("Close the history")
    view.close()
    page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    page.table.select(str(papers[1].id))
    hands.click("History")
    hands.settle()
    assert hands.sees(f"What was done with {papers[1].number}")
    assert hands.sees("Neither printed nor saved so far.")


def test_copy_handed_over_is_noted_beside_the_paper(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(papers[0])
    hands.settle()
    hands.click("Copy handed over")
    hands.settle()
    assert hands.sees("Noted: the patient has a copy.")
    hands.click("History")
    hands.settle()
    assert hands.reads(" · Copy handed over · Dr Ayşe Kaya")
    view.close()


def test_desk_begins_with_what_waits_for_the_printer(
    hands: Hands, ctx: Context, papers: tuple[DocumentRecord, ...]
) -> None:
    ctx.go.documents.emit()
    hands.settle()
    hands.answer("Which ones", "To print")
    hands.settle()
    assert hands.sees("2 papers are not printed yet.")

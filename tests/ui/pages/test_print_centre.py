"""Papers of a consultation in one go: counted each, copies marked, never back to back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from consult_app.documents.pages import page_count
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.services import consultations, documents
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.documents import DocumentsPage
from consult_app.ui.pages.pack_print import PackPrint
from consult_app.ui.pages.printing import Job, Manner, PrintRun
from consult_app.ui.window import Window
from tests.ui.conftest import Clock
from tests.ui.pages.test_documents import CTRL, FilePrinters, NoPrinters

A4 = QPageSize(QPageSize.PageSizeId.A4)


@pytest.fixture
def papers(ctx: Context, elif_demir: Patient) -> tuple[DocumentRecord, ...]:
    """Two papers of one consultation, and one of another."""
    consultation = consultations.start(ctx.acting, elif_demir.id)
    kinds = (Kind.INFORMATION, Kind.INFORMATION)
    made = [documents.make(ctx.acting, consultation.id, kind) for kind in kinds]
    return tuple(made)


def list_of(ctx: Context, qtbot: QtBot, printers: FilePrinters) -> tuple[DocumentsPage, Hands]:
    page = DocumentsPage(ctx, printers)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.enter()
    qtbot.waitUntil(page.isActiveWindow)
    hands = Hands(page, lambda: ctx.work.busy)
    hands.settle()
    return page, hands


def test_one_key_says_what_would_be_printed_and_enter_prints_it(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    page, hands = list_of(ctx, qtbot, FilePrinters(printed))
    page.table.select(str(papers[-1].id))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    pages = papers[-1].pages
    assert hands.sees(f"1 document, {pages} pages, English")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.sees("Sent to the printer.")
    assert page_count(printed.read_bytes()) == pages
    counts = {record.id: record.printed for record, _patient in documents.recent(ctx.acting)}
    assert counts == {papers[0].id: 0, papers[1].id: 1}


def test_copies_are_counted_each(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    page, hands = list_of(ctx, qtbot, FilePrinters(printed))
    page.table.select(str(papers[-1].id))
    hands.click("Print the papers")
    hands.settle()
    hands.answer("Copies", "2")
    hands.click("Print now")
    qtbot.waitUntil(lambda: hands.sees("Sent to the printer."), timeout=60_000)
    hands.settle()
    assert page_count(printed.read_bytes()) == 2 * papers[-1].pages
    newest, _patient = documents.recent(ctx.acting)[0]
    assert newest.printed == 2


def test_nothing_chosen_and_no_printer_are_said(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    page.table.select(str(papers[-1].id))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert hands.sees("No printer is set up on this computer")
    assert hands.sees("Save instead")


def test_patients_page_leads_to_the_printer(
    hands: Hands, ctx: Context, window: Window, papers: tuple[DocumentRecord, ...]
) -> None:
    ctx.go.patient.emit(papers[0].patient_id)
    hands.settle()
    hands.click("Print the papers")
    hands.settle()
    page = window.stack.currentWidget()
    assert isinstance(page, DocumentsPage)
    assert page.table.current == str(papers[-1].id)
    assert hands.sees("No printer is set up on this computer") or hands.sees("Print now")


def test_list_shows_a_days_papers_alone(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path, clock: Clock
) -> None:
    clock.at += timedelta(days=1)
    today = documents.make(ctx.acting, papers[0].consultation_id, Kind.INFORMATION)
    page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    everything = set(page.table.shown_ids)
    hands.answer("Which ones", "Of the day")
    hands.settle()
    of_today = set(page.table.shown_ids)
    assert of_today == {str(today.id)}
    assert len(everything) == 3


@pytest.fixture
def run(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> Callable[[Manner], int]:
    """Prints the newest paper and it again as two jobs; how many sides came out."""

    def printed(manner: Manner) -> int:
        record = papers[-1]
        pdf = documents.content(ctx.acting, record.id)
        owner = QObject()
        jobs = [Job(record.id, pdf, pages) for pages in (1, 1)]
        printing = PrintRun(ctx.work, jobs, manner, owner)
        file = tmp_path / "out.pdf"
        with qtbot.waitSignal(printing.finished, timeout=20_000):
            printing.start(FilePrinters(file).printer(""), A4, "made up")
        return page_count(file.read_bytes())

    return printed


@pytest.mark.parametrize(
    ("manner", "sides"),
    [
        (Manner(), 2),
        (Manner(copies=2), 4),
        (Manner(both_sides=True), 3),
        (Manner(copies=2, both_sides=True), 7),
    ],
)
def test_no_document_begins_on_the_back_of_another(
    run: Callable[[Manner], int], manner: Manner, sides: int
) -> None:
    assert run(manner) == sides


def test_printer_that_stops_in_the_middle_is_told_and_counts_nothing(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    class Stuck(QPrinter):
        def newPage(self) -> bool:  # noqa: N802 - Qt's name
            return False

    class StuckPrinters(FilePrinters):
        def printer(self, name: str) -> QPrinter:
            printer = Stuck(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self.file))
            return printer

    pack = PackPrint(ctx, StuckPrinters(tmp_path / "out.pdf"))
    qtbot.addWidget(pack)
    pack.resize(1000, 400)
    pack.show()
    hands = Hands(pack, lambda: ctx.work.busy)
    pack.ask(papers[-1].id)
    hands.settle()
    hands.click("Print now")
    hands.settle()
    assert hands.reads("The printer stopped after page 1")
    newest, _patient = documents.recent(ctx.acting)[0]
    assert newest.printed == 0


def test_printer_that_has_gone_is_told(
    ctx: Context, qtbot: QtBot, papers: tuple[DocumentRecord, ...], tmp_path: Path
) -> None:
    class GonePrinters(FilePrinters):
        def printer(self, name: str) -> QPrinter:
            raise Refused("print.gone", name=name)

    pack = PackPrint(ctx, GonePrinters(tmp_path / "out.pdf"))
    qtbot.addWidget(pack)
    pack.resize(1000, 400)
    pack.show()
    hands = Hands(pack, lambda: ctx.work.busy)
    pack.ask(papers[-1].id)
    hands.settle()
    hands.click("Print now")
    assert hands.reads("The printer Desk printer is no longer there")

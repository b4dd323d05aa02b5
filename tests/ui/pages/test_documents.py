"""Documents: listed, seen as pages, printed to a real printer driver, saved as the very bytes."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from consult_app.documents.pages import page_count
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.people import Role
from consult_app.services import consultations, decisions, documents
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages import printing
from consult_app.ui.pages.documents import DocumentsPage
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.window import Window
from tests.ui.pages.conftest import FINE

A4_INCHES = 210 / 25.4
CTRL = Qt.KeyboardModifier.ControlModifier


class FilePrinters:
    """One printer that prints into a file, through Qt's own print engine."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def names(self) -> list[str]:
        return ["Desk printer"]

    def both_sides(self, name: str) -> bool:
        return True

    def trouble(self, name: str) -> str:
        return ""

    def printer(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return printer


class NoPrinters(FilePrinters):
    """A computer without a printer."""

    def names(self) -> list[str]:
        return []


@pytest.fixture
def record(ctx: Context, elif_demir: Patient) -> DocumentRecord:
    """A stored document of a patient."""
    consultation = consultations.start(ctx.acting, elif_demir.id)
    return documents.make(ctx.acting, consultation.id, Kind.INFORMATION)


@pytest.fixture
def letter(ctx: Context, elif_demir: Patient) -> DocumentRecord:
    """A stored document that is for the physicians."""
    consultation = consultations.start(ctx.acting, elif_demir.id)
    later = ctx.acting.today() + timedelta(days=30)
    decisions.decide(ctx.acting, consultation.id, NewDecision(Choice.DEFER, "A cold.", later))
    return documents.make(ctx.acting, consultation.id, Kind.DEFERRAL)


def view_of(ctx: Context, qtbot: QtBot, printers: FilePrinters) -> tuple[DocumentView, Hands]:
    view = DocumentView(ctx, printers)
    qtbot.addWidget(view)
    view.resize(1100, 800)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view, Hands(view, lambda: ctx.work.busy)


def test_no_documents_yet_is_said(hands: Hands, ctx: Context) -> None:
    ctx.go.documents.emit()
    hands.settle()
    assert hands.sees("No documents yet")


def test_enter_shows_the_pages_and_escape_goes_back(
    hands: Hands, ctx: Context, window: Window, record: DocumentRecord
) -> None:
    ctx.go.documents.emit()
    hands.settle()
    page = window.stack.currentWidget()
    assert isinstance(page, DocumentsPage)
    hands.write(record.number)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert page.view.isVisible()
    assert page.view.preview.desk.pages == record.pages
    hands.press(Qt.Key.Key_Escape)
    assert hands.sees("Documents")
    assert not page.view.isVisible()


def test_the_patient_page_leads_to_a_document(
    hands: Hands, ctx: Context, window: Window, record: DocumentRecord
) -> None:
    ctx.go.patient.emit(record.patient_id)
    hands.click(f"Show document {record.number}")
    page = window.stack.currentWidget()
    assert isinstance(page, DocumentsPage)
    assert page.view.preview.desk.pages == record.pages


def test_print_prints_every_page_and_counts_it(
    ctx: Context,
    qtbot: QtBot,
    record: DocumentRecord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "DPI", FINE)
    printed = tmp_path / "printed.pdf"
    view, hands = view_of(ctx, qtbot, FilePrinters(printed))
    view.show_record(record)
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("Sent to the printer.")
    assert page_count(printed.read_bytes()) == record.pages
    assert dots_across(printed) > 300 * A4_INCHES - 1
    ((counted, _patient),) = documents.recent(ctx.acting)
    assert counted.printed == 1
    hands.settle()
    assert hands.reads("Final · English · Printed once, last by Dr Ayşe Kaya on 23 November 2026")


def dots_across(file: Path) -> int:
    """Of the widest picture in a file."""
    with pikepdf.open(file) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return max(int(one.Width) for one in streams if one.get("/Subtype") == "/Image")


def test_no_printer_says_what_to_do_and_offers_to_save(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(record)
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    assert hands.sees("No printer is set up on this computer")
    hands.click("Save instead")
    assert hands.find("Save the copy as").hasFocus()
    ((counted, _patient),) = documents.recent(ctx.acting)
    assert counted.printed == 0


def save_as(hands: Hands, target: Path) -> None:
    hands.press(Qt.Key.Key_S, CTRL)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write(str(target))
    hands.press(Qt.Key.Key_Return)


def test_save_copies_the_stored_bytes_under_a_name_without_the_patient(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(record)
    hands.settle()
    hands.press(Qt.Key.Key_S, CTRL)
    line = hands.find("Save the copy as")
    assert isinstance(line, QLineEdit)
    proposed = Path(line.text())
    assert proposed.name == f"information-{record.number}.pdf"
    hands.press(Qt.Key.Key_Escape)
    target = tmp_path / proposed.name
    save_as(hands, target)
    assert hands.sees(f"Saved as {target}")
    assert target.read_bytes() == documents.content(ctx.acting, record.id)
    assert target.stat().st_mode & 0o777 == 0o600


def test_save_where_there_is_no_folder_says_so(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(record)
    hands.settle()
    save_as(hands, tmp_path / "missing" / "x.pdf")
    assert hands.sees("There is no such folder: choose another one.")


def test_save_on_a_full_disk_says_so_and_leaves_nothing(
    ctx: Context,
    qtbot: QtBot,
    record: DocumentRecord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_record(record)
    hands.settle()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    save_as(hands, tmp_path / "x.pdf")
    monkeypatch.undo()
    assert hands.reads("The disk is full and no copy was saved")
    assert not (tmp_path / "x.pdf").exists()


def test_bytes_that_are_not_stored_are_neither_printed_nor_saved(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    view, hands = view_of(ctx, qtbot, NoPrinters(tmp_path))
    view.show_pdf(documents.content(ctx.acting, record.id), "Preview")
    hands.settle()
    assert view.preview.desk.pages == record.pages
    assert not hands.sees("Print")
    hands.press(Qt.Key.Key_S, CTRL)
    assert not hands.sees("Save the copy as")


def test_a_letter_is_released_to_the_desk(
    ctx: Context, qtbot: QtBot, tmp_path: Path, letter: DocumentRecord
) -> None:
    view, hands = view_of(ctx, qtbot, FilePrinters(tmp_path / "out.pdf"))
    view.show_record(letter)
    hands.settle()
    assert hands.sees("Final · English")
    hands.click("Release to the desk")
    hands.settle()
    assert hands.sees("Final, released to the desk · English")
    assert hands.sees("The desk can see and print it now.")
    assert not hands.sees("Release to the desk")
    assert documents.of_patient(ctx.acting, letter.patient_id)[0].released


def test_what_the_desk_has_is_not_offered_for_release(
    ctx: Context, qtbot: QtBot, tmp_path: Path, record: DocumentRecord
) -> None:
    view, hands = view_of(ctx, qtbot, FilePrinters(tmp_path / "out.pdf"))
    view.show_record(record)
    hands.settle()
    assert hands.sees("Print")
    assert not hands.sees("Release to the desk")


def test_the_desk_releases_nothing_and_reads_why(
    ctx: Context, qtbot: QtBot, tmp_path: Path, letter: DocumentRecord
) -> None:
    user = replace(ctx.acting.user, roles=frozenset({Role.ASSISTANT}))
    ctx.acting = replace(ctx.acting, user=user)
    view, hands = view_of(ctx, qtbot, FilePrinters(tmp_path / "out.pdf"))
    view.show_record(letter)
    hands.settle()
    assert hands.reads("This document is for the physicians")
    assert not hands.sees("Release to the desk")
    assert view.preview.desk.pages == 0

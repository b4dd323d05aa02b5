"""Large print in the windows: registered with the patient, chosen where a paper is printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult_app.documents.pages import page_count
from consult_app.domain.documents import DocumentRecord, Edition, Kind
from consult_app.domain.patients import Patient
from consult_app.services import blanks, clinic, consultations, documents, patients, shelf
from consult_app.services.blanks import Blank
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.words import pack_words
from tests.ui.pages.test_documents import CTRL, FilePrinters, NoPrinters, view_of
from tests.ui.pages.test_print_centre import list_of


@pytest.fixture
def record(ctx: Context, elif_demir: Patient) -> DocumentRecord:
    """A paper in ordinary print."""
    consultation = consultations.start(ctx.acting, elif_demir.id)
    return documents.make(ctx.acting, consultation.id, Kind.INFORMATION)


def test_patient_who_reads_large_print_is_registered_so(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    assert hands.reads("English")
    hands.click("Correct")
    hands.answer("Size of print", "Large")
    hands.click("Save the correction")
    hands.settle()
    assert patients.again(ctx.acting, elif_demir).edition is Edition.LARGE
    assert hands.reads("English, large print")


def test_paper_is_made_anew_and_printed_in_the_size_that_is_chosen(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    view, hands = view_of(ctx, qtbot, FilePrinters(printed))
    view.show_record(record)
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    hands.answer("Size of print", "Large")
    hands.settle()
    large, _before = documents.of_consultation(ctx.acting, record.consultation_id)
    assert large.edition is Edition.LARGE
    assert hands.reads("Final · English, large print")
    hands.click("Print now")
    qtbot.waitUntil(lambda: hands.sees("Sent to the printer."), timeout=60_000)
    assert page_count(printed.read_bytes()) == large.pages
    hands.settle()
    counts = {r.id: r.printed for r, _patient in documents.recent(ctx.acting)}
    assert counts == {large.id: 1, record.id: 0}


def test_what_would_be_printed_is_told_with_its_size(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    large = documents.in_edition(ctx.acting, record.id, Edition.LARGE)
    page, hands = list_of(ctx, qtbot, NoPrinters(tmp_path))
    page.table.select(str(large.id))
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert hands.sees(f"1 document, {large.pages} pages, English, large print")
    assert pack_words((record, large), "en").endswith("English, 1 in large print")


def test_blank_paper_is_printed_in_large_print(ctx: Context, qtbot: QtBot) -> None:
    digest = shelf.shipped().hash
    ctx.settings = clinic.approve_texts(ctx.acting, digest, "en")
    part = TextsPart(ctx)
    qtbot.addWidget(part)
    part.resize(1100, 800)
    part.show()
    part.enter()
    hands = Hands(part, lambda: ctx.work.busy)
    hands.settle()
    title = shelf.shipped().template("intake", "en").title
    hands.click(f"Read {title}")
    hands.settle()
    hands.click("Print")
    hands.answer("Size of print", "Large")
    hands.settle()
    large = blanks.draw(ctx.acting, Blank.INTAKE, "en", Edition.LARGE)
    assert hands.reads(f"Page 1 of {page_count(large)}")


def test_choice_is_not_offered_for_what_was_replaced(
    ctx: Context, qtbot: QtBot, record: DocumentRecord, tmp_path: Path
) -> None:
    documents.in_edition(ctx.acting, record.id, Edition.LARGE)
    view, hands = view_of(ctx, qtbot, FilePrinters(tmp_path / "out.pdf"))
    (old,) = [r for r, _p in documents.recent(ctx.acting) if r.id == record.id]
    view.show_record(replace(old))
    hands.settle()
    hands.press(Qt.Key.Key_P, CTRL)
    assert not hands.sees("Size of print")

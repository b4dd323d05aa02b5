"""The clinic's certificate on its page, and a document checked: by file, by number, by drop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from consult_app.documents import certificate
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.people import Role
from consult_app.domain.seals import Origin
from consult_app.services import consultations, documents, seals
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.check import CheckPage
from consult_app.ui.pages.clinic.seal import SealPart
from consult_app.ui.window import Window
from tests.documents import tampering
from tests.documents.test_certificate import bundle, issued

FIELD = "File, or the number printed on a page"


@pytest.fixture
def seal_page(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Seal")
    hands.settle()
    return hands


@pytest.fixture
def record(ctx: Context, elif_demir: Patient) -> DocumentRecord:
    consultation = consultations.start(ctx.acting, elif_demir.id)
    return documents.make(ctx.acting, consultation.id, Kind.INFORMATION)


@pytest.fixture
def checking(hands: Hands, ctx: Context) -> Hands:
    ctx.go.documents.emit()
    hands.settle()
    hands.click("Check a document")
    hands.settle()
    return hands


def fingerprint(ctx: Context) -> str:
    held = next(one for one in seals.certificates(ctx.acting) if one.current)
    return " ".join(held.fingerprint[i : i + 4] for i in range(0, 64, 4))


def test_certificate_is_shown_with_its_fingerprint_and_end(seal_page: Hands, ctx: Context) -> None:
    assert seal_page.sees("In force")
    assert seal_page.sees(fingerprint(ctx))
    assert seal_page.sees("20 November 2036") or seal_page.reads("November 2036")
    assert not seal_page.sees("Certificates of before")


def test_renewed_certificate_is_in_force_and_the_old_one_is_listed(
    seal_page: Hands, ctx: Context
) -> None:
    old = fingerprint(ctx)
    seal_page.click("Renew")
    assert seal_page.reads("Saved ")
    assert fingerprint(ctx) != old
    assert seal_page.sees(fingerprint(ctx))
    assert seal_page.sees("Certificates of before")
    assert seal_page.sees(old)


def test_certificate_is_imported_and_a_wrong_password_said_at_its_field(
    seal_page: Hands, ctx: Context, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.p12"
    file.write_bytes(bundle(issued(days=90)))
    seal_page.fill("Certificate file", str(file))
    seal_page.fill("Password of the file", "wrong")
    seal_page.click("Import the certificate")
    assert seal_page.sees("The password does not open this file: type the one that came with it.")
    seal_page.fill("Password of the file", "made up words")
    seal_page.click("Import the certificate")
    assert seal_page.sees("Issued to the clinic, imported from a file")
    assert seals.certificates(ctx.acting)[0].origin is Origin.IMPORTED


def test_public_part_is_saved(seal_page: Hands, window: Window, tmp_path: Path) -> None:
    part = window.findChild(SealPart)
    assert part is not None
    part.save_to(tmp_path / "clinic.pem")
    seal_page.settle()
    assert seal_page.reads("Saved as ")
    assert len(certificate.from_pem((tmp_path / "clinic.pem").read_bytes())) == 1


def test_desk_sees_the_certificate_and_cannot_change_it(hands: Hands, ctx: Context) -> None:
    user = replace(ctx.acting.user, roles=frozenset({Role.ASSISTANT}))
    ctx.acting = replace(ctx.acting, user=user)
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Seal")
    hands.settle()
    assert hands.sees("Save for others")
    assert not hands.sees("Renew")
    assert not hands.sees("Import the certificate")


def test_stored_document_is_good(
    checking: Hands, ctx: Context, record: DocumentRecord, tmp_path: Path
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(documents.content(ctx.acting, record.id))
    checking.fill(FIELD, str(file))
    checking.press(Qt.Key.Key_Return)
    checking.settle()
    assert checking.reads("Unchanged and in force")
    assert checking.sees(f"{record.number}, {record.title}")
    assert checking.sees(fingerprint(ctx))


def test_tampered_document_is_not_to_be_relied_on_and_the_next_answer_takes_its_place(
    checking: Hands, ctx: Context, record: DocumentRecord, tmp_path: Path
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(tampering.page_added(documents.content(ctx.acting, record.id)))
    checking.fill(FIELD, str(file))
    checking.click("Check")
    checking.settle()
    assert checking.reads("Do not rely on it")
    assert checking.reads("Pages were put into this file")
    checking.fill(FIELD, f"CONSULT:{record.number}:1:2")
    checking.click("Check")
    checking.settle()
    assert checking.reads("Known and in force")
    assert not checking.reads("Do not rely on it")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Choose a file, or type the number"),
        ("D-2026-99999", "This document is not in the records"),
        ("/nowhere/at/all.pdf", "all.pdf cannot be read"),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_line(checking: Hands, typed: str, said: str) -> None:
    checking.fill(FIELD, typed)
    checking.click("Check")
    checking.settle()
    assert checking.reads(said)


def test_dropped_file_is_checked(
    checking: Hands, ctx: Context, window: Window, record: DocumentRecord, tmp_path: Path
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(documents.content(ctx.acting, record.id))
    page = window.findChild(CheckPage)
    assert page is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, no_key = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, no_key)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), copy, data, left, no_key))
    checking.settle()
    assert checking.reads("Unchanged and in force")


def test_escape_leads_back_to_the_documents(checking: Hands) -> None:
    checking.press(Qt.Key.Key_Escape)
    checking.settle()
    assert checking.sees("No documents yet")

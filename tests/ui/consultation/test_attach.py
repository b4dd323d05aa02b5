"""A file as an answer: read and kept off the window's thread, or refused under its question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from consult_app.documents.render import render
from consult_app.domain.patients import Patient
from consult_app.forms.model import Attachment, Coding
from consult_app.services import attachments, consultations, loading
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.work import Work
from tests.documents.sheets import sheet

PDF = b"%PDF-1.7 made up"
INFECTION = "ci/ci.infection"
LAB = f"{INFECTION}/ci.infection.lab"
CHOOSE, BACK, QUESTION = "Choose a file", "Take the file back", "Laboratory result"

Opened = Callable[[], tuple[int, Hands]]


@pytest.fixture
def opened(qtbot: QtBot, ctx: Context, work: Work, acting: Acting, elif_demir: Patient) -> Opened:
    """The consultation of a patient with an infection, at the question for the result."""

    def show() -> tuple[int, Hands]:
        id_ = consultations.start(acting, elif_demir.id).id
        session = AssessmentSession(loading.load(acting, id_))
        question = session.state.form.at(INFECTION)
        assert question is not None
        values = [o.value for o in question.item.options]
        yes = next(v for v in values if isinstance(v, Coding) and v.code == "yes")
        session.save(acting, (session.put(INFECTION, yes),))
        consultations.remember_place(acting, id_, "ci")
        page = ConsultationPage(ctx, id_)
        qtbot.addWidget(page)
        page.resize(1280, 900)
        page.show()
        page.activateWindow()
        page.enter()
        hands = Hands(page, lambda: work.busy)
        hands.settle()
        return id_, hands

    return show


def choosing(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """The system's own dialog, with a person who picks this file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(place), ""))


def answer(acting: Acting, consultation_id: int) -> object:
    return loading.load(acting, consultation_id).answers.get(LAB)


def test_file_chosen_is_kept_and_answers_the_question(
    opened: Opened, acting: Acting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Kan sayımı.pdf"
    place.write_bytes(PDF)
    choosing(monkeypatch, place)
    id_, hands = opened()
    hands.click(CHOOSE, QUESTION)
    kept = answer(acting, id_)
    assert isinstance(kept, Attachment)
    assert (kept.title, kept.size) == (place.name, len(PDF))
    assert attachments.content(acting, id_, kept.sha256) == PDF
    assert hands.reads(place.name)
    hands.click(BACK)
    assert answer(acting, id_) is None
    assert attachments.content(acting, id_, kept.sha256) == PDF


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ", "This is no PDF, JPEG, PNG or TIFF file"),
        (b"", "There is nothing in this file"),
        (None, "This file cannot be read"),
    ],
)
def test_file_refused_says_why_under_the_question(
    opened: Opened,
    acting: Acting,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes | None,
    sentence: str,
) -> None:
    place = tmp_path / "result.pdf"
    if data is not None:
        place.write_bytes(data)
    choosing(monkeypatch, place)
    id_, hands = opened()
    hands.click(CHOOSE)
    assert hands.find(QUESTION).accessibleDescription().startswith(sentence)
    assert hands.reads("No file chosen")
    assert answer(acting, id_) is None


def picture(kind: str) -> bytes:
    """A red picture, as a laboratory's scanner would write it."""
    held, image = QBuffer(), QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(held, kind)  # type: ignore[call-overload]  # the stubs know str and bytes
    return bytes(held.data().data())


def paper() -> bytes:
    """A page of a document of our own."""
    return render(sheet())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_file_is_looked_at_inside_the_window_and_escape_comes_back(
    opened: Opened,
    acting: Acting,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    place = tmp_path / "result.bin"
    place.write_bytes(paper() if kind == "PDF" else picture(kind))
    choosing(monkeypatch, place)
    _id, hands = opened()
    hands.click(CHOOSE)
    hands.click("Look at it")
    hands.find("Attached file")
    hands.settle()
    assert not hands.sees(QUESTION)
    assert hands.reads("of 1")
    middle = hands.window.grab().toImage().pixelColor(640, 500)
    assert middle.red() > 200
    assert (middle.green() > 200) == (kind == "PDF")
    hands.press(Qt.Key.Key_Escape)
    assert hands.sees(QUESTION)
    assert not hands.sees("Attached file")
    hands.settle()
    with acting.read() as tx:
        bodies = tx.connection.exec_driver_sql("SELECT body FROM audit").scalars().all()
    assert any("attachment.viewed" in body for body in bodies)


def test_picture_that_is_damaged_says_so(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "result.png"
    place.write_bytes(picture("PNG")[:40])
    choosing(monkeypatch, place)
    _id, hands = opened()
    hands.click(CHOOSE)
    hands.click("Look at it")
    hands.wait(lambda: hands.reads("This picture cannot be shown"), "nothing is said")
    hands.click("Back to the questions")
    assert hands.sees(QUESTION)

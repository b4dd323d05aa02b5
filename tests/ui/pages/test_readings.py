"""Reading a record is entered once for every time it is opened: not less, not more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.audit import Event
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.patients import Patient
from consult_app.domain.trail import Wanted
from consult_app.services import audit, consultations, decisions, documents
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.window import Window

Readings = Callable[[], list[tuple[Event, str]]]
READING = {Event.PATIENT_VIEWED, Event.DOCUMENT_VIEWED, Event.ATTACHMENT_VIEWED}


@pytest.fixture
def readings(ctx: Context) -> Readings:
    """What was entered as read so far, the oldest first: the event and the table."""

    def read() -> list[tuple[Event, str]]:
        lines = audit.lines(ctx.acting, Wanted(), limit=10_000)
        told = [line.told for line in reversed(lines) if line.told.event in READING]
        return [(Event(one.event), one.kind) for one in told]

    return read


PATIENT = (Event.PATIENT_VIEWED, "patient")
CONSULTATION = (Event.PATIENT_VIEWED, "consultation")
DOCUMENT = (Event.DOCUMENT_VIEWED, "document")


def test_patient_opened_is_one_reading_whatever_changes_meanwhile(
    hands: Hands, ctx: Context, elif_demir: Patient, readings: Readings
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    assert readings() == [PATIENT]
    hands.click("Add to today")
    ctx.go.records_changed.emit()
    hands.settle()
    assert hands.reads("Elif Demir")
    assert readings() == [PATIENT]
    ctx.go.today.emit()
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    assert readings() == [PATIENT, PATIENT]


def test_search_and_lists_are_no_reading(
    hands: Hands, ctx: Context, elif_demir: Patient, readings: Readings
) -> None:
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hands.write("elif")
    for show in (ctx.go.today, ctx.go.patients, ctx.go.documents):
        show.emit()
        hands.settle()
    assert readings() == []


def test_consultation_opened_is_one_reading_also_when_it_is_reopened(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient, readings: Readings
) -> None:
    consultation = consultations.start(ctx.acting, elif_demir.id)
    later = ctx.acting.today() + timedelta(days=30)
    decisions.decide(ctx.acting, consultation.id, NewDecision(Choice.DEFER, "A cold.", later))
    ctx.go.consultation.emit(consultation.id)
    hands.settle()
    assert readings() == [CONSULTATION]
    page = window.stack.currentWidget()
    assert isinstance(page, ConsultationPage)
    consultations.move(ctx.acting, consultation.id, Move.REOPEN, "One more question.")
    page.reload()
    hands.settle()
    assert page.session is not None
    assert page.session.editable
    assert readings() == [CONSULTATION]


@pytest.mark.parametrize("width", [1280, 1920])
def test_document_shown_is_one_reading_beside_the_list_and_in_its_place(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient, readings: Readings, width: int
) -> None:
    consultation = consultations.start(ctx.acting, elif_demir.id)
    record = documents.make(ctx.acting, consultation.id, Kind.INFORMATION)
    window.resize(width, 900)
    ctx.go.documents.emit()
    hands.settle()
    assert readings() == []
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.sees("Print")
    ctx.go.records_changed.emit()
    hands.settle()
    assert readings() == [DOCUMENT]
    ctx.go.document.emit(record.id)
    hands.settle()
    assert readings() == [DOCUMENT, DOCUMENT]

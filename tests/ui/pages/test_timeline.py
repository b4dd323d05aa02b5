"""The timeline on the patient's page: narrowed by a key, found by typing, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.patients import Patient
from consult_app.services import consultations, decisions, documents
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.kit import DataTable

RETURN = Qt.Key.Key_Return


def seen(ctx: Context, patient: Patient) -> int:
    """A visit that ended with a decision and a paper."""
    consultation = consultations.start(ctx.acting, patient.id)
    new = NewDecision(Choice.DO_NOT_TREAT, "She has changed her mind.")
    decisions.decide(ctx.acting, consultation.id, new)
    documents.make(ctx.acting, consultation.id, Kind.SUMMARY)
    return consultation.id


def table(hands: Hands) -> DataTable:
    hands.settle()
    (shown,) = (t for t in hands.window.findChildren(DataTable) if t.isVisible())
    return shown


def test_nothing_happened_yet_is_said(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.find("Nothing has happened yet.")


def test_kinds_narrow_the_list_and_a_key_chooses_one(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    seen(ctx, elif_demir)
    ctx.go.patient.emit(elif_demir.id)
    hands.find("Kind of entry")
    hands.settle()
    assert len(table(hands).shown_ids) == 3
    hands.answer("Kind of entry", "Documents")
    assert len(table(hands).shown_ids) == 1
    hands.answer("Kind of entry", "Treatments")
    assert table(hands).shown_ids == ()
    hands.answer("Kind of entry", "Everything")
    hands.fill("Find in the timeline", "decided")
    assert len(table(hands).shown_ids) == 1


def test_enter_on_an_entry_opens_what_it_is_about(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    seen(ctx, elif_demir)
    ctx.go.patient.emit(elif_demir.id)
    hands.answer("Kind of entry", "Documents")
    shown = table(hands)
    shown.select(shown.shown_ids[0])
    shown.grid.setFocus()
    hands.press(RETURN)
    hands.find("Assessment summary · D-2026-00001")

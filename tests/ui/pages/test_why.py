"""The page that says why: from a decision to everything behind it, and on to paper."""

from __future__ import annotations

from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.patients import Patient
from consult_app.services import consultations, decisions, documents
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands


def decided(ctx: Context, patient: Patient) -> int:
    consultation = consultations.start(ctx.acting, patient.id)
    new = NewDecision(Choice.DO_NOT_TREAT, "She has changed her mind.")
    decisions.decide(ctx.acting, consultation.id, new)
    return consultation.id


def test_from_the_decision_to_the_page_and_back(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.consultation.emit(decided(ctx, elif_demir))
    hands.click("Everything behind it")
    hands.find("Why was it decided so?")
    assert hands.reads("She has changed her mind.")
    assert hands.sees("No rule fired on these answers.")
    assert hands.sees("No consent is recorded.")
    assert hands.focused().accessibleName() == "Open the consultation"
    hands.click("Open the consultation")
    hands.find("Everything behind it")


def test_page_prints_as_the_summary(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    ctx.go.why.emit(decided(ctx, elif_demir))
    hands.find("Why was it decided so?")
    hands.click("Print the summary")
    hands.find("Assessment summary · D-2026-00001")
    (record,) = documents.of_patient(ctx.acting, elif_demir.id)
    assert record.kind is Kind.SUMMARY

"""Treatment and aftercare in a real window: recorded with a few keys, refused with a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.domain.consultation import State
from consult_app.domain.documents import Kind
from consult_app.services import closing, treatments
from consult_app.ui.context import Context
from consult_app.ui.treatment.aftercare import AftercarePage
from consult_app.ui.treatment.page import TreatmentPage
from tests.services.walk import Walk
from tests.ui.treatment.conftest import Shown

CHANGED = "Has anything changed since the decision?"


def test_treatment_with_consent_recorded_by_keys(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    hands.write("n1")
    hands.write("5 ml")
    hands.press(Qt.Key.Key_Return)
    hands.write("yn")
    hands.press(Qt.Key.Key_Return)
    (treatment,) = treatments.view(walk.acting, consent.consultation_id).done
    assert treatment.record.dose == "5 ml"
    assert treatment.record.sterile
    assert hands.sees("Go on to the aftercare sheet")


def test_treatment_without_consent_says_what_is_missing(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    consultation = walk.proceed()
    page = TreatmentPage(ctx, consultation.id)
    ways: list[str] = []
    page.wanted.connect(ways.append)
    hands = show(page)
    assert not hands.sees("Record the treatment")
    assert treatments.view(walk.acting, consultation.id).done == ()
    hands.click("Go to the consent")
    assert ways == ["consent"]


def test_treatment_after_a_change_is_not_recorded(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    hands.answer(CHANGED, "Something has")
    hands.click("Record the treatment")
    assert treatments.view(walk.acting, consent.consultation_id).done == ()


def test_aftercare_made_and_closed(walk: Walk, ctx: Context, show: Shown) -> None:
    treatment = walk.treated()
    page = AftercarePage(ctx, treatment.consultation_id)
    hands = show(page)
    hands.click("Make the aftercare sheet")
    hands.click("Make the assessment summary")
    hands.click("Close the consultation")
    state = closing.of(walk.acting, treatment.consultation_id, "en")
    assert state.state is State.CLOSED
    assert {p.kind for p in state.papers} == {Kind.AFTERCARE, Kind.SUMMARY, Kind.CONSENT}
    assert hands.sees("Back to today")


def test_aftercare_before_treatment_cannot_be_made(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(AftercarePage(ctx, consent.consultation_id))
    assert not hands.find("Make the aftercare sheet").isEnabled()

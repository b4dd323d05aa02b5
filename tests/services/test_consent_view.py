"""Where a consent stands, and opening it again."""

from __future__ import annotations

from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.services import consent_view, consents, consultations, documents
from tests.services.refusing import refused
from tests.services.walk import Walk


def test_view_before_anything_has_no_consent(walk: Walk) -> None:
    view = consent_view.view(walk.acting, walk.suitable().id)
    assert view.consent is None
    assert not view.decided
    assert view.approved
    assert view.required.core


def test_view_names_the_sheets_and_the_last_step(walk: Walk) -> None:
    consultation = walk.proceed()
    documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    walk.inform(consultation)
    view = consent_view.view(walk.acting, consultation.id)
    assert set(view.documents) == {Kind.INFORMATION}
    assert view.last is not None
    assert view.last.move is ConsentMove.REFLECT
    assert view.consent is not None
    assert view.person(view.consent.informed_by) == "Dr Ayşe Kaya"
    assert view.decided


def test_view_of_another_plan_is_not_covered(walk: Walk) -> None:
    consent, _record = walk.given()
    assert consent_view.view(walk.acting, consent.consultation_id).covered
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "Other knee.")
    consultation = consultations.of_patient(walk.acting, consent.patient_id)[0].consultation
    walk.change(consultation, "tx/tx.site[0]/tx.side", "right")
    view = consent_view.view(walk.acting, consent.consultation_id)
    assert not view.covered
    assert not view.decided
    assert view.last is not None
    assert view.last.reason == "Other knee."


def test_open_consent_opened_again_covers_the_plan_of_now(walk: Walk) -> None:
    consent = walk.opened()
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "Other knee.")
    with refused("consent.decision-missing"):
        consents.open_for_signature(walk.acting, consent.consultation_id)
    consultation = consultations.of_patient(walk.acting, consent.patient_id)[0].consultation
    walk.change(consultation, "tx/tx.site[0]/tx.side", "right")
    walk.decide(consultation, Choice.PROCEED)
    again = consents.open_for_signature(walk.acting, consent.consultation_id)
    assert again.state is ConsentState.OPEN
    assert again.scope.sites == ("Knee, right",)
    assert again.conversation == consent.conversation


def test_put_off_consent_is_opened_again(walk: Walk) -> None:
    consent = consents.step_back(walk.acting, walk.opened(), ConsentMove.NOT_TODAY)
    assert consent.state is ConsentState.INFORMED
    again = consents.open_for_signature(walk.acting, consent.consultation_id)
    assert again.state is ConsentState.OPEN


def test_consent_that_is_over_is_not_opened(walk: Walk) -> None:
    consent = consents.step_back(walk.acting, walk.opened(), ConsentMove.DECLINE)
    with refused("consent.forbidden-move"):
        consents.open_for_signature(walk.acting, consent.consultation_id)

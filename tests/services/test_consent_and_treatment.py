"""Consent, treatment and papers: what is refused, and what is stored when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.conversation import Reply
from consult_app.domain.documents import DocumentState, Kind
from consult_app.services import clinic as clinic_service
from consult_app.services import consents, documents, products, treatments
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from tests.clinics import DESK, KAYA, SETTINGS, recall_lot
from tests.everything import refused_unchanged
from tests.services.refusing import refused
from tests.services.walk import SCRAWL, Walk


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page_text(pdf, i).split()) for i in range(page_count(pdf)))


def test_consent_needs_information_first(walk: Walk) -> None:
    consultation = walk.proceed()
    with refused("consent.not-informed"):
        consents.open_for_signature(walk.acting, consultation.id)


def test_consent_waits_for_the_reflection_period(walk: Walk) -> None:
    clinic_service.change_settings(
        walk.acting, replace(clinic_service.settings(walk.acting), reflection_hours=24)
    )
    consultation = walk.proceed()
    walk.inform(consultation)
    with refused("consent.reflection-not-over"):
        consents.open_for_signature(walk.acting, consultation.id)
    walk.clinic.clock.forward(hours=24)
    opened = consents.open_for_signature(walk.acting, consultation.id)
    assert opened.state is ConsentState.OPEN


def test_consent_needs_the_decision_to_proceed(walk: Walk) -> None:
    consultation = walk.suitable()
    walk.inform(consultation)
    with refused("consent.decision-missing"):
        consents.open_for_signature(walk.acting, consultation.id)


def test_consent_with_nothing_in_it_is_refused(walk: Walk) -> None:
    consultation = walk.proceed()
    walk.inform(consultation)
    consent = consents.open_for_signature(walk.acting, consultation.id)
    with refused("consent.held-back"):
        consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)


def test_treatment_speaks_to_the_physician_in_the_language_of_the_window(walk: Walk) -> None:
    consultation = walk.proceed()
    shown = treatments.view(walk.acting, consultation.id, "tr")
    assert shown.sterile == "Steril koşullarda uygulandı"
    assert treatments.view(walk.acting, consultation.id).sterile.startswith("Applied")


@pytest.mark.parametrize("reply", [Reply.NO, Reply.TALK])
def test_core_statement_without_yes_holds_the_signature(walk: Walk, reply: Reply) -> None:
    consent = walk.opened()
    replies = dict(consent.conversation.replies)
    replies[next(iter(replies))] = reply
    said = replace(consent.conversation, replies=tuple(replies.items()))
    consent = consents.say(walk.acting, consent, said)
    with refused("consent.held-back"):
        consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)


def test_empty_pad_signs_nothing(walk: Walk) -> None:
    with refused("consent.signature-too-short"):
        consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", ())


def test_given_consent_holds_both_signatures_and_its_document(walk: Walk) -> None:
    consent, record = walk.given()
    assert consent.state is ConsentState.GIVEN
    assert {s.role for s in consent.signatures} == {"patient", "physician"}
    assert consent.document_id == record.id
    assert documents.content(walk.acting, record.id)


def take_approvals_back(walk: Walk) -> None:
    """As in a clinic where nobody has approved a text yet."""
    with walk.acting.store.write() as tx:
        settings_rows.put(tx, replace(settings_rows.get(tx), approvals=()))


def test_unapproved_text_is_never_a_consent(walk: Walk) -> None:
    consultation = walk.proceed()
    take_approvals_back(walk)
    walk.inform(consultation)
    with refused("consent.text-not-approved"):
        consents.open_for_signature(walk.acting, consultation.id)


def test_unapproved_text_prints_as_draft(walk: Walk) -> None:
    consultation = walk.proceed()
    take_approvals_back(walk)
    record = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    assert "DRAFT" in text_of(documents.content(walk.acting, record.id))


@pytest.mark.parametrize("step", [ConsentMove.DECLINE, ConsentMove.NOT_TODAY])
def test_stepping_back_needs_no_reason(walk: Walk, step: ConsentMove) -> None:
    consent = consents.step_back(walk.acting, walk.opened(), step)
    assert consent.state in {ConsentState.DECLINED, ConsentState.INFORMED}


def test_treatment_without_consent_is_refused(walk: Walk) -> None:
    consent = walk.opened()
    new = walk.new_treatment(consent.consultation_id)
    with refused("treatment.consent-missing"):
        treatments.record(walk.acting, consent.consultation_id, new)


def test_treatment_asks_whether_anything_has_changed(walk: Walk) -> None:
    consent, _record = walk.given()
    new = replace(walk.new_treatment(consent.consultation_id), unchanged=None)
    with refused("treatment.changed-not-asked"):
        treatments.record(walk.acting, consent.consultation_id, new)


def test_treatment_with_recalled_lot_is_refused(walk: Walk) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    lot = products.lots(walk.acting, walk.clinic.product.id)[0]
    recall_lot(walk.acting, lot)
    with refused("lot.recalled"):
        treatments.record(walk.acting, consent.consultation_id, new)


def test_treatment_with_lot_expired_yesterday_is_refused(walk: Walk) -> None:
    consent, _record = walk.given()
    products.add_lot(walk.acting, walk.clinic.product.id, "OLD", date(2026, 11, 22))
    lots = products.lots(walk.acting, walk.clinic.product.id)
    old = next(lot for lot in lots if lot.number == "OLD")
    new = replace(walk.new_treatment(consent.consultation_id), lot_id=old.id)
    with refused("lot.expired"):
        treatments.record(walk.acting, consent.consultation_id, new)


def test_component_recorded_since_the_decision_is_held_against_the_allergies(walk: Walk) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    product = walk.clinic.product
    for components, code in ((("Latex", "Penicillin"), "treatment.fit-no-more"), (("Latex",), "")):
        products.change_product(walk.acting, replace(product, components=components))
        if code:
            refused_unchanged(
                walk.acting, lambda: treatments.record(walk.acting, consent.consultation_id, new)
            )
            with refused(code):
                treatments.record(walk.acting, consent.consultation_id, new)
    assert treatments.record(walk.acting, consent.consultation_id, new)


def test_supervisor_is_a_physician_who_works_here(walk: Walk) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    with walk.acting.store.write() as tx:
        desk = user_rows.insert(tx, DESK)
        gone = user_rows.insert(tx, replace(KAYA, name="Gone", active=False))
    for nobody in (desk.id, gone.id, 99):
        with refused("treatment.supervisor-no-physician"):
            treatments.record(
                walk.acting, consent.consultation_id, replace(new, supervisor_id=nobody)
            )


def test_who_treats_is_asked_in_their_own_language(walk: Walk) -> None:
    consent, _record = walk.given()
    view = treatments.view(walk.acting, consent.consultation_id, "de")
    assert view.sterile == "Unter sterilen Bedingungen durchgeführt"
    assert treatments.view(walk.acting, consent.consultation_id).sterile.startswith("Applied")


def test_last_session_uses_the_consent_up(walk: Walk) -> None:
    treatment = walk.treated()
    consent = consents.current(walk.acting, treatment.consultation_id)
    assert consent is not None
    assert consent.state is ConsentState.USED_UP


def test_aftercare_is_final_only_after_a_treatment(walk: Walk) -> None:
    consent, _record = walk.given()
    with refused("document.treatment-missing"):
        documents.make(walk.acting, consent.consultation_id, Kind.AFTERCARE)


def test_aftercare_needs_the_numbers_to_call(walk: Walk) -> None:
    treatment = walk.treated()
    settings = replace(clinic_service.settings(walk.acting), phone_night="")
    clinic_service.change_settings(walk.acting, settings)
    with refused("document.numbers-missing"):
        documents.make(walk.acting, treatment.consultation_id, Kind.AFTERCARE)


def test_aftercare_says_what_was_done_and_whom_to_call(walk: Walk) -> None:
    treatment = walk.treated()
    record = documents.make(walk.acting, treatment.consultation_id, Kind.AFTERCARE)
    text = text_of(documents.content(walk.acting, record.id))
    for words in ("Elif Demir", "A7731", SETTINGS.phone_night, "Knee, left", "31 August 2027"):
        assert words in text


def test_a_second_sheet_supersedes_the_first(walk: Walk) -> None:
    treatment = walk.treated()
    for _time in range(2):
        documents.make(walk.acting, treatment.consultation_id, Kind.AFTERCARE)
    kept = documents.of_consultation(walk.acting, treatment.consultation_id)
    states = [d.state for d in kept if d.kind is Kind.AFTERCARE]
    assert states == [DocumentState.FINAL, DocumentState.SUPERSEDED]


def test_preview_is_marked_and_not_stored(walk: Walk) -> None:
    consultation = walk.suitable()
    pdf = documents.preview(walk.acting, consultation.id, Kind.CONSENT)
    assert "PREVIEW" in text_of(pdf)
    assert documents.of_consultation(walk.acting, consultation.id) == ()

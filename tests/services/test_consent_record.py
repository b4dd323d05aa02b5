"""The record of a consent: who, with whom, what was said; every bad input leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.consent import (
    CONSENT_MOVES,
    Consent,
    ConsentMove,
    ConsentState,
    Identifier,
)
from consult_app.domain.conversation import (
    Assent,
    Authority,
    Guardian,
    Noted,
    Presence,
    TeachBack,
)
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.holding import Held
from consult_app.services import clinic as clinic_service
from consult_app.services import consents, documents, loading, patients, shelf, why
from consult_app.storage import consents as consent_rows
from consult_app.storage import settings as settings_rows
from tests.clinics import ELIF
from tests.services.refusing import refused
from tests.services.walk import KNOWN, SCRAWL, Walk

MOTHER: dict[str, Any] = {
    "consenter": "representative",
    "representative": "Can Demir",
    "authority_kind": Authority.PARENT,
    "evidence": "Birth certificate 7",
    "assent": Assent.YES,
}


def put(walk: Walk, consent: Consent, **said: object) -> Consent:
    changed = replace(consent.conversation, **said)  # type: ignore[arg-type]  # field names
    return consents.say(walk.acting, consent, changed)


def kept(walk: Walk, consent: Consent) -> Consent:
    found = consents.current(walk.acting, consent.consultation_id)
    assert found is not None
    return found


def of_a_child(walk: Walk) -> Consent:
    """An open consent, everything said but who consents; the patient is ten years old."""
    consent = walk.opened()
    child = replace(ELIF, birth_date=walk.acting.today() - timedelta(days=3700))
    patients.correct(walk.acting, walk.clinic.patient, child)
    return consent


def held(walk: Walk, consent: Consent) -> list[Held]:
    loaded = loading.load(walk.acting, consent.consultation_id)
    return [h.reason for h in consents.held_back(walk.acting, loaded, consent)]


def unsigned(walk: Walk, consent: Consent) -> bool:
    """Nothing half signed remains."""
    now = kept(walk, consent)
    return now.state is consent.state and now.signatures == consent.signatures


# ------------------------------------------------------------------------------ forbidden moves


def test_no_step_makes_a_move_that_is_forbidden_or_needs_more_than_a_step(walk: Walk) -> None:
    """Every state, whatever step is tried in it."""
    consent = walk.opened()
    guards = ("move", "unsaid", "unfinished")
    for state, step in product(ConsentState, ConsentMove):
        if (state, step) in CONSENT_MOVES and step in consents.STEPS:
            continue
        with walk.acting.store.write() as tx:
            for guard in guards:
                tx.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS consent_update_{guard}")
            tx.connection.exec_driver_sql("UPDATE consent SET state = ?", (state.value,))
        with refused("consent.forbidden-move"):
            consents.step_back(walk.acting, consent, step, "why")
        assert kept(walk, consent).state is state


@pytest.mark.parametrize("by", ["patient", "physician"])
def test_signature_in_the_wrong_state_is_refused(walk: Walk, by: str) -> None:
    given, _record = walk.given()
    sign: Callable[[], object] = {
        "patient": lambda: consents.sign_patient(walk.acting, given, "Elif Demir", SCRAWL),
        "physician": lambda: consents.sign_physician(walk.acting, given, SCRAWL, KNOWN),
    }[by]
    with refused("consent.forbidden-move"):
        sign()
    assert unsigned(walk, given)


# --------------------------------------------------------------------------------- who consents


def test_representative_without_authority_does_not_sign(walk: Walk) -> None:
    consent = put(walk, walk.opened(), **{**MOTHER, "authority_kind": None})
    assert held(walk, consent) == [Held.AUTHORITY]
    with refused("consent.held-back"):
        consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL)
    assert unsigned(walk, consent)


def test_child_without_a_guardian_does_not_sign(walk: Walk) -> None:
    consent = of_a_child(walk)
    assert set(held(walk, consent)) == {Held.GUARDIAN, Held.ASSENT}
    with refused("consent.held-back"):
        consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)
    assert unsigned(walk, consent)


def test_child_with_a_parent_and_its_own_assent_is_signed_for(walk: Walk) -> None:
    consent = put(walk, of_a_child(walk), **MOTHER)
    signed = consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL)
    assert [(s.role, s.name) for s in signed.signatures] == [("representative", "Can Demir")]


def test_two_guardians_sign_both_or_neither(walk: Walk) -> None:
    settings = clinic_service.settings(walk.acting)
    clinic_service.change_settings(walk.acting, replace(settings, both_guardians=True))
    consent = put(walk, of_a_child(walk), **MOTHER)
    assert held(walk, consent) == [Held.SECOND_GUARDIAN]
    father = Guardian("Ali Demir", Authority.PARENT, document="Birth certificate 7")
    consent = put(walk, consent, second=father)
    with refused("consent.second-signature-missing"):
        consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL)
    assert unsigned(walk, consent)
    signed = consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL, second=SCRAWL)
    assert [s.name for s in signed.signatures] == ["Can Demir", "Ali Demir"]


def test_judgement_and_evidence_carry_who_and_when(walk: Walk) -> None:
    consent = walk.opened()
    noted = Noted(walk.acting.user.id, walk.acting.now())
    assert consent.conversation.capacity_noted == noted
    walk.clinic.clock.forward(hours=1)
    consent = put(walk, consent, **MOTHER)
    later = Noted(walk.acting.user.id, walk.acting.now())
    assert consent.conversation.evidence_seen == later
    assert consent.conversation.capacity_noted == noted
    consent = put(walk, consent, evidence="", capacity=None)
    assert (consent.conversation.evidence_seen, consent.conversation.capacity_noted) == (None, None)


def test_prompt_pasted_back_does_not_sign(walk: Walk) -> None:
    prompt = shelf.shipped().consent.teach_back[0]
    pasted = TeachBack(prompt.id, prompt.text["en"], understood=True)
    consent = walk.opened()
    rest = consent.conversation.teach_back[1:]
    consent = put(walk, consent, teach_back=(pasted, *rest))
    assert held(walk, consent) == [Held.TEACH_BACK_COPIED]


# ------------------------------------------------------------------------------------ the texts


def test_nobody_is_informed_without_a_sheet(walk: Walk) -> None:
    consultation = walk.proceed()
    with refused("consent.sheet-missing"):
        consents.inform(walk.acting, consultation.id)
    assert consents.current(walk.acting, consultation.id) is None


def test_sheet_that_was_handed_over_stays_with_the_consent(walk: Walk) -> None:
    consent = walk.opened()
    first = documents.of_consultation(walk.acting, consent.consultation_id)[0]
    documents.make(walk.acting, consent.consultation_id, Kind.INFORMATION)
    sheet = kept(walk, consent).sheet
    assert sheet is not None
    assert (sheet.document_id, sheet.sha256) == (first.id, first.sha256)
    assert (sheet.template, sheet.language) == (first.template, "en")


def test_language_without_an_approved_text_is_no_consent(walk: Walk) -> None:
    consultation = walk.suitable()
    walk.change(consultation, "pt/pt.language", "tr")
    walk.decide(consultation, Choice.PROCEED)
    consent = walk.inform(consultation)
    assert consent.language == "tr"
    with refused("consent.text-not-approved"):
        consents.open_for_signature(walk.acting, consultation.id)
    assert kept(walk, consent).state is ConsentState.REFLECTING


def newer_text(walk: Walk) -> None:
    """A physician approves other words of the same language."""
    with walk.acting.store.write() as tx:
        now = settings_rows.get(tx)
        newer = ("f" * 64, "en", walk.acting.user.id, walk.acting.now().isoformat())
        settings_rows.put(tx, replace(now, approvals=(*now.approvals, newer)))


def test_text_retired_before_it_is_opened_is_asked_about(walk: Walk) -> None:
    consent = walk.inform(walk.proceed())
    newer_text(walk)
    with refused("consent.text-replaced"):
        consents.open_for_signature(walk.acting, consent.consultation_id)
    put(walk, consent, keeps_text=True)
    opened = consents.open_for_signature(walk.acting, consent.consultation_id)
    assert opened.state is ConsentState.OPEN


def test_consent_that_is_open_keeps_its_text(walk: Walk) -> None:
    consent = walk.opened()
    newer_text(walk)
    signed = consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)
    assert signed.state is ConsentState.PATIENT_SIGNED


# ----------------------------------------------------------------------- two windows, one consent


def test_what_two_windows_say_of_different_things_stands_together(walk: Walk) -> None:
    consent = walk.opened()
    put(walk, consent, matters="Her garden")
    both = put(walk, consent, witness="Nurse Ay")
    assert (both.conversation.matters, both.conversation.witness) == ("Her garden", "Nurse Ay")


def test_what_two_windows_say_of_the_same_is_a_conflict_and_neither_is_lost(walk: Walk) -> None:
    consent = walk.opened()
    put(walk, consent, matters="Her garden")
    with refused("consent.said-elsewhere"):
        put(walk, consent, matters="Her children")
    assert kept(walk, consent).conversation.matters == "Her garden"
    mine = replace(consent.conversation, matters="Her children")
    over = consents.say(walk.acting, consent, mine, over=True)
    assert over.conversation.matters == "Her children"
    with walk.acting.store.read() as tx:
        said = [s.matters for s in consent_rows.conversations(tx, consent.id)]
    assert said[-2:] == ["Her garden", "Her children"]


def test_nobody_signs_what_another_window_has_changed(walk: Walk) -> None:
    shown = walk.opened()
    put(walk, shown, matters="Her garden")
    with refused("consent.changed-meanwhile"):
        consents.sign_patient(walk.acting, shown, "Elif Demir", SCRAWL)
    assert unsigned(walk, shown)


def test_what_is_signed_is_not_talked_over(walk: Walk) -> None:
    signed = consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", SCRAWL)
    with refused("consent.already-signed"):
        put(walk, signed, matters="Her garden")


# ----------------------------------------------------------------------------- clock, days, names


def test_clock_set_back_signs_nothing(walk: Walk) -> None:
    consent = walk.opened()
    walk.clinic.clock.forward(hours=-1)
    acts: tuple[Callable[[], object], ...] = (
        lambda: put(walk, consent, matters="Her garden"),
        lambda: consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL),
    )
    for act in acts:
        with refused("consent.clock-set-back"):
            act()
    assert unsigned(walk, consent)
    declined = consents.step_back(walk.acting, consent, ConsentMove.DECLINE)
    assert declined.state is ConsentState.DECLINED


def test_physician_does_not_sign_with_the_clock_set_back(walk: Walk) -> None:
    signed = consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", SCRAWL)
    walk.clinic.clock.forward(hours=-1)
    with refused("consent.clock-set-back"):
        consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    assert unsigned(walk, signed)


@pytest.mark.parametrize("known", [(), (Identifier.NAME,), (Identifier.NAME, Identifier.NAME)])
def test_patient_is_known_by_two(walk: Walk, known: tuple[Identifier, ...]) -> None:
    signed = consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", SCRAWL)
    with refused("consent.identity-missing"):
        consents.sign_physician(walk.acting, signed, SCRAWL, known)
    assert unsigned(walk, signed)


def test_sooner_last_day_is_kept_and_a_later_one_refused(walk: Walk) -> None:
    today = walk.acting.today()
    days = clinic_service.settings(walk.acting).consent_days
    consent = walk.opened()
    with refused("consent.until-too-late"):
        put(walk, consent, holds_until=today + timedelta(days=days + 1))
    with refused("consent.until-past"):
        put(walk, consent, holds_until=today - timedelta(days=1))
    consent = put(walk, consent, holds_until=today + timedelta(days=10))
    signed = consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)
    walk.confirm(signed)
    given, _record = consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    assert given.valid_until == today + timedelta(days=10)


# ------------------------------------------------------------------------------------ on the paper


def test_paper_and_the_page_of_reasons_say_all_of_it(walk: Walk) -> None:
    consent = put(
        walk,
        walk.opened(),
        **{**MOTHER, "authority_kind": Authority.GUARDIAN, "evidence": "Order 12/3"},
        evidence_dated=date(2025, 1, 2),
        capacity=False,
        capacity_note="Dementia since 2024",
        interpreter="Ms Öz",
        interpreter_language="Kurdish",
        interpreter_presence=Presence.PHONE,
        witness="Nurse Ay",
        other_ways="physiotherapy",
        matters="Her garden",
    )
    signed = consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL)
    walk.confirm(signed)
    given, record = consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    pdf = documents.content(walk.acting, record.id)
    paper = " ".join(" ".join(page_text(pdf, i).split()) for i in range(page_count(pdf)))
    sheet = given.sheet
    assert sheet is not None
    told = why.why(walk.acting, consent.consultation_id, "en").consents[0]
    for words in (
        *("Can Demir", "Guardian by court order", "Order 12/3 of 2 January 2025"),
        *("Dementia since 2024", "Ms Öz", "Kurdish", "By telephone", "Nurse Ay"),
        *("physiotherapy", "doing nothing", "Her garden", sheet.number, sheet.sha256[:12]),
        *("Date of birth, as the patient says it", "22 May 2027", "Dr Ayşe Kaya"),
    ):
        assert words in paper
        assert words in " ".join(told.words)


def test_own_findings_of_the_patient_stand_in_the_consent(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.skin", "yes")
    pdf = documents.preview(walk.acting, consultation.id, Kind.CONSENT)
    paper = " ".join(page_text(pdf, i) for i in range(page_count(pdf)))
    rule = next(
        f.rule for f in walk.session(consultation).state.suitability.findings if f.rule.patient
    )
    assert " ".join(rule.patient["en"].split())[:40] in " ".join(paper.split())


# ------------------------------------------------------------------------------- the evidence


def test_paper_ends_with_the_text_its_hash_and_every_step_up_to_the_signatures(walk: Walk) -> None:
    consent = walk.opened()
    walk.clinic.clock.forward(minutes=3)
    signed = consents.sign_patient(walk.acting, consent, "Elif Demir", SCRAWL)
    walk.clinic.clock.forward(minutes=2)
    walk.confirm(signed)
    walk.clinic.clock.forward(minutes=4)
    _given, record = consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    pdf = documents.content(walk.acting, record.id)
    text = " ".join(" ".join(page_text(pdf, i) for i in range(page_count(pdf))).split())
    evidence = text[text.index("How this was recorded") :]
    digits = loading.load(walk.acting, consent.consultation_id).pack.hash[:12]
    told = (
        f"Text consent 1.0 en ({digits})",
        "Information given 23 November 2026, 12:00 · Dr Ayşe Kaya",
        "Opened for the patient's answers 23 November 2026, 12:00 · Dr Ayşe Kaya",
        "Signed 23 November 2026, 12:03 · Elif Demir",
        "Finished form seen and confirmed 23 November 2026, 12:05 · ",
        "Signed 23 November 2026, 12:09 · Dr Ayşe Kaya",
    )
    places = [evidence.index(words) for words in told]
    assert places == sorted(places)

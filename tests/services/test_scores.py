"""A patient's scores as a paper: every value in its table, a gap in words, nothing claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.adverse_events import EventTold
from consult_app.domain.consultation import Move
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.follow_ups import Contact
from consult_app.domain.treatment import Treatment
from consult_app.services import (
    adverse_events,
    clinic,
    consultations,
    documents,
    follow_ups,
    outcomes,
    scores,
)
from consult_app.services.acting import Acting
from tests.services.refusing import refused
from tests.services.test_follow_ups import said
from tests.services.walk import Walk

NOBODY_COMPARES = {
    "en": "It does not show that a treatment worked, or that it did not",
    "tr": "işe yaradığını da yaramadığını da göstermez",
    "de": "Es zeigt nicht, dass eine Behandlung gewirkt hat",
    "ar": "ما قيل بعد العلاجات",  # lines of Arabic are read back in another order
}


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def later(walk: Walk, treated: Treatment) -> Acting:
    """Week six: one was answered now, one is given up."""
    acting = replace(walk.acting, clock=lambda: treated.at + timedelta(weeks=6))
    (one, _), (two, _) = follow_ups.due(acting)
    follow_ups.answer(acting, one.id, said(), Contact.PHONE)
    follow_ups.give_up(acting, two.id, "Moved away.")
    return acting


def text_of(acting: Acting, treated: Treatment) -> str:
    record = documents.make(acting, treated.consultation_id, Kind.SCORES)
    pdf = documents.content(acting, record.id)
    return " ".join(" ".join(page_text(pdf, n) for n in range(page_count(pdf))).split())


def test_table_tells_treatments_answers_and_gaps(later: Acting, treated: Treatment) -> None:
    told = text_of(later, treated)
    assert "Treatment: " in told
    assert "4 Jan 2027 Follow-up 2 7 8" in told
    assert "21 Dec 2026 Follow-up no answer no answer no answer" in told
    assert "No event is recorded. What nobody asked about is not known." in told


def test_events_stand_on_it_with_what_was_judged(later: Acting, treated: Treatment) -> None:
    adverse_events.open_event(later, treated.patient_id, EventTold("A lump"), treated.id)
    told = text_of(later, treated)
    assert "Day not recorded: A lump, still open. Serious: not judged yet." in told


@pytest.mark.parametrize("language", ["en", "tr", "de", "ar"])
def test_paper_speaks_the_language_of_the_clinic_and_claims_nothing(
    later: Acting, treated: Treatment, language: str
) -> None:
    clinic.change_settings(later, replace(clinic.settings(later), language=language))
    told = text_of(later, treated)
    assert NOBODY_COMPARES[language] in told
    assert language == "en" or "no answer" not in told
    assert language == "en" or "Follow-up" not in told


def test_next_one_takes_the_place_of_the_last(later: Acting, treated: Treatment) -> None:
    first = documents.make(later, treated.consultation_id, Kind.SCORES)
    documents.make(later, treated.consultation_id, Kind.SCORES)
    papers = {p.id: p for p in documents.of_patient(later, treated.patient_id)}
    assert papers[first.id].state is DocumentState.SUPERSEDED
    assert papers[first.id].audience == "clinical"


def test_nothing_answered_is_nothing_to_draw(walk: Walk, treated: Treatment) -> None:
    with refused("document.nothing-answered"):
        documents.make(walk.acting, treated.consultation_id, Kind.SCORES)


def test_what_is_still_to_come_is_no_gap(later: Acting, treated: Treatment) -> None:
    found = outcomes.of_patient(later, treated.patient_id)
    drawn = scores.course(found, later.today(), "en")
    assert [one.value for one in drawn.scales[0].scores] == [None, 2]
    assert drawn.scales[0].ends == "0: No pain · 10: The worst pain imaginable"
    assert "no answer" in drawn.told[1]


def test_wrong_patient_has_no_scores_and_nobody_calls(later: Acting, treated: Treatment) -> None:
    consultations.move(later, treated.consultation_id, Move.WRONG_PATIENT, "Another Elif.")
    found = outcomes.of_patient(later, treated.patient_id)
    assert (found.treated, found.follow_ups, found.form) == ((), (), None)
    months = replace(later, clock=lambda: treated.at + timedelta(weeks=20))
    assert follow_ups.due(months) == ()

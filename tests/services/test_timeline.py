"""A patient's timeline: everything that happened, newest first, each entry of its kind."""

from __future__ import annotations

from datetime import date

from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind as Paper
from consult_app.domain.evaluation import Opinion
from consult_app.domain.rules import Outcome
from consult_app.services import consultations, documents
from consult_app.services.timeline import Entry, Kind, of_patient
from tests.services.walk import Walk


def entries(walk: Walk) -> tuple[Entry, ...]:
    return of_patient(walk.acting, walk.clinic.patient.id, "en")


def told(walk: Walk, kind: Kind) -> list[tuple[str, str]]:
    return [(e.what, e.detail) for e in entries(walk) if e.kind is kind]


def test_nobody_seen_yet_has_an_empty_timeline(walk: Walk) -> None:
    assert entries(walk) == ()


def test_treated_patient_has_every_kind_with_place_lot_and_number(walk: Walk) -> None:
    treatment = walk.treated()
    record = documents.make(walk.acting, treatment.consultation_id, Paper.SUMMARY)
    assert {what for what, _detail in told(walk, Kind.CONSULTATION)} == {
        "Consultation begun",
        "Decided: Go on to treat",
    }
    assert told(walk, Kind.TREATMENT) == [("Treated: Knee, left", "Example-EX 5 ml, lot A7731")]
    assert ("Consent: Signed by the physician: given", "") in told(walk, Kind.CONSENT)
    assert (record.title, record.number) in told(walk, Kind.DOCUMENT)
    assert told(walk, Kind.FINDING) == []


def test_entries_are_the_newest_first_over_all_visits(walk: Walk) -> None:
    first = walk.suitable()
    walk.decide(first, Choice.DEFER, date(2026, 12, 4))
    walk.clinic.clock.forward(days=30)
    second = walk.begin()
    found = entries(walk)
    assert [e.at for e in found] == sorted((e.at for e in found), reverse=True)
    assert (found[0].consultation_id, found[-1].consultation_id) == (second.id, first.id)
    assert ("Decided: Wait, until 4 December 2026", "Talked over with the patient.") in told(
        walk, Kind.CONSULTATION
    )


def test_findings_are_those_that_were_frozen_with_what_settled_them(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.change(consultation, "ci/ci.vaccine", "yes")
    walk.evaluate(consultation, Opinion.SUITABLE)
    walk.decide(consultation, Choice.REFER)
    found = {e.what: (e.detail, e.outcome) for e in entries(walk) if e.kind is Kind.FINDING}
    assert found == {
        "Disease of the immune system": ("Settled", None),
        "Recent vaccination": ("Caution", Outcome.CAUTION),
        "Specialist evaluation: Suitable": ("Disease of the immune system · Dr Selin Aksoy", None),
    }


def test_visit_entered_in_error_is_told_as_such_and_says_nothing_of_the_patient(
    walk: Walk,
) -> None:
    consultation = walk.with_answer("ci/ci.vaccine", "yes")
    walk.decide(consultation, Choice.REFER)
    consultations.move(walk.acting, consultation.id, Move.WRONG_PATIENT, "Made up.")
    assert [e.what for e in entries(walk)] == ["Consultation begun, entered in error"]

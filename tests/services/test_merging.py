"""Two records of one person read as one, and separated again exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.services import audit, consultations, day, documents, merging, patients
from tests.clinics import ELIF, Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk

OTHER = NewPatient("Demír", "Elif Su", date(1979, 12, 3), Sex.UNKNOWN, "tr", phone="555 0199")
CHOSEN = replace(ELIF, given_name=OTHER.given_name, phone=OTHER.phone)


@pytest.fixture
def other(clinic: Clinic) -> Patient:
    return patients.register(clinic.acting, OTHER)


def numbers(clinic: Clinic, words: str) -> list[str]:
    return [p.record_number for p in patients.search(clinic.acting, words)]


def test_joined_record_shows_both_numbers_and_is_found_by_either(
    clinic: Clinic, other: Patient
) -> None:
    kept = clinic.patient
    merged = merging.merge(clinic.acting, kept, other, CHOSEN)
    assert merged.registered == CHOSEN
    assert merged.other_numbers == (other.record_number,)
    for words in (kept.record_number, other.record_number, "elif", "su demir"):
        assert numbers(clinic, words) == [kept.record_number]
    assert patients.get(clinic.acting, other.id) == merged
    assert numbers(clinic, "") == [kept.record_number]


def test_consultations_and_papers_stay_as_they_were_signed(walk: Walk) -> None:
    clinic, acting = walk.clinic, walk.acting
    _consent, paper = walk.given()
    before = documents.content(acting, paper.id)
    papers = documents.of_patient(acting, clinic.patient.id)
    newer = patients.register(acting, OTHER)
    kept = merging.merge(acting, newer, clinic.patient, OTHER)
    assert paper in papers
    assert documents.of_patient(acting, kept.id) == papers
    assert {d.patient_id for d in papers} == {clinic.patient.id}
    assert documents.content(acting, paper.id) == before
    (line,) = consultations.of_patient(acting, kept.id)
    assert line.consultation.patient_id == clinic.patient.id
    assert audit.verify(acting).sound


def test_separated_records_are_what_they_were(clinic: Clinic, other: Patient) -> None:
    acting, kept = clinic.acting, clinic.patient
    found = {words: numbers(clinic, words) for words in ("elif", "su", "demir", "")}
    merging.merge(acting, kept, other, CHOSEN)
    (joined,) = merging.joined(acting, kept.id)
    assert (joined.record_number, joined.by) == (other.record_number, "Dr Ayşe Kaya")
    one, two = merging.separate(acting, joined.merge_id)
    assert one.registered == kept.registered
    assert two == other
    assert {words: numbers(clinic, words) for words in found} == found
    assert merging.joined(acting, kept.id) == ()
    with refused("merge.not-found"):
        merging.separate(acting, joined.merge_id)
    assert audit.verify(acting).sound


def test_what_was_corrected_since_stays_corrected(clinic: Clinic, other: Patient) -> None:
    acting = clinic.acting
    merged = merging.merge(acting, clinic.patient, other, CHOSEN)
    patients.correct(acting, merged, replace(CHOSEN, email="elif@example.org"))
    one, _two = merging.separate(acting, merging.joined(acting, merged.id)[0].merge_id)
    assert one.registered == replace(ELIF, email="elif@example.org")


def test_chain_of_three_is_one_person_and_comes_apart_in_order(
    clinic: Clinic, other: Patient
) -> None:
    acting = clinic.acting
    third = patients.register(acting, replace(OTHER, given_name="Elfi"))
    merging.merge(acting, other, third, OTHER)
    whole = merging.merge(acting, clinic.patient, patients.get(acting, other.id), ELIF)
    assert whole.other_numbers == (other.record_number, third.record_number)
    assert numbers(clinic, third.record_number) == [whole.record_number]
    merging.separate(acting, merging.joined(acting, whole.id)[0].merge_id)
    assert numbers(clinic, third.record_number) == [other.record_number]


def test_draft_in_both_is_refused_and_in_one_goes_on(walk: Walk) -> None:
    acting, kept = walk.acting, walk.clinic.patient
    other = patients.register(acting, OTHER)
    draft = consultations.start(acting, other.id)
    walk.begin()
    with refused("merge.drafts-in-both"):
        merging.merge(acting, kept, other, ELIF)
    third = patients.register(acting, replace(OTHER, given_name="Elfi"))
    merging.merge(acting, third, other, replace(OTHER, given_name="Elfi"))
    assert consultations.start(acting, third.id).id == draft.id


def test_merge_that_makes_no_sense_is_refused_and_changes_nothing(
    clinic: Clinic, other: Patient
) -> None:
    acting, kept = clinic.acting, clinic.patient
    with refused("merge.same-record"):
        merging.merge(acting, kept, kept, ELIF)
    with refused("merge.same-record"):
        merging.compare(acting, kept.id, kept.id)
    with refused("patient.not-found"):
        merging.compare(acting, kept.id, 99)
    with refused("merge.not-of-either"):
        merging.merge(acting, kept, other, replace(ELIF, phone="1"))
    with refused("patient.name-missing"):
        merging.merge(acting, kept, other, replace(ELIF, family_name="", given_name=""))
    patients.correct(acting, other, replace(OTHER, phone="555 0100"))
    with refused("patient.changed-meanwhile"):
        merging.merge(acting, kept, other, CHOSEN)
    assert merging.joined(acting, kept.id) == ()
    third = patients.register(acting, replace(OTHER, given_name="Elfi"))
    merging.merge(acting, kept, third, ELIF)
    with refused("merge.part-already"):
        merging.merge(acting, patients.get(acting, other.id), third, OTHER)


def test_visit_of_either_record_is_of_the_one_that_is_kept(clinic: Clinic, other: Patient) -> None:
    acting = clinic.acting
    day.add(acting, other.id, acting.today())
    merging.merge(acting, clinic.patient, other, ELIF)
    assert [line.patient.id for line in day.of(acting, acting.today())] == [clinic.patient.id]
    with refused("visit.already-there"):
        day.add(acting, clinic.patient.id, acting.today())


def test_both_sides_are_told_without_anything_clinical(walk: Walk) -> None:
    walk.given()
    papers = documents.of_patient(walk.acting, walk.clinic.patient.id)
    other = patients.register(walk.acting, OTHER)
    one, two = merging.compare(walk.acting, other.id, walk.clinic.patient.id)
    assert (one.patient, one.consultations) == (walk.clinic.patient, 1)
    assert one.documents == len(papers) > 0
    assert (two.patient, two.consultations, two.drafts) == (other, 0, 0)

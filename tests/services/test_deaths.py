"""That a patient has died: recorded once, known everywhere, taken back where it was an error."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult_app.domain.adverse_events import EventState, EventTold, Outcome, Serious
from consult_app.domain.audit import Event
from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Move
from consult_app.domain.deaths import NewDeath, checked
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.follow_ups import Due, FollowUpState
from consult_app.domain.patients import NewPatient
from consult_app.exchange.fhir import people
from consult_app.exchange.fhir.basics import Names
from consult_app.services import (
    adverse_events,
    consents,
    consultations,
    day,
    deaths,
    decisions,
    follow_ups,
    merging,
    patients,
    products,
    recall_letters,
    recalls,
    treatments,
    worklists,
)
from consult_app.services.worklists import Wait
from consult_app.ui.words import patient_facts
from tests.clinics import ELIF, Clinic, recall_lot, took_lot
from tests.everything import refused_unchanged
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk

TODAY, BORN = date(2026, 11, 23), date(1979, 3, 12)
UNKNOWN = NewDeath("", "the daughter")


@pytest.mark.parametrize("said", ["", "2026", "2026-11", "2026-11-23", "1979", "1979-03-12"])
def test_day_is_told_as_far_as_it_is_known(said: str) -> None:
    assert checked(NewDeath(said, " the  daughter "), BORN, None, TODAY).day == said


@pytest.mark.parametrize(
    ("new", "treated", "code"),
    [
        (NewDeath("2026", " "), None, "death.reporter-missing"),
        (NewDeath("2026", "x" * 6000), None, "text.too-long"),
        (NewDeath("yesterday", "a son"), None, "death.day-unreadable"),
        (NewDeath("2026-02-30", "a son"), None, "death.day-unreadable"),
        (NewDeath("2026-13", "a son"), None, "death.day-unreadable"),
        (NewDeath("2026-11-24", "a son"), None, "death.day-in-future"),
        (NewDeath("2026-12", "a son"), None, "death.day-in-future"),
        (NewDeath("1979-03-11", "a son"), None, "death.before-birth"),
        (NewDeath("1978", "a son"), None, "death.before-birth"),
        (NewDeath("2026-10", "a son"), date(2026, 11, 1), "death.before-treatment"),
    ],
)
def test_death_that_cannot_be_is_refused(new: NewDeath, treated: date | None, code: str) -> None:
    with refused(code):
        checked(new, BORN, treated, TODAY)


def test_death_is_recorded_once_with_who_said_it_and_found_all_the_same(clinic: Clinic) -> None:
    view = deaths.record(clinic.acting, clinic.patient.id, NewDeath("2026-11-20", "the daughter"))
    assert view.death is not None
    assert (view.death.record.reported_by, view.death.author_id) == (
        "the daughter",
        clinic.acting.user.id,
    )
    refused_unchanged(
        clinic.acting, lambda: deaths.record(clinic.acting, clinic.patient.id, UNKNOWN)
    )
    (found,) = patients.search(clinic.acting, "demir")
    assert found.died == "2026-11-20"
    assert "Died on 20 November 2026" in patient_facts(found, TODAY, "en")
    assert "years" not in patient_facts(found, TODAY, "en")


def test_nothing_new_begins_with_somebody_who_has_died(clinic: Clinic) -> None:
    acting, id_ = clinic.acting, clinic.patient.id
    deaths.record(acting, id_, UNKNOWN)
    for begin in (
        lambda: consultations.start(acting, id_),
        lambda: day.add(acting, id_, acting.today()),
    ):
        with refused("patient.died"):
            begin()


def test_no_consent_is_opened_and_no_treatment_recorded_but_an_end_is(walk: Walk) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    deaths.record(walk.acting, consent.patient_id, UNKNOWN)
    seen = treatments.view(walk.acting, consent.consultation_id)
    assert [missing.code for missing in seen.missing] == ["patient.died"]
    with refused("patient.died"):
        treatments.record(walk.acting, consent.consultation_id, new)
    with refused("patient.died"):
        consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "Anew")
    consents.step_back(walk.acting, consent, ConsentMove.WITHDRAW, "Never used")
    consultations.move(walk.acting, consent.consultation_id, Move.CLOSE)


def test_consent_under_way_stops(walk: Walk) -> None:
    consultation = walk.proceed()
    deaths.record(walk.acting, consultation.patient_id, UNKNOWN)
    with refused("patient.died"):
        consents.inform(walk.acting, consultation.id)


def test_follow_ups_are_closed_for_that_reason_and_come_back_with_the_life(walk: Walk) -> None:
    treatment = walk.treated()
    acting, id_ = walk.acting, treatment.patient_id
    deaths.record(acting, id_, UNKNOWN)
    closed = [one for one, _told in follow_ups.of_patient(acting, id_)]
    assert {one.state for one in closed} == {FollowUpState.DIED}
    assert {one.due(acting.today() + timedelta(weeks=60)) for one in closed} == {Due.DIED}
    assert follow_ups.count_due(acting, acting.today() + timedelta(weeks=60)) == 0
    with refused("follow-up.patient-died"):
        follow_ups.not_reached(acting, closed[0].id)
    with refused("follow-up.patient-died"):
        follow_ups.give_up(acting, closed[0].id, "No answer")
    deaths.take_back(acting, id_, "Another Elif Demir")
    again = [one for one, _told in follow_ups.of_patient(acting, id_)]
    assert {one.state for one in again} == {FollowUpState.PLANNED}
    notes = [what for what, *_rest in follow_ups.view(acting, again[0].id).notes]
    assert notes == [deaths.DIED, deaths.ALIVE]


def test_death_taken_back_stands_beside_and_life_goes_on(clinic: Clinic) -> None:
    acting, id_ = clinic.acting, clinic.patient.id
    with refused("death.not-there"):
        deaths.take_back(acting, id_, "An error")
    deaths.record(acting, id_, UNKNOWN)
    with refused("death.reason-missing"):
        deaths.take_back(acting, id_, " ")
    view = deaths.take_back(acting, id_, "Another patient was meant")
    assert view.death is None
    (before,) = view.deaths
    assert before.taken_back is not None
    assert before.taken_back.reason == "Another patient was meant"
    assert patients.get(acting, id_).died is None
    assert consultations.start(acting, id_)
    assert deaths.record(acting, id_, NewDeath("2026", "a son")).death is not None


def test_it_is_audited_without_a_word_of_it(walk: Walk) -> None:
    id_ = walk.clinic.patient.id
    deaths.record(walk.acting, id_, UNKNOWN)
    deaths.take_back(walk.acting, id_, "An error")
    assert events(walk, "patient")[-2:] == [Event.PATIENT_DIED, Event.PATIENT_DEATH_TAKEN_BACK]


def test_worklists_and_the_day_leave_the_dead_out(walk: Walk) -> None:
    acting = walk.acting
    consultation = walk.suitable()
    reason = "Waits for a result"
    until = acting.today() + timedelta(days=3)
    decisions.decide(acting, consultation.id, NewDecision(Choice.DEFER, reason, until))
    day.add(acting, consultation.patient_id, acting.today())
    assert worklists.counts(acting)[Wait.DEFERRED] == 1
    deaths.record(acting, consultation.patient_id, UNKNOWN)
    assert worklists.counts(acting)[Wait.DEFERRED] == 0
    assert day.of(acting, acting.today()) == ()


def test_recall_knows_of_a_death_from_the_record_and_writes_to_nobody_dead(clinic: Clinic) -> None:
    lot = products.lots(clinic.acting, clinic.product.id)[0]
    patient = took_lot(clinic.acting, lot, NewPatient("Ay", "Su", date(1970, 1, 1)))
    recall = recall_lot(clinic.acting, lot)
    deaths.record(clinic.acting, patient.id, UNKNOWN)
    assert recalls.waiting(clinic.acting) == 0
    assert recall_letters.make(clinic.acting, recall.id).made == ()
    deaths.take_back(clinic.acting, patient.id, "An error")
    assert recalls.waiting(clinic.acting) == 1


def test_open_adverse_event_stays_open_and_is_asked_about(walk: Walk) -> None:
    treatment = walk.treated()
    acting, id_ = walk.acting, treatment.patient_id
    event = adverse_events.open_event(acting, id_, EventTold("Fever"), treatment.id)
    view = deaths.record(acting, id_, UNKNOWN)
    assert [one.id for one in view.events] == [event.id]
    criteria = (Serious.DEATH,)
    told = EventTold("Fever", serious=True, criteria=criteria, outcome=Outcome.FATAL)
    assert adverse_events.tell(acting, event, told).state is EventState.OPEN
    assert deaths.of(acting, id_).events == ()
    assert deaths.of(walk.clinic.desk(), id_).events == ()


def test_joined_records_both_say_it(clinic: Clinic) -> None:
    acting = clinic.acting
    twin = patients.register(acting, ELIF)
    deaths.record(acting, twin.id, UNKNOWN)
    merging.merge(acting, clinic.patient, patients.get(acting, twin.id), ELIF)
    assert patients.get(acting, clinic.patient.id).died == ""
    deaths.take_back(acting, clinic.patient.id, "An error")
    (merge,) = merging.joined(acting, clinic.patient.id)
    pair = merging.separate(acting, merge.merge_id)
    assert [one.died for one in pair] == [None, None]


@pytest.mark.parametrize(
    ("said", "told"),
    [("2026-11", {"deceasedDateTime": "2026-11"}), ("", {"deceasedBoolean": True})],
)
def test_other_systems_are_told(clinic: Clinic, said: str, told: dict[str, object]) -> None:
    deaths.record(clinic.acting, clinic.patient.id, NewDeath(said, "the daughter"))
    patient = patients.get(clinic.acting, clinic.patient.id)
    made = people.patient(Names("x"), patient)
    assert {k: v for k, v in made.items() if k.startswith("deceased")} == told


def test_alive_says_nothing_of_a_death(clinic: Clinic) -> None:
    made = people.patient(Names("x"), clinic.patient)
    assert not [key for key in made if key.startswith("deceased")]

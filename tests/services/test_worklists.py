"""What waits at the desk: each list has what lies there, loses what is done, keeps to its roles."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.adverse_events import EventTold
from consult_app.domain.audit import Event
from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import Opinion
from consult_app.domain.follow_ups import Contact
from consult_app.domain.patients import NewPatient
from consult_app.domain.products import LotState
from consult_app.domain.recalls import NewContact, Way
from consult_app.services import (
    adverse_events,
    consents,
    consultations,
    documents,
    follow_ups,
    incoming,
    ink,
    legal_status,
    products,
    recalls,
    worklists,
)
from consult_app.services.acting import Acting
from consult_app.services.waiting_lines import Line, Place
from consult_app.services.worklists import WORKLISTS, Wait
from tests.clinics import recall_lot, took_lot
from tests.services import paper
from tests.services.refusing import refused
from tests.services.test_adverse_events import whole
from tests.services.test_follow_ups import said
from tests.services.test_incoming import ASPIRIN, LATEX, take
from tests.services.test_roles import events
from tests.services.walk import Walk

CLINICAL = {Wait.SPECIALIST, Wait.EVENTS, Wait.TOLD}
KEEPING = {Wait.LOTS, Wait.TEXTS}


def waiting(acting: Acting, which: Wait) -> tuple[Line, ...]:
    """The lines of a list; its count says the same."""
    found = worklists.lines(acting, which, "en")
    assert worklists.counts(acting)[which] == len(found)
    return found


def only(acting: Acting, which: Wait) -> Line:
    (line,) = waiting(acting, which)
    return line


def test_nothing_waits_in_a_clinic_where_nothing_happened(walk: Walk) -> None:
    assert set(worklists.counts(walk.acting).values()) == {0}
    assert [one.which for one in WORKLISTS] == list(worklists.counts(walk.acting)) == list(Wait)


def test_consent_on_paper_waits_until_its_scan_is_confirmed(walk: Walk) -> None:
    record = paper.out(walk)
    desk = paper.desk(walk)
    line = only(desk, Wait.PAPER)
    assert line.patient == walk.clinic.patient
    assert (line.words, line.day) == ("Printed, not back yet", walk.acting.today())
    assert line.place is Place.SCANS
    paper.take(desk, paper.sheets(walk.acting, record))
    filed = ink.file(desk, paper.only_key(desk))
    assert only(desk, Wait.PAPER).place is Place.SCANS
    line = only(walk.acting, Wait.PAPER)
    assert line.words.startswith("Scanned")
    assert (line.place, line.target) == (Place.SIGNED_PAPER, record.consultation_id)
    ink.confirm(walk.acting, filed.id, paper.found(walk.acting, filed))
    assert waiting(walk.acting, Wait.PAPER) == ()


def test_consent_declined_on_paper_waits_no_more(walk: Walk) -> None:
    consent = consents.current(walk.acting, paper.out(walk).consultation_id)
    assert consent is not None
    consents.step_back(walk.acting, consent, ConsentMove.DECLINE, "Not for her.")
    assert waiting(walk.acting, Wait.PAPER) == ()


def test_letter_to_a_specialist_waits_until_the_evaluation_is_recorded(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    documents.make(walk.acting, consultation.id, Kind.REFERRAL)
    line = only(walk.acting, Wait.SPECIALIST)
    assert (line.words, line.day) == ("Letter D-2026-00001", walk.acting.today())
    assert (line.place, line.target) == (Place.CONSULTATION, consultation.id)
    walk.clinic.clock.forward(days=1)
    walk.evaluate(consultation, Opinion.SUITABLE)
    assert waiting(walk.acting, Wait.SPECIALIST) == ()


def test_second_letter_takes_the_place_of_the_first(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    for _twice in range(2):
        documents.make(walk.acting, consultation.id, Kind.REFERRAL)
    assert only(walk.acting, Wait.SPECIALIST).words == "Letter D-2026-00002"


def test_letter_of_a_consultation_that_was_given_up_is_not_waited_for(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    documents.make(walk.acting, consultation.id, Kind.REFERRAL)
    consultations.move(walk.acting, consultation.id, Move.ABANDON, "Moved away")
    assert waiting(walk.acting, Wait.SPECIALIST) == ()


def test_deferral_comes_up_a_week_before_its_day_and_goes_once_it_is_taken_up(walk: Walk) -> None:
    consultation, desk = walk.suitable(), walk.clinic.desk()
    day = walk.acting.today() + timedelta(days=30)
    walk.decide(consultation, Choice.DEFER, day)
    assert waiting(desk, Wait.DEFERRED) == ()
    walk.clinic.clock.forward(days=23)
    line = only(desk, Wait.DEFERRED)
    assert (line.words, line.day) == ("In 7 days", day)
    assert (line.place, line.target) == (Place.PATIENT, walk.clinic.patient.id)
    assert only(walk.acting, Wait.DEFERRED).target == consultation.id
    walk.clinic.clock.forward(days=7)
    assert only(desk, Wait.DEFERRED).words == "The day has come"
    consultations.move(walk.acting, consultation.id, Move.RESUME)
    assert waiting(desk, Wait.DEFERRED) == ()


def test_deferred_patient_who_is_seen_in_a_new_consultation_does_not_wait(walk: Walk) -> None:
    walk.decide(walk.suitable(), Choice.DEFER, walk.acting.today() + timedelta(days=3))
    assert only(walk.acting, Wait.DEFERRED).words == "In 3 days"
    walk.begin()
    assert waiting(walk.acting, Wait.DEFERRED) == ()


def test_time_to_think_it_over_waits_from_its_end_until_the_consent_is_taken_up(walk: Walk) -> None:
    consultation = walk.proceed()
    walk.inform(consultation)
    line = only(walk.clinic.desk(), Wait.REFLECTION)
    assert (line.patient, line.place) == (walk.clinic.patient, Place.PATIENT)
    consents.open_for_signature(walk.acting, consultation.id)
    assert waiting(walk.acting, Wait.REFLECTION) == ()


def test_nobody_is_asked_before_the_time_to_think_it_over_has_passed(walk: Walk) -> None:
    walk.inform(walk.proceed())
    early = walk.acting.now() - timedelta(minutes=1)
    before = Acting(walk.acting.user, walk.acting.store, lambda: early)
    assert waiting(before, Wait.REFLECTION) == ()


def test_follow_up_waits_from_its_day_until_it_is_answered(walk: Walk) -> None:
    walk.treated()
    assert waiting(walk.acting, Wait.FOLLOW_UP) == ()
    walk.clinic.clock.forward(weeks=1)
    line = only(walk.acting, Wait.FOLLOW_UP)
    assert (line.words, line.place) == ("Due", Place.FOLLOW_UP)
    at_desk = only(walk.clinic.desk(), Wait.FOLLOW_UP)
    assert (at_desk.place, at_desk.target) == (Place.PATIENT, walk.clinic.patient.id)
    follow_ups.answer(walk.acting, int(line.target), said(), Contact.PHONE)
    assert waiting(walk.acting, Wait.FOLLOW_UP) == ()


def test_final_paper_waits_for_the_printer_by_its_audience(walk: Walk) -> None:
    consultation, desk = walk.proceed(), paper.desk(walk)
    summary = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    assert waiting(desk, Wait.PRINT) == ()
    line = only(walk.acting, Wait.PRINT)
    assert (line.words, line.target) == (summary.title, summary.id)
    documents.release(walk.acting, summary.id)
    assert only(desk, Wait.PRINT).place is Place.DOCUMENT
    documents.note_printed(desk, summary.id)
    assert waiting(walk.acting, Wait.PRINT) == waiting(desk, Wait.PRINT) == ()


def test_paper_of_last_month_is_not_printed_any_more(walk: Walk) -> None:
    documents.make(walk.acting, walk.proceed().id, Kind.INFORMATION)
    assert only(paper.desk(walk), Wait.PRINT)
    walk.clinic.clock.forward(days=15)
    assert waiting(walk.acting, Wait.PRINT) == ()


def test_lot_near_its_day_waits_until_it_is_put_aside(walk: Walk) -> None:
    product = walk.clinic.product
    lot = products.add_lot(walk.acting, product.id, "B1", walk.acting.today() + timedelta(days=3))
    line = only(walk.acting, Wait.LOTS)
    assert (line.words, line.day) == (f"Lot B1 of {product.name}", lot.expiry)
    assert (line.place, line.target, line.patient) == (Place.CLINIC, "products", None)
    products.set_lot_state(walk.acting, lot, LotState.QUARANTINED)
    assert waiting(walk.acting, Wait.LOTS) == ()


def test_who_had_a_recalled_lot_waits_until_told(walk: Walk) -> None:
    lot = products.lots(walk.acting, walk.clinic.product.id)[0]
    patient = took_lot(walk.acting, lot, NewPatient("Ak", "Can", date(1980, 1, 2)))
    recall = recall_lot(walk.acting, lot)
    desk = paper.desk(walk)
    line = only(desk, Wait.RECALL)
    assert (line.patient, line.words) == (patient, "Lot A7731")
    today = walk.acting.today()
    recalls.tell(desk, recall.id, NewContact(patient.id, Way.NOT_REACHED, today))
    assert only(desk, Wait.RECALL).words == "Lot A7731 · Not reached yet"
    recalls.tell(desk, recall.id, NewContact(patient.id, Way.PHONE, today))
    assert waiting(desk, Wait.RECALL) == ()


def test_open_event_waits_by_its_name_until_it_is_closed(walk: Walk) -> None:
    treatment = walk.treated()
    told = EventTold("A lump", began=walk.acting.today())
    event = adverse_events.open_event(walk.acting, treatment.patient_id, told, treatment.id)
    line = only(walk.acting, Wait.EVENTS)
    assert (line.words, line.place, line.target) == ("A lump", Place.ADVERSE_EVENT, event.id)
    now = adverse_events.tell(walk.acting, event, replace(whole(walk), title="A firm lump"))
    assert only(walk.acting, Wait.EVENTS).words == "A firm lump"
    adverse_events.close(walk.acting, now.id)
    assert waiting(walk.acting, Wait.EVENTS) == ()


def test_lines_of_another_system_wait_until_each_is_settled(walk: Walk) -> None:
    first, second = take(walk, LATEX, ASPIRIN)
    line = only(walk.acting, Wait.TOLD)
    assert (line.words, line.place) == ("2 lines to confirm", Place.PATIENT)
    incoming.dismiss(walk.acting, first.id, "Not so.")
    assert only(walk.acting, Wait.TOLD).words == "1 line to confirm"
    incoming.dismiss(walk.acting, second.id, "Not so.")
    assert waiting(walk.acting, Wait.TOLD) == ()


def test_texts_come_up_two_weeks_before_their_day(walk: Walk) -> None:
    due = legal_status.board(walk.acting).review_by
    walk.clinic.clock.forward(days=(due - walk.acting.today()).days - 20)
    before = {line.id for line in waiting(walk.acting, Wait.TEXTS)}
    assert "texts" not in before
    walk.clinic.clock.forward(days=10)
    texts = next(line for line in waiting(walk.acting, Wait.TEXTS) if line.id == "texts")
    assert texts.day == due


def test_texts_wait_until_they_are_looked_through(walk: Walk) -> None:
    walk.clinic.clock.forward(days=5 * 365)
    found = waiting(walk.acting, Wait.TEXTS)
    assert len(found) == legal_status.overdue(walk.acting)
    assert "All texts are to be looked through" in [line.words for line in found]
    legal_status.look_through(walk.acting)
    assert len(waiting(walk.acting, Wait.TEXTS)) == len(found) - 1


def test_desk_sees_the_lists_of_its_work_alone(walk: Walk) -> None:
    seen = set(worklists.counts(walk.clinic.desk()))
    assert seen == set(Wait) - CLINICAL - KEEPING


@pytest.mark.parametrize("which", sorted(CLINICAL | KEEPING))
def test_list_of_others_is_neither_shown_nor_saved(walk: Walk, which: Wait) -> None:
    desk = walk.clinic.desk()
    with refused("role.not-permitted"):
        worklists.lines(desk, which, "en")
    with refused("role.not-permitted"):
        worklists.table(desk, which, "en")


def test_list_is_saved_whole_without_formulas_and_that_it_was_is_on_record(walk: Walk) -> None:
    named = paper.another(walk, "=HYPERLINK(1)")
    named.inform(named.proceed())
    walk.clinic.clock.forward(hours=1)
    walk.inform(walk.proceed())
    saved = worklists.table(walk.acting, Wait.REFLECTION, "en").decode("utf-8-sig")
    head, first, second = csv.reader(io.StringIO(saved))
    assert head[:3] == ["Since", "Name", "Record number"]
    assert first[1] == "'=HYPERLINK(1) Berg"
    patient = walk.clinic.patient
    assert second[1:4] == [patient.name, patient.record_number, patient.birth_date.isoformat()]
    assert events(walk, "worklist") == [Event.WORKLIST_EXPORTED]

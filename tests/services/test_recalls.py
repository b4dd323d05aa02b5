"""A recall: out of use at once, everyone found, told, written to in their own language, counted."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.audit import Event
from consult_app.domain.consultation import Move, State
from consult_app.domain.deaths import NewDeath
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.patients import NewPatient, Sex
from consult_app.domain.products import Lot, LotState
from consult_app.domain.recalls import (
    About,
    End,
    EndGround,
    NewContact,
    NewEnd,
    NewRecall,
    Recall,
    Standing,
    Way,
)
from consult_app.services import clinic as clinic_service
from consult_app.services import (
    consultations,
    deaths,
    documents,
    merging,
    patients,
    products,
    recall_letters,
    recalls,
    shelf,
    treatments,
)
from consult_app.storage import audit
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import products as product_rows
from tests.clinics import SETTINGS, Clinic, recall_lot, took_lot
from tests.everything import refused_unchanged
from tests.services.refusing import refused
from tests.services.walk import Walk

LANGUAGES = ("en", "tr", "de", "ar")
ENDING = (Event.RECALL_ENDED, Event.LOT_CHANGED)
PEOPLE = tuple(
    NewPatient(
        f"Family{n}", f"Given{n}", date(1970, 1, 1 + n), Sex.UNKNOWN, language, phone=f"555 010{n}"
    )
    for n, language in enumerate(LANGUAGES)
)


@pytest.fixture
def lot(clinic: Clinic) -> Lot:
    return products.lots(clinic.acting, clinic.product.id)[0]


@pytest.fixture
def told(clinic: Clinic, lot: Lot) -> Recall:
    """A recall of a lot that four people had, each of another language."""
    for person in PEOPLE:
        took_lot(clinic.acting, lot, person)
    return recall_lot(clinic.acting, lot)


def approve(made: Clinic) -> None:
    pack = shelf.shipped()
    for language in pack.languages:
        clinic_service.approve_texts(made.acting, pack.hash, language)


def words(made: Clinic, document_id: int) -> str:
    pdf = documents.content(made.acting, document_id)
    return " ".join(page_text(pdf, n) for n in range(page_count(pdf)))


def waits(made: Clinic, recall: Recall) -> dict[str, Standing]:
    view = recalls.of(made.acting, recall.id)
    return {one.patient.name: one.standing for one in view.recipients}


def test_lot_is_out_of_use_and_all_who_had_it_are_listed_with_their_consultations(
    clinic: Clinic, told: Recall, lot: Lot
) -> None:
    view = recalls.of(clinic.acting, told.id)
    assert view.lot.state is LotState.RECALLED
    assert [one.patient.name for one in view.recipients] == [
        f"Given{n} Family{n}" for n in range(4)
    ]
    assert all(one.patient.phone and one.received[0].consultation_id for one in view.recipients)
    assert view.waiting == recalls.waiting(clinic.acting) == 4
    assert recalls.every(clinic.acting) == (view,)


def test_person_with_several_sessions_stands_there_once(clinic: Clinic, lot: Lot) -> None:
    took_lot(clinic.acting, lot, PEOPLE[0], sessions=3)
    view = recalls.of(clinic.acting, recall_lot(clinic.acting, lot).id)
    assert [len(one.received) for one in view.recipients] == [3]


def test_another_lot_is_nobodys_concern(clinic: Clinic, lot: Lot) -> None:
    other = products.add_lot(clinic.acting, lot.product_id, "B2", date(2027, 1, 1))
    took_lot(clinic.acting, other, PEOPLE[0])
    assert recalls.of(clinic.acting, recall_lot(clinic.acting, lot).id).recipients == ()


@pytest.mark.parametrize(
    ("reason", "days", "code"),
    [
        (" ", 0, "recall.reason-missing"),
        ("Particles", 1, "recall.day-in-future"),
        ("x" * 6000, 0, "text.too-long"),
    ],
)
def test_recall_that_cannot_stand_is_refused_and_changes_nothing(
    clinic: Clinic, lot: Lot, reason: str, days: int, code: str
) -> None:
    new = NewRecall(lot.id, reason, "", clinic.acting.today() + timedelta(days=days))
    refused_unchanged(clinic.acting, lambda: recalls.recall(clinic.acting, new))
    with refused(code):
        recalls.recall(clinic.acting, new)


def test_lot_is_recalled_once_and_released_by_no_press(
    clinic: Clinic, told: Recall, lot: Lot
) -> None:
    with refused("recall.already-there"):
        recall_lot(clinic.acting, lot)
    with refused("lot.recalled"):
        products.set_lot_state(clinic.acting, lot, LotState.IN_STOCK)


def ended(made: Clinic, recall: Recall, **other: object) -> End:
    """The recall ends, as the manufacturer said today."""
    new = NewEnd(EndGround.LIFTED, "Vials were sound", "Example Biologics", made.acting.today())
    return recalls.lift(made.acting, recall.id, replace(new, **other))  # type: ignore[arg-type]  # tests name fields


def test_recall_that_ends_stays_and_its_lot_waits_in_quarantine_for_an_act_of_its_own(
    clinic: Clinic, told: Recall, lot: Lot
) -> None:
    end = ended(clinic, told)
    view = recalls.of(clinic.acting, told.id)
    assert (view.recall, view.end) == (told, end)
    assert (end.author_id, end.record.said_by) == (clinic.acting.user.id, "Example Biologics")
    assert view.lot.state is LotState.QUARANTINED
    with clinic.acting.store.read() as tx:
        last = [entry.body for entry in audit.entries(tx)][-2:]
    assert [event.value in body for event, body in zip(ENDING, last, strict=True)] == [True] * 2
    released = products.set_lot_state(clinic.acting, view.lot, LotState.IN_STOCK)
    assert released.state is LotState.IN_STOCK


def test_lot_whose_recall_ended_can_be_recalled_again_beside_the_first(
    clinic: Clinic, told: Recall, lot: Lot
) -> None:
    ended(clinic, told, ground=EndGround.IN_ERROR)
    again = recall_lot(clinic.acting, lot)
    assert [view.recall for view in recalls.every(clinic.acting)] == [again, told]
    assert recalls.of(clinic.acting, again.id).lot.state is LotState.RECALLED
    with refused("recall.ended-already"):
        ended(clinic, told)


@pytest.mark.parametrize(
    ("other", "days", "code"),
    [
        ({"reason": " "}, 0, "recall.end-reason-missing"),
        ({"said_by": ""}, 0, "recall.end-unsaid"),
        ({"reason": "x" * 6000}, 0, "text.too-long"),
        ({}, 1, "recall.day-in-future"),
        ({}, -1, "recall.end-before-notice"),
    ],
)
def test_end_that_cannot_stand_is_refused_and_changes_nothing(
    clinic: Clinic, told: Recall, other: dict[str, object], days: int, code: str
) -> None:
    day = clinic.acting.today() + timedelta(days=days)
    refused_unchanged(clinic.acting, lambda: ended(clinic, told, day=day, **other))
    with refused(code):
        ended(clinic, told, day=day, **other)


def test_who_was_told_of_the_recall_is_to_be_told_of_its_end_and_nobody_else(
    clinic: Clinic, told: Recall
) -> None:
    acting, today = clinic.acting, clinic.acting.today()
    one, two, three, four = (r.patient.id for r in recalls.of(acting, told.id).recipients)
    recalls.tell(acting, told.id, NewContact(one, Way.PHONE, today))
    recalls.tell(acting, told.id, NewContact(one, Way.NOT_REACHED, today))  # knows all the same
    recalls.tell(acting, told.id, NewContact(two, Way.NOT_REACHED, today))
    letters = recall_letters.make(acting, told.id).made
    printed = next(letter for letter in letters if letter.patient_id == three)
    documents.note_printed(acting, printed.id)  # may have been read: not known is not never
    ended(clinic, told)

    assert [*waits(clinic, told).values()] == [
        Standing.END_UNSAID,
        Standing.NEVER_TOLD,
        Standing.END_UNSAID,
        Standing.NEVER_TOLD,
    ]
    recalls.tell(acting, told.id, NewContact(one, Way.NOT_REACHED, today))
    recalls.tell(acting, told.id, NewContact(three, Way.PHONE, today))
    assert next(iter(waits(clinic, told).values())) is Standing.END_NOT_REACHED
    assert recalls.waiting(acting) == 1
    first = recalls.of(acting, told.id).recipients[0].contacts
    assert [contact.about for contact in first] == [About.END, About.RECALL, About.RECALL]
    assert documents.content(acting, printed.id)  # the letter of the recall stays
    assert four


def test_letters_say_that_it_ended_to_those_who_knew_and_those_of_the_recall_stay(
    clinic: Clinic, told: Recall
) -> None:
    approve(clinic)
    first = recall_letters.make(clinic.acting, told.id).made
    for letter in first:
        documents.note_printed(clinic.acting, letter.id)
    ended(clinic, told)

    made = recall_letters.make(clinic.acting, told.id)

    assert not made.refused
    assert [letter.language for letter in made.made] == [*LANGUAGES]
    assert {letter.kind for letter in made.made} == {Kind.RECALL_END}
    for letter in made.made:
        said = words(clinic, letter.id)
        assert "A7731" in said
        assert ("Vials were sound" in said) is (letter.language == SETTINGS.language)
    view = recalls.of(clinic.acting, told.id)
    assert [one.letters for one in view.recipients] == [(letter.id,) for letter in first]
    assert recall_letters.make(clinic.acting, told.id).made == ()


def test_treatment_refused_while_the_lot_was_recalled_stays_refused_until_it_is_released(
    walk: Walk,
) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    lot = products.lots(walk.acting, walk.clinic.product.id)[0]
    recall = recall_lot(walk.acting, lot)
    ended(walk.clinic, recall)
    with refused("lot.not-in-stock"):
        treatments.record(walk.acting, consent.consultation_id, new)
    aside = products.lots(walk.acting, walk.clinic.product.id)[0]
    products.set_lot_state(walk.acting, aside, LotState.IN_STOCK)
    assert treatments.record(walk.acting, consent.consultation_id, new).record.lot_id == lot.id


def test_lot_recalled_during_a_consultation_is_seen_when_the_treatment_is_recorded(
    walk: Walk,
) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    recall_lot(walk.acting, products.lots(walk.acting, walk.clinic.product.id)[0])
    said = refused_unchanged(
        walk.acting, lambda: treatments.record(walk.acting, consent.consultation_id, new)
    )
    assert "recalled" in said


def test_what_remains_is_counted_until_each_is_told(clinic: Clinic, told: Recall) -> None:
    one, two, three, four = (r.patient.id for r in recalls.of(clinic.acting, told.id).recipients)
    today = clinic.acting.today()
    for patient, way in ((one, Way.PHONE), (two, Way.NOT_REACHED)):
        recalls.tell(clinic.acting, told.id, NewContact(patient, way, today, "said so"))
    deaths.record(clinic.acting, three, NewDeath("", "the daughter"))
    assert [*waits(clinic, told).values()] == [
        Standing.REACHED,
        Standing.NOT_REACHED,
        Standing.DIED,
        Standing.OPEN,
    ]
    assert recalls.waiting(clinic.acting) == 2
    recalls.tell(clinic.acting, told.id, NewContact(two, Way.IN_PERSON, today))
    recalls.tell(clinic.acting, told.id, NewContact(four, Way.EMAIL, today))
    assert recalls.waiting(clinic.acting) == 0
    first = recalls.of(clinic.acting, told.id).recipients[0].contacts[0]
    assert (first.record.note, first.author_id) == ("said so", clinic.acting.user.id)


@pytest.mark.parametrize(
    ("days", "patient", "code"),
    [
        (1, 0, "recall.contact-in-future"),
        (-1, 0, "recall.contact-before-notice"),
        (0, 99, "recall.not-a-recipient"),
    ],
)
def test_contact_that_cannot_be_is_refused(
    clinic: Clinic, told: Recall, days: int, patient: int, code: str
) -> None:
    known = recalls.of(clinic.acting, told.id).recipients[0].patient.id
    day = clinic.acting.today() + timedelta(days=days)
    with refused(code):
        recalls.tell(clinic.acting, told.id, NewContact(patient or known, Way.PHONE, day))


def test_letters_are_made_at_once_each_in_the_language_of_who_reads_it(
    clinic: Clinic, told: Recall
) -> None:
    approve(clinic)
    seen: list[tuple[int, int]] = []

    made = recall_letters.make(
        clinic.acting, told.id, progress=lambda done, of: seen.append((done, of))
    )

    assert not made.refused
    assert not made.cancelled
    assert seen == [(n, 4) for n in range(1, 5)]
    assert [letter.language for letter in made.made] == [*LANGUAGES]
    assert {letter.kind for letter in made.made} == {Kind.RECALL}
    assert all(letter.for_desk for letter in made.made)
    for letter in made.made:
        said = words(clinic, letter.id)
        assert "A7731" in said
        assert "FSN-12" in said
        # the reason was typed in the clinic's language: another reader is asked to call for it
        assert ("Particles seen" in said) is (letter.language == SETTINGS.language)
    view = recalls.of(clinic.acting, told.id)
    assert [one.letters for one in view.recipients] == [(m.id,) for m in made.made]
    assert view.waiting == 4  # a letter in the printer has told nobody yet


def test_letters_are_made_once_and_nobody_who_was_told_or_died_gets_one(
    clinic: Clinic, told: Recall
) -> None:
    one, two, *_rest = (r.patient.id for r in recalls.of(clinic.acting, told.id).recipients)
    today = clinic.acting.today()
    recalls.tell(clinic.acting, told.id, NewContact(one, Way.PHONE, today))
    deaths.record(clinic.acting, two, NewDeath("", "the daughter"))
    assert [m.language for m in recall_letters.make(clinic.acting, told.id).made] == ["de", "ar"]
    assert recall_letters.make(clinic.acting, told.id).made == ()


def test_cancelled_batch_keeps_what_was_made_and_goes_on_where_it_stopped(
    clinic: Clinic, told: Recall
) -> None:
    asked = iter((False, True))
    first = recall_letters.make(clinic.acting, told.id, cancelled=lambda: next(asked, True))
    assert first.cancelled
    rest = recall_letters.make(clinic.acting, told.id)
    assert len(first.made) + len(rest.made) == 4
    assert not {m.patient_id for m in first.made} & {m.patient_id for m in rest.made}


def test_letters_of_two_recalls_in_one_consultation_stand_beside_each_other(
    clinic: Clinic, lot: Lot
) -> None:
    patient = took_lot(clinic.acting, lot, PEOPLE[0])
    first = recall_lot(clinic.acting, lot)
    (letter,) = recall_letters.make(clinic.acting, first.id).made
    other = products.add_lot(clinic.acting, lot.product_id, "B2", date(2027, 1, 1))
    took_lot(clinic.acting, other, replace(PEOPLE[1]))
    second = recall_lot(clinic.acting, other)
    recall_letters.make(clinic.acting, second.id)
    papers = documents.of_patient(clinic.acting, patient.id)
    letters = [(p.id, p.state) for p in papers if p.kind is Kind.RECALL]
    assert letters == [(letter.id, DocumentState.FINAL)]


def test_reader_of_a_language_without_a_letter_is_named_and_not_forgotten(
    clinic: Clinic, lot: Lot
) -> None:
    took_lot(clinic.acting, lot, replace(PEOPLE[0], language="fr"))
    told = recall_lot(clinic.acting, lot)
    made = recall_letters.make(clinic.acting, told.id)
    assert [refusal.code for _one, refusal in made.refused] == ["document.language-missing"]
    assert recalls.waiting(clinic.acting) == 1


def test_letter_needs_the_numbers_to_call(clinic: Clinic, told: Recall) -> None:
    clinic_service.change_settings(clinic.acting, replace(SETTINGS, phone_day=""))
    with refused("document.numbers-missing"):
        recall_letters.make(clinic.acting, told.id)


def test_letter_is_made_from_its_recall_alone(walk: Walk) -> None:
    treatment = walk.treated()
    with refused("document.letter-by-recall"):
        documents.make(walk.acting, treatment.consultation_id, Kind.RECALL)


def test_joined_records_are_one_person_with_one_letter(clinic: Clinic, lot: Lot) -> None:
    kept = took_lot(clinic.acting, lot, PEOPLE[0])
    part = took_lot(clinic.acting, lot, PEOPLE[0], days_ago=10)
    told = recall_lot(clinic.acting, lot)
    recalls.tell(clinic.acting, told.id, NewContact(part.id, Way.NOT_REACHED, told.record.day))

    merging.merge(clinic.acting, kept, part, PEOPLE[0])

    (one,) = recalls.of(clinic.acting, told.id).recipients
    assert (one.patient.id, one.patient.phone, len(one.received)) == (kept.id, PEOPLE[0].phone, 2)
    assert one.standing is Standing.NOT_REACHED
    assert len(recall_letters.make(clinic.acting, told.id).made) == 1
    recalls.tell(clinic.acting, told.id, NewContact(part.id, Way.PHONE, told.record.day))
    assert recalls.waiting(clinic.acting) == 0


def test_who_died_is_written_to_by_no_later_recall(clinic: Clinic, lot: Lot) -> None:
    other = products.add_lot(clinic.acting, lot.product_id, "B2", date(2027, 1, 1))
    patient = took_lot(clinic.acting, lot, PEOPLE[0])
    first = recall_lot(clinic.acting, lot)
    assert [*waits(clinic, first).values()] == [Standing.OPEN]
    with refused("recall.died-elsewhere"):
        recalls.tell(clinic.acting, first.id, NewContact(patient.id, Way.DIED, first.record.day))
    deaths.record(clinic.acting, patient.id, NewDeath("", "the daughter"))
    _again(clinic, patient.id, other)
    second = recall_lot(clinic.acting, other)
    assert [*waits(clinic, second).values()] == [Standing.DIED]
    assert recall_letters.make(clinic.acting, second.id).made == ()


def _again(made: Clinic, patient_id: int, lot: Lot) -> None:
    """The same patient had this lot as well."""
    twin = took_lot(made.acting, lot, PEOPLE[1])
    kept = patients.get(made.acting, patient_id)
    merging.merge(made.acting, kept, twin, kept.registered)


def test_session_entered_for_the_wrong_patient_is_to_be_looked_into_and_written_to_nobody(
    clinic: Clinic, lot: Lot
) -> None:
    took_lot(clinic.acting, lot, PEOPLE[0])
    told = recall_lot(clinic.acting, lot)
    (one,) = recalls.of(clinic.acting, told.id).recipients
    id_ = one.received[0].consultation_id
    consultations.move(clinic.acting, id_, Move.WRONG_PATIENT, "Another patient")
    with clinic.acting.store.read() as tx:
        assert consultation_rows.state_of(tx, id_) is State.IN_ERROR
    (one,) = recalls.of(clinic.acting, told.id).recipients
    assert one.in_error
    assert "wrong patient" in recalls.standing_words(one)
    assert recall_letters.make(clinic.acting, told.id).made == ()
    assert recalls.waiting(clinic.acting) == 1


def test_list_as_csv_runs_no_formula_and_is_audited(clinic: Clinic, lot: Lot) -> None:
    took_lot(clinic.acting, lot, replace(PEOPLE[0], family_name="=1+1", phone="+90 555"))
    told = recall_lot(clinic.acting, lot)
    content = recalls.table(clinic.acting, told.id, "en")
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert dict(zip(head, row, strict=True))["Phone"] == "'+90 555"
    assert dict(zip(head, row, strict=True))["Lot"] == "A7731"
    with clinic.acting.store.read() as tx:
        last = [*audit.entries(tx)][-1].body
    assert Event.RECALL_EXPORTED.value in last


def test_lot_recalled_in_an_older_record_gets_its_list_when_the_reason_is_recorded(
    clinic: Clinic, lot: Lot
) -> None:
    took_lot(clinic.acting, lot, PEOPLE[0])
    with clinic.acting.store.write() as tx:
        product_rows.set_lot_state(tx, lot.id, LotState.RECALLED)
    assert len(recalls.of(clinic.acting, recall_lot(clinic.acting, lot).id).recipients) == 1

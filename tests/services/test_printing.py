"""The print centre: what belongs together, what a day made, and who printed what when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from consult_app.domain.documents import Edition, Kind
from consult_app.services import documents, patients, printing
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk


def test_pack_is_everything_final_of_the_consultation_in_the_order_it_is_handed_over(
    walk: Walk,
) -> None:
    consent, paper = walk.given()
    documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY)
    summary = documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY)
    information = documents.make(walk.acting, consent.consultation_id, Kind.INFORMATION)
    found = printing.pack(walk.acting, summary.id)
    assert [record.id for record in found] == [information.id, paper.id, summary.id]


def test_pack_of_the_desk_holds_only_what_it_may_see(walk: Walk) -> None:
    consent, paper = walk.given()
    summary = documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY)
    desk = walk.clinic.desk()
    seen = [record.id for record in printing.pack(desk, paper.id)]
    assert (paper.id in seen, summary.id in seen) == (True, False)
    with refused("document.not-released"):
        printing.pack(desk, summary.id)
    with refused("document.not-released"):
        printing.contents(desk, (paper.id, summary.id))


def test_contents_are_the_stored_bytes(walk: Walk) -> None:
    _consent, paper = walk.given()
    (pdf,) = printing.contents(walk.acting, (paper.id,))
    assert pdf == documents.content(walk.acting, paper.id)


def test_papers_of_a_day_are_those_made_on_it(walk: Walk) -> None:
    first = documents.make(walk.acting, walk.proceed().id, Kind.INFORMATION)
    today = walk.acting.today()
    walk.clinic.clock.forward(days=1)
    tomorrow = walk.acting.today()
    second = documents.make(walk.acting, first.consultation_id, Kind.SUMMARY)
    assert [r.id for r, _patient in printing.of_day(walk.acting, today)] == [first.id]
    ((found, patient),) = printing.of_day(walk.acting, tomorrow)
    assert (found.id, patient.id) == (second.id, walk.clinic.patient.id)
    assert printing.of_day(walk.acting, tomorrow + timedelta(days=1)) == ()
    assert printing.of_day(walk.clinic.desk(), tomorrow) == ()


def test_history_says_who_printed_and_saved_when(walk: Walk) -> None:
    _consent, paper = walk.given()
    at = walk.acting.now()
    documents.note_printed(walk.acting, paper.id)
    walk.clinic.clock.forward(hours=1)
    documents.note_saved(walk.acting, paper.id)
    found = printing.history(walk.acting, paper.id)
    assert [(one.what, one.who) for one in found] == [
        ("saved", "Dr Ayşe Kaya"),
        ("printed", "Dr Ayşe Kaya"),
    ]
    assert found[1].at == at


def test_copy_that_the_patient_was_given_is_noted(walk: Walk) -> None:
    _consent, paper = walk.given()
    documents.note_handed_over(walk.acting, paper.id)
    (noted,) = printing.history(walk.acting, paper.id)
    assert noted.what == "handed-over"
    assert events(walk, "document")[-1] == "document.handed-over"


def test_copy_of_a_paper_that_is_replaced_is_not_handed_over(walk: Walk) -> None:
    consultation = walk.proceed()
    old = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    with refused("document.not-final"):
        documents.note_handed_over(walk.acting, old.id)
    assert printing.history(walk.acting, old.id) == ()


def test_what_waits_is_final_unprinted_and_of_the_days_consultations(walk: Walk) -> None:
    consultation = walk.proceed()
    summary = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    information = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    old = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    today = walk.acting.today()

    def waiting(day: date = today) -> list[int]:
        return [record.id for record, _patient in printing.to_print(walk.acting, day)]

    assert information.id not in waiting()  # replaced by the newer one
    assert waiting() == [old.id, summary.id]
    documents.note_printed(walk.acting, old.id)
    assert waiting() == [summary.id]
    walk.clinic.clock.forward(days=1)
    late = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    assert waiting() == [late.id, summary.id]  # made a day later, of today's consultation
    assert waiting(today + timedelta(days=1)) == [late.id]
    desk = [r.id for r, _p in printing.to_print(walk.clinic.desk(), today)]
    assert desk == [late.id]


def test_several_keep_the_papers_of_a_patient_together_in_the_order_of_handing_over(
    walk: Walk,
) -> None:
    consent, paper = walk.given()
    summary = documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY)
    information = documents.make(walk.acting, consent.consultation_id, Kind.INFORMATION)
    found = printing.several(walk.acting, (summary.id, paper.id, information.id))
    assert [record.id for record in found] == [information.id, paper.id, summary.id]
    with refused("document.not-released"):
        printing.several(walk.clinic.desk(), (summary.id,))


def test_registered_size_of_print_is_told_beside_each_paper(walk: Walk) -> None:
    paper = documents.make(walk.acting, walk.suitable().id, Kind.INFORMATION)
    patient = walk.clinic.patient
    patients.correct(walk.acting, patient, replace(patient.registered, edition=Edition.LARGE))
    assert printing.registered(walk.acting, (paper.id,)) == {paper.id: Edition.LARGE}

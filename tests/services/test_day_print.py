"""A day's papers: what each arrival needs, in the order they come, and what is missing."""

from __future__ import annotations

from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.deaths import NewDeath
from consult_app.domain.documents import Kind
from consult_app.domain.patients import NewPatient
from consult_app.services import (
    arrivals,
    batch,
    consents,
    day,
    day_print,
    deaths,
    documents,
    patients,
)
from consult_app.services.acting import Acting
from consult_app.services.day_print import DayPapers, Want
from tests.services import paper
from tests.services.test_roles import events
from tests.services.walk import Walk


def come(walk: Walk, time: str = "") -> None:
    day.add(walk.acting, walk.clinic.patient.id, walk.acting.today(), time)


def papers(acting: Acting) -> DayPapers:
    return day_print.of(acting, acting.today())


def wants(acting: Acting) -> list[tuple[str, Want, bool]]:
    return [(p.time, p.want, p.printed) for p in papers(acting).pieces]


def test_who_is_new_gets_blank_questions_once(walk: Walk) -> None:
    come(walk, "09:00")
    desk = paper.desk(walk)
    (piece,) = papers(desk).pieces
    assert (piece.want, piece.printed, piece.language) == (Want.INTAKE, False, "en")
    (sheet,) = day_print.sheets(desk, (piece,))
    assert sheet.pages == documents.pages(sheet.pdf)
    day_print.note_intake(desk, piece.visit_id)
    assert wants(desk) == [("09:00", Want.INTAKE, True)]
    assert Event.INTAKE_PRINTED in events(walk, "visit")


def test_blank_questions_in_a_language_nobody_prints_are_named_and_the_rest_goes_on(
    walk: Walk,
) -> None:
    come(walk, "09:20")
    other = patients.register(
        walk.acting, NewPatient("Aho", "Aino", date(1980, 1, 2), language="fi")
    )
    day.add(walk.acting, other.id, walk.acting.today(), "09:00")
    first, second = day_print.sheets(walk.acting, papers(walk.acting).pieces)
    assert first.refused is not None
    assert first.refused.code == "pack.no-such-language"
    assert second.refused is None
    assert second.pdf


def test_information_that_is_not_made_is_missing_until_it_is(walk: Walk) -> None:
    come(walk)
    consultation = walk.proceed()
    (gap,) = papers(paper.desk(walk)).gaps
    assert (gap.want, gap.patient) == (Want.INFORMATION, walk.clinic.patient)
    made = batch.make_all(walk.acting, [gap.order])
    assert papers(walk.acting).gaps == ()
    assert wants(walk.acting) == [("", Want.INFORMATION, False)]
    documents.note_printed(walk.acting, made.made[0].id)
    assert wants(walk.acting) == [("", Want.INFORMATION, True)], "it is needed all the same"
    consents.inform(walk.acting, consultation.id)
    assert wants(walk.acting) == []


def test_papers_lie_in_the_order_of_the_appointments(walk: Walk) -> None:
    out = paper.another(walk, "Berta")
    form = paper.out(out)
    for known in documents.of_consultation(walk.acting, form.consultation_id):
        if known.kind is Kind.INFORMATION:
            documents.note_printed(walk.acting, known.id)
    come(out, "10:00")
    come(paper.another(walk, "Cleo"), "11:00")
    treated = walk.treated()
    documents.make(walk.acting, treated.consultation_id, Kind.AFTERCARE)
    (line,) = [one for one in papers(walk.acting).pieces if one.want is Want.CONSENT]
    assert line.record == form
    come(walk, "09:00")
    found = wants(walk.acting)
    assert [time for time, _want, _printed in found] == sorted(t for t, _w, _p in found)
    assert found[-2:] == [("10:00", Want.CONSENT, False), ("11:00", Want.INTAKE, False)]


def test_form_that_came_back_scanned_is_not_printed_again(walk: Walk) -> None:
    form, _filed = paper.filed(walk)
    come(walk)
    assert form.id not in [p.record.id for p in papers(walk.acting).pieces if p.record]


def test_desk_is_given_its_own_papers_alone(walk: Walk) -> None:
    come(walk)
    consultation = walk.proceed()
    documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    assert {p.want for p in papers(walk.acting).pieces} == {Want.INFORMATION, Want.OTHER}
    assert {p.want for p in papers(paper.desk(walk)).pieces} == {Want.INFORMATION}


def test_papers_of_one_visit_are_asked_for_alone(walk: Walk) -> None:
    come(walk, "09:00")
    come(paper.another(walk, "Ada"), "10:00")
    first, second = papers(walk.acting).pieces
    today = walk.acting.today()
    assert day_print.of(walk.acting, today, second.visit_id).pieces == (second,)
    assert first != second


def test_nothing_is_printed_for_somebody_who_has_died(walk: Walk) -> None:
    come(walk)
    assert wants(walk.acting) == [("", Want.INTAKE, False)]
    deaths.record(walk.acting, walk.clinic.patient.id, NewDeath("", "the daughter"))
    assert papers(walk.acting) == DayPapers((), ())
    assert arrivals.of(walk.acting, walk.acting.today(), "en") == ()

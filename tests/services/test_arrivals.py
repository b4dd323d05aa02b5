"""What each arrival lacks: one state after the other, told to each role as it may know it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import event

from consult_app.domain.arrivals import FOR_PHYSICIANS, Known, Lack, Lacking, lacking
from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Move, VisitState
from consult_app.domain.conversation import Reply
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import Opinion
from consult_app.domain.photographs import STATEMENT
from consult_app.domain.products import LotState
from consult_app.domain.recalls import NewContact, Way
from consult_app.domain.rules import Outcome
from consult_app.services import (
    arrivals,
    consents,
    consultations,
    day,
    documents,
    ink,
    merging,
    products,
    recalls,
)
from consult_app.services.acting import Acting
from consult_app.services.arrivals import Arrival, Where
from consult_app.services.still_open import open_questions
from consult_app.storage import arrivals as arrival_rows
from consult_app.ui.pages.lack_look import ICONS
from tests.clinics import recall_lot
from tests.services import paper
from tests.services.refusing import refused
from tests.services.walk import Walk

TWO = ((Outcome.DEFER, "Fever"), (Outcome.CAUTION, "Blood thinner"))


def come(walk: Walk) -> None:
    """The patient is on today's list."""
    day.add(walk.acting, walk.clinic.patient.id, walk.acting.today())


def arrival(acting: Acting) -> Arrival:
    (one,) = arrivals.of(acting, acting.today(), "en")
    return one


def lacks(acting: Acting) -> list[Lack]:
    return [line.what for line in arrival(acting).lines]


def words(acting: Acting) -> list[str]:
    return [line.words for line in arrival(acting).lines]


def told(walk: Walk, *physician: Lack, desk: tuple[Lack, ...]) -> None:
    """Who comes lacks this, as the physician is told it, and as the desk is."""
    assert lacks(walk.acting) == list(physician)
    at_desk = lacks(walk.clinic.desk())
    assert at_desk == list(desk)
    assert not FOR_PHYSICIANS.intersection(at_desk)


def test_who_is_new_lacks_an_assessment(walk: Walk) -> None:
    come(walk)
    told(walk, Lack.ASSESSMENT, desk=(Lack.ASSESSMENT,))
    (line,) = arrival(walk.acting).lines
    assert (line.place, line.target) == (Where.START, arrival(walk.acting).visit_id)
    assert arrival(walk.clinic.desk()).lines[0].place is None, "the desk begins none"


def test_who_is_done_lacks_nothing_any_more(walk: Walk) -> None:
    come(walk)
    (line,) = day.of(walk.acting, walk.acting.today())
    day.move(walk.acting, line.visit, VisitState.DONE)
    assert arrivals.of(walk.acting, walk.acting.today(), "en") == ()


def test_draft_lacks_as_many_answers_as_its_strip_says(walk: Walk) -> None:
    come(walk)
    consultation = walk.begin()
    told(walk, Lack.QUESTIONS, desk=(Lack.UNFINISHED,))
    count = len(open_questions(walk.session(consultation).state))
    assert words(walk.acting) == [f"{count} questions open"]
    assert words(walk.clinic.desk()) == ["Assessment not finished"]


def test_finding_is_told_by_its_kind_to_the_physician_alone(walk: Walk) -> None:
    come(walk)
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    told(walk, Lack.FINDING, desk=(Lack.UNFINISHED,))
    assert words(walk.acting) == ["A specialist evaluates first: Disease of the immune system"]
    line = arrival(walk.acting).lines[0]
    assert (line.place, line.target) == (Where.DECISION, consultation.id)
    walk.evaluate(consultation, Opinion.SUITABLE)
    told(walk, Lack.DECISION, desk=(Lack.UNFINISHED,))


def test_further_findings_are_counted(walk: Walk) -> None:
    come(walk)
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.change(consultation, "ci/ci.infection", "unknown")
    (line,) = arrival(walk.acting).lines
    assert line.words.endswith("and 1 more")


def test_deferred_until_a_day_and_then_no_more(walk: Walk) -> None:
    until = walk.acting.today() + timedelta(days=3)
    walk.decide(walk.suitable(), Choice.DEFER, until)
    come(walk)
    told(walk, Lack.DEFERRED, desk=(Lack.DEFERRED,))
    walk.clinic.clock.forward(days=3)
    come(walk)
    told(walk, Lack.DEFERRAL_OVER, desk=(Lack.DEFERRAL_OVER,))


def test_who_was_sent_to_a_specialist_waits_for_the_evaluation(walk: Walk) -> None:
    come(walk)
    walk.decide(walk.with_answer("ci/ci.immune", "unknown"), Choice.REFER)
    told(walk, Lack.SPECIALIST, desk=())


def test_who_was_not_treated_begins_anew_at_the_next_visit(walk: Walk) -> None:
    walk.decide(walk.suitable(), Choice.DO_NOT_TREAT)
    come(walk)
    assert lacks(walk.acting) == [Lack.ASSESSMENT]
    assert arrival(walk.acting).goes_on is None


def test_decision_to_treat_lacks_information_then_time_then_the_signature(walk: Walk) -> None:
    come(walk)
    consultation = walk.proceed()
    told(walk, Lack.INFORMATION, Lack.CONSENT, desk=(Lack.INFORMATION, Lack.CONSENT))
    sheet = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    documents.note_printed(walk.acting, sheet.id)
    consents.inform(walk.acting, consultation.id)
    before = Acting(
        walk.acting.user, walk.acting.store, lambda: walk.acting.now() - timedelta(minutes=1)
    )
    assert lacks(before) == [Lack.REFLECTION]
    assert words(before)[0].startswith("Time to think it over until ")
    told(walk, Lack.CONSENT, desk=(Lack.CONSENT,))
    consents.open_for_signature(walk.acting, consultation.id)
    told(walk, Lack.UNSIGNED, desk=(Lack.UNSIGNED,))
    consent = consents.current(walk.acting, consultation.id)
    assert consent is not None
    consents.step_back(walk.acting, consent, ConsentMove.DECLINE)
    told(walk, Lack.DECLINED, desk=(Lack.CONSENT,))


def test_consent_on_paper_lacks_the_paper_then_its_confirmation(walk: Walk) -> None:
    come(walk)
    record = paper.out(walk)
    desk = paper.desk(walk)
    assert lacks(desk)[0] is Lack.PAPER
    paper.take(desk, paper.sheets(walk.acting, record))
    ink.file(desk, paper.only_key(desk))
    assert arrival(desk).lines[0].place is Where.SCANS
    line = arrival(walk.acting).lines[0]
    assert (line.what, line.place) == (Lack.UNCONFIRMED, Where.SIGNED_PAPER)


def test_given_consent_lacks_what_is_done_on_the_day(walk: Walk) -> None:
    come(walk)
    consent, _record = walk.given()
    for known in documents.of_consultation(walk.acting, consent.consultation_id):
        documents.note_printed(walk.acting, known.id)
    told(walk, Lack.RECONFIRM, Lack.LOT, desk=())
    lot = products.lots(walk.acting, walk.clinic.product.id)[0]
    products.set_lot_state(walk.acting, lot, LotState.QUARANTINED)
    told(walk, Lack.RECONFIRM, Lack.NO_LOT, desk=(Lack.NO_LOT,))


def test_photographs_are_asked_for_only_where_nobody_has_answered(walk: Walk) -> None:
    come(walk)
    walk.given()
    with walk.acting.read() as tx:
        (visit,) = arrival_rows.of_day(tx, walk.acting.today())
    assert visit.consent is not None
    known = Known(walk.acting.today(), walk.acting.now())
    for reply, asked in ((Reply.YES, False), (Reply.NO, False), (Reply.TALK, True), (None, True)):
        replies = {} if reply is None else {STATEMENT: reply}
        said = replace(visit, consent=replace(visit.consent, replies=replies))
        found = [one.what for one in lacking(said, known, clinical=True)]
        assert (Lack.PHOTOGRAPHS in found) is asked


def test_treated_patient_lacks_the_aftercare_sheet_and_its_print(walk: Walk) -> None:
    come(walk)
    treatment = walk.treated()
    consultation = treatment.consultation_id
    (line,) = day.of(walk.acting, walk.acting.today())
    consultations.take_up(walk.acting, line.visit.id, consultation)
    for known in documents.of_consultation(walk.acting, consultation):
        documents.note_printed(walk.acting, known.id)
    told(walk, Lack.AFTERCARE, desk=(Lack.AFTERCARE,))
    sheet = documents.make(walk.acting, consultation, Kind.AFTERCARE)
    told(walk, Lack.PRINT, desk=(Lack.PRINT,))
    assert words(walk.acting) == ["1 paper to print"]
    documents.note_printed(walk.acting, sheet.id)
    told(walk, desk=())


def test_suspended_consent_is_confirmed_anew(walk: Walk) -> None:
    come(walk)
    consent, _record = walk.given()
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "A new illness.")
    assert Lack.SUSPENDED in lacks(walk.acting)
    assert Lack.SUSPENDED not in lacks(walk.clinic.desk())


def test_follow_up_whose_day_has_come_is_asked_when_the_patient_is_here(walk: Walk) -> None:
    treatment = walk.treated()
    walk.clinic.clock.forward(weeks=1)
    come(walk)
    line = arrival(walk.acting).lines[-1]
    assert (line.what, line.place) == (Lack.FOLLOW_UP, Where.FOLLOW_UP)
    at_desk = arrival(walk.clinic.desk()).lines[-1]
    assert (at_desk.place, at_desk.target) == (Where.PATIENT, treatment.patient_id)


def test_who_had_a_recalled_lot_is_told_when_here(walk: Walk) -> None:
    walk.treated()
    recall = recall_lot(walk.acting, products.lots(walk.acting, walk.clinic.product.id)[0])
    come(walk)
    for acting in (walk.acting, paper.desk(walk)):
        line = arrival(acting).lines[0]
        assert (line.what, line.place) == (Lack.RECALL, Where.RECALL)
    told_now = NewContact(walk.clinic.patient.id, Way.PHONE, walk.acting.today())
    recalls.tell(walk.acting, recall.id, told_now)
    assert Lack.RECALL not in lacks(walk.acting)


def test_every_lack_has_words_and_an_icon() -> None:
    assert set(ICONS) | {Lack.FINDING} == set(Lack)
    lines = [arrivals.words(Lacking(lack, 2, about=TWO), "en", date(2026, 1, 2)) for lack in Lack]
    assert all(lines)
    assert len(set(lines)) == len(lines), "two things are said apart"


def test_visit_goes_on_with_the_consultation_of_whichever_record_was_joined(walk: Walk) -> None:
    other = paper.another(walk, "Elif").clinic.patient
    consultation = walk.proceed()
    merging.merge(walk.acting, other, walk.clinic.patient, other.registered)
    day.add(walk.acting, other.id, walk.acting.today())
    assert arrival(walk.acting).goes_on == consultation.id
    (line,) = day.of(walk.acting, walk.acting.today())
    consultations.take_up(walk.acting, line.visit.id, consultation.id)
    assert arrival(walk.acting).goes_on is None, "the visit names it now"


def test_visit_is_not_about_the_consultation_of_somebody_else(walk: Walk) -> None:
    consultation = walk.proceed()
    other = paper.another(walk, "Ada").clinic.patient
    visit = day.add(walk.acting, other.id, walk.acting.today())
    with refused("consultation.not-found"):
        consultations.take_up(walk.acting, visit.id, consultation.id)


def test_start_of_what_is_begun_already_joins_the_visit_to_it(walk: Walk) -> None:
    consultation = walk.begin()
    visit = day.add(walk.acting, walk.clinic.patient.id, walk.acting.today())
    assert consultations.start(walk.acting, walk.clinic.patient.id, visit.id) == consultation
    (line,) = day.of(walk.acting, walk.acting.today())
    assert line.visit.consultation_id == consultation.id


def _noted(
    statements: list[str], _connection: object, _cursor: object, text: str, *_: object
) -> None:
    statements.append(text)


@pytest.mark.parametrize("story", ["begin", "proceed", "given"])
def test_list_of_many_asks_no_more_than_the_list_of_one(walk: Walk, story: str) -> None:
    def asked() -> int:
        statements: list[str] = []
        note = partial(_noted, statements)
        with walk.acting.read() as tx:
            engine = tx.connection.engine
        event.listen(engine, "before_cursor_execute", note)
        arrivals.of(walk.acting, walk.acting.today(), "en")
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    getattr(walk, story)()
    come(walk)
    once = asked()
    for name in ("Ada", "Berta", "Cleo"):
        other = paper.another(walk, name)
        getattr(other, story)()
        come(other)
    assert asked() == once


def test_list_of_another_day_is_another_list(walk: Walk) -> None:
    come(walk)
    assert arrivals.of(walk.acting, date(2020, 1, 1), "en") == ()

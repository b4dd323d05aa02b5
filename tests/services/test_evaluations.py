"""A specialist's evaluation over time: it counts at the next visit, and says why it lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult_app.domain.consultation import Consultation, Move
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import Opinion
from consult_app.domain.lapse import Lapse
from consult_app.domain.patients import NewPatient, Sex
from consult_app.domain.rationale import NewRationale
from consult_app.domain.suitability import Finding
from consult_app.forms.model import PartialDate
from consult_app.services import consultations, decisions, documents, patients
from consult_app.services.finding_words import asked_words, waited_words
from tests.services.walk import Walk


def finding(walk: Walk, consultation: Consultation, rule_id: str = "immune") -> Finding:
    findings = walk.session(consultation).state.suitability.findings
    return next(f for f in findings if f.rule.id == rule_id)


def evaluated(walk: Walk, opinion: Opinion = Opinion.SUITABLE) -> Consultation:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.evaluate(consultation, opinion, until=date(2026, 12, 4))
    walk.decide(consultation, Choice.DEFER, date(2026, 12, 4))
    return consultation


def again(walk: Walk) -> Consultation:
    return walk.with_answer("ci/ci.immune", "unknown")


def test_evaluation_of_an_earlier_visit_counts_while_it_is_young(walk: Walk) -> None:
    first = evaluated(walk)
    walk.clinic.clock.forward(days=100)
    second = again(walk)
    assert second.id != first.id
    assert finding(walk, second).settled
    walk.clinic.clock.forward(days=80)
    old = finding(walk, second)
    assert not old.settled
    assert old.lapsed is not None
    assert old.lapsed.why is Lapse.EXPIRED


def test_evaluation_of_a_visit_entered_for_somebody_else_counts_for_nobody(walk: Walk) -> None:
    first = evaluated(walk)
    consultations.move(walk.acting, first.id, Move.WRONG_PATIENT, "Made up.")
    assert finding(walk, again(walk)).evaluation is None
    assert finding(walk, again(walk)).lapsed is None


def test_evaluation_made_later_changes_no_decision_taken_before(walk: Walk) -> None:
    first = walk.with_answer("ci/ci.immune", "unknown")
    walk.decide(first, Choice.REFER)
    walk.evaluate(again(walk), Opinion.NOT_SUITABLE)
    assert finding(walk, first).evaluation is None


def test_changed_answer_reopens_the_finding_and_names_what_does_not_count_any_more(
    walk: Walk,
) -> None:
    first = evaluated(walk)
    consultations.move(walk.acting, first.id, Move.RESUME)
    walk.change(first, "ci/ci.immune", "yes")
    reopened = finding(walk, first)
    assert not reopened.settled
    assert reopened.lapsed is not None
    assert reopened.lapsed.why is Lapse.ANSWERS


def test_specialist_who_asked_to_wait_is_asked_again_once_the_day_has_come(walk: Walk) -> None:
    first = evaluated(walk, Opinion.DEFER_UNTIL)
    assert finding(walk, first).until == date(2026, 12, 4)
    walk.clinic.clock.forward(days=11)
    reached = finding(walk, again(walk))
    assert reached.lapsed is not None
    assert reached.lapsed.why is Lapse.DAY_REACHED
    assert reached.until is None


def test_end_of_a_treatment_gives_the_day_from_which_to_look_again(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.infection", "yes")
    session = walk.session(consultation)
    no = session.value("ci/ci.immune")
    assert no is not None
    under = "ci/ci.infection/ci.infection"
    yes = session.value("ci/ci.infection")
    changes = session.put_all({f"{under}.active": yes, f"{under}.ends": PartialDate("2026-12-04")})
    session.save(walk.acting, changes)
    found = finding(walk, consultation, "infection-active")
    assert found.until == date(2026, 12, 6)
    assert found.waited is not None
    assert (found.waited.day, found.waited.wait.days) == (date(2026, 12, 4), 2)
    assert walk.session(consultation).state.suitability.until == date(2026, 12, 6)


def test_eighteenth_birthday_is_the_day_from_which_a_minor_may_come_again(walk: Walk) -> None:
    young = NewPatient("Demir", "Can", date(2012, 2, 29), Sex.MALE, "en")
    minor = patients.register(walk.acting, young)
    consultation = consultations.start(walk.acting, minor.id)
    found = finding(walk, consultation, "minor")
    assert found.until == date(2030, 3, 1)
    assert waited_words(found, "en").endswith("Worked out from 29 February 2012.")


def asked(walk: Walk) -> Consultation:
    """A patient for whom a specialist was asked by letter."""
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    documents.make(walk.acting, consultation.id, Kind.REFERRAL)
    walk.clinic.clock.forward(days=1)
    return consultation


def test_letter_stands_in_the_finding_that_it_asks_about(walk: Walk) -> None:
    consultation = asked(walk)
    found = finding(walk, consultation)
    (letter,) = documents.of_consultation(walk.acting, consultation.id)
    assert found.asked is not None
    assert found.asked.document_id == letter.id
    told = "Asked for by letter D-2026-00001 of 23 November 2026; the answer is awaited."
    assert asked_words(found, "en") == told


def test_letter_of_other_answers_is_told_as_such_until_they_are_as_they_were(walk: Walk) -> None:
    consultation = asked(walk)
    walk.change(consultation, "ci/ci.immune", "yes")
    told = "Letter D-2026-00001 of 23 November 2026 told of answers that have changed since."
    assert asked_words(finding(walk, consultation), "en") == told
    walk.change(consultation, "ci/ci.immune", "unknown")
    assert not finding(walk, consultation).told_otherwise


def test_letter_that_was_answered_or_is_void_is_awaited_no_more(walk: Walk) -> None:
    consultation = asked(walk)
    walk.evaluate(consultation, Opinion.NOT_SUITABLE)
    assert finding(walk, consultation).asked is None
    documents.make(walk.acting, consultation.id, Kind.REFERRAL)
    assert finding(walk, consultation).asked is None  # nothing waits for a specialist any more


def test_letter_is_awaited_at_the_next_visit_but_not_where_it_was_for_somebody_else(
    walk: Walk,
) -> None:
    first = asked(walk)
    walk.decide(first, Choice.REFER)
    assert finding(walk, again(walk)).asked is not None
    consultations.move(walk.acting, first.id, Move.WRONG_PATIENT, "Made up.")
    assert finding(walk, again(walk)).asked is None


def reasoned(walk: Walk, text: str) -> None:
    """One visit in which a recent vaccination is passed over for this reason."""
    consultation = walk.with_answer("ci/ci.vaccine", "yes")
    found = finding(walk, consultation, "vaccination")
    new = NewRationale("vaccination", found.rule.version, found.basis, text)
    decisions.record_rationale(walk.acting, consultation.id, new)
    walk.decide(consultation, Choice.PROCEED)
    walk.clinic.clock.forward(days=1)


def test_reason_given_again_is_offered_and_one_that_was_given_once_is_not(walk: Walk) -> None:
    reasoned(walk, "Three weeks ago, no reaction.")
    assert decisions.recent_reasons(walk.acting) == {"vaccination": ()}
    reasoned(walk, "Her neighbour drove her.")
    reasoned(walk, "Three weeks ago, no reaction.")
    offered = {"vaccination": ("Three weeks ago, no reaction.",)}
    assert decisions.recent_reasons(walk.acting) == offered


def test_reasons_of_a_colleague_are_not_offered(walk: Walk) -> None:
    for _visit in range(2):
        reasoned(walk, "Three weeks ago, no reaction.")
    colleague = replace(walk.acting, user=replace(walk.acting.user, id=walk.acting.user.id + 1))
    assert decisions.recent_reasons(colleague) == {}

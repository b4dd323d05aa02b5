"""A specialist's evaluation over time: it counts at the next visit, and says why it lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult_app.domain.consultation import Consultation, Move
from consult_app.domain.decision import Choice
from consult_app.domain.evaluation import Opinion
from consult_app.domain.lapse import Lapse
from consult_app.domain.rationale import NewRationale
from consult_app.domain.suitability import Finding
from consult_app.forms.model import PartialDate
from consult_app.services import consultations, decisions
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

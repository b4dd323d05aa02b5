"""From the first answer to a decision, on real records."""

from __future__ import annotations

from datetime import date

import pytest

from consult_app.domain.consent import ConsentState
from consult_app.domain.consultation import Move, State
from consult_app.domain.decision import Barrier, Choice
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.evaluation import Opinion
from consult_app.domain.rules import Outcome
from consult_app.services import (
    audit,
    consents,
    consultations,
    decisions,
    documents,
    loading,
    patients,
)
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk

CONDITIONS = ("ci/ci.infection", "ci/ci.immune", "ci/ci.cancer")


def test_empty_form_is_never_clear(walk: Walk) -> None:
    state = walk.session(walk.begin()).state
    assert state.suitability.outcome is None
    assert not state.suitability.is_clear
    assert state.suitability.open_paths


def test_suitable_patient_clear_with_nothing_in_the_way(walk: Walk) -> None:
    state = walk.session(walk.suitable()).state
    assert state.suitability.is_clear
    assert state.obstacles == ()


def test_answer_taken_back_opens_its_screen(walk: Walk) -> None:
    consultation = walk.suitable()
    session = walk.session(consultation)
    session.save(walk.acting, (session.put("ci/ci.skin", None),))
    again = walk.session(consultation).state
    assert "ci/ci.skin" in again.suitability.open_paths
    assert not again.suitability.is_clear


@pytest.mark.parametrize("path", CONDITIONS)
@pytest.mark.parametrize("code", ["yes", "unknown"])
def test_condition_of_the_source_blocks_until_evaluated(walk: Walk, path: str, code: str) -> None:
    consultation = walk.with_answer(path, code)
    state = walk.session(consultation).state
    assert state.suitability.outcome is Outcome.SPECIALIST
    barriers = {o.barrier for o in state.obstacles}
    assert Barrier.SPECIALIST in barriers
    with refused("decision.obstacles"):
        walk.decide(consultation, Choice.PROCEED)


def test_evaluation_suitable_clears_the_way(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.cancer", "unknown")
    walk.evaluate(consultation, Opinion.SUITABLE)
    state = walk.session(consultation).state
    assert [f.settled for f in state.suitability.findings] == [True]
    assert not state.suitability.is_clear
    assert walk.decide(consultation, Choice.PROCEED).record.choice is Choice.PROCEED


def test_evaluation_not_suitable_cannot_be_overridden(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.evaluate(consultation, Opinion.NOT_SUITABLE)
    state = walk.session(consultation).state
    assert state.suitability.outcome is Outcome.DO_NOT_TREAT
    assert Barrier.NOT_OVERRIDABLE in {o.barrier for o in state.obstacles}


def test_evaluation_defer_until_turns_into_defer(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.evaluate(consultation, Opinion.DEFER_UNTIL, until=date(2027, 2, 1))
    (finding,) = walk.session(consultation).state.suitability.findings
    assert (finding.outcome, finding.until) == (Outcome.DEFER, date(2027, 2, 1))


def test_evaluation_lapses_when_the_answer_changes(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.cancer", "unknown")
    walk.evaluate(consultation, Opinion.SUITABLE)
    walk.change(consultation, "ci/ci.cancer", "yes")
    finding = next(
        f for f in walk.session(consultation).state.suitability.findings if f.rule.id == "cancer"
    )
    assert not finding.settled


def test_deciding_freezes_the_answers(walk: Walk) -> None:
    consultation = walk.proceed()
    session = walk.session(consultation)
    assert not session.editable
    with refused("consultation.not-draft"):
        session.put("ci/ci.skin", None)


def test_defer_needs_no_completeness_but_a_day_and_a_reason(walk: Walk) -> None:
    consultation = walk.begin()
    with refused("decision.until-missing"):
        walk.decide(consultation, Choice.DEFER)
    decision = walk.decide(consultation, Choice.DEFER, until=date(2027, 1, 10))
    assert decision.record.until == date(2027, 1, 10)


def test_resume_after_defer_keeps_the_old_decision(walk: Walk) -> None:
    consultation = walk.begin()
    walk.decide(consultation, Choice.DEFER, until=date(2027, 1, 10))
    resumed = consultations.move(walk.acting, consultation.id, Move.RESUME)
    assert resumed.state is State.DRAFT
    assert len(decisions.history(walk.acting, consultation.id)) == 1


def test_reopen_suspends_the_consent_that_was_given(walk: Walk) -> None:
    consent, _record = walk.given()
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "A new finding.")
    suspended = consents.current(walk.acting, consent.consultation_id)
    assert suspended is not None
    assert suspended.state is ConsentState.SUSPENDED


def test_wrong_patient_voids_documents_and_stays_readable(walk: Walk) -> None:
    consultation = walk.proceed()
    documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    consultations.move(walk.acting, consultation.id, Move.WRONG_PATIENT, "Opened by mistake.")
    kept = documents.of_consultation(walk.acting, consultation.id)
    assert [d.state for d in kept] == [DocumentState.VOID]
    assert loading.load(walk.acting, consultation.id).answers


def test_returning_patient_carries_only_what_may_be_carried(walk: Walk) -> None:
    walk.treated()
    consultation = consultations.of_patient(walk.acting, walk.clinic.patient.id)[0].consultation
    assert consultation.state is State.DECIDED
    second = consultations.start(walk.acting, walk.clinic.patient.id)
    session = walk.session(second)
    carried = {
        p for s in session.loaded.pack.questionnaire.items for p in session.carried_paths(s.link_id)
    }
    assert carried
    assert not carried & set(CONDITIONS)
    assert "ci/ci.pregnancy" not in carried


def test_start_twice_returns_the_same_draft(walk: Walk) -> None:
    assert walk.begin().id == walk.begin().id


def test_desk_reads_no_answers(clinic: Clinic, walk: Walk) -> None:
    consultation = walk.suitable()
    with refused("role.not-permitted"):
        loading.load(clinic.desk(), consultation.id)


def test_search_finds_folded(clinic: Clinic) -> None:
    assert [p.name for p in patients.search(clinic.acting, "elif dem")] == ["Elif Demir"]


def test_every_step_stands_in_an_unbroken_chain(walk: Walk) -> None:
    walk.treated()
    report = audit.verify(walk.acting)
    assert report.sound, report.faults

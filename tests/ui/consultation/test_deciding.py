"""The decision page: what stands in the way, how it is settled, and the ways back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.patients import Patient
from consult_app.domain.rationale import NewRationale
from consult_app.forms.model import Coding, PartialDate
from consult_app.services import consultations, decisions, documents, loading
from consult_app.services.acting import Acting
from consult_app.ui.consultation.steps import DECISION
from consult_app.ui.storyline import deciding
from tests.ui.conftest import Clock
from tests.ui.consultation.conftest import CTRL, RETURN, Open

OPINION = {"evaluator": "Dr Selin Aksoy", "specialty": "Oncology", "opinion": "suitable"}


def decision_of(opened: Open) -> object:
    opened.hands.settle()
    found = decisions.history(opened.acting, opened.page.id)
    return found[0].record.choice if found else None


def state_of(opened: Open) -> State:
    opened.hands.settle()
    return loading.load(opened.acting, opened.page.id).consultation.state


def with_cancer(opened: Open) -> None:
    """A history of cancer comes up, told in full."""
    opened.go("ci")
    opened.hands.answer("Cancer, now or ever?", "Yes")
    opened.hands.answer("Where it stands", "In the past")
    opened.hands.fill("Where", "Breast, left")
    opened.enter()
    opened.go(DECISION)


def test_letter_asked_for_from_the_finding_stands_in_it_until_the_answers_change(
    suitable: Open,
) -> None:
    with_cancer(suitable)
    suitable.go("ci")
    hands, card = suitable.hands, ("Suitability", "History of cancer")
    hands.click("Referral letter", *card)
    hands.find("Save as PDF")
    hands.click("Back to the consultation")
    assert hands.reads("Asked for by letter D-2026-00001 of 23 November 2026; the answer is")
    hands.click("Show the letter", *card)
    hands.find("Save as PDF")
    hands.click("Back to the consultation")
    hands.fill("Where", "Breast, right")
    suitable.enter()
    assert hands.reads("Letter D-2026-00001 of 23 November 2026 told of answers that have changed")
    assert hands.sees("Referral letter", *card)
    suitable.go(DECISION)
    assert hands.sees("Referral letter", "Decision", "History of cancer")


def test_evaluation_lapses_with_the_answers_behind_it_and_with_its_age(
    suitable: Open, show: Callable[[int], Open], clock: Clock
) -> None:
    with_cancer(suitable)
    deciding.record_evaluation(suitable.hands, "History of cancer", OPINION)
    assert suitable.hands.sees("What was found is settled. 1 finding")
    suitable.go("ci")
    suitable.hands.fill("Where", "Breast, right")
    suitable.enter()
    assert suitable.hands.reads("does not count any more: the answers behind it have changed.")
    suitable.hands.fill("Where", "Breast, left")
    suitable.enter()
    assert suitable.hands.sees("What was found is settled. 1 finding")
    suitable.page.close()
    clock.at += timedelta(days=180)
    later = show(suitable.page.id)
    assert later.hands.reads("does not count any more: it is too old.")
    assert later.hands.sees("A specialist evaluates first. 1 finding")


def test_clear_patient_two_keys_and_no_reason(suitable: Open) -> None:
    suitable.go(DECISION)
    assert suitable.page.strip.banner.title == "Nothing stands in the way"
    suitable.hands.write("p")
    assert suitable.focused() == "Decide"
    suitable.enter()
    assert decision_of(suitable) is Choice.PROCEED
    assert suitable.focused() == "Next"


def test_proceed_with_open_questions_cannot_be_pressed_and_says_why(fresh: Open) -> None:
    fresh.go(DECISION)
    fresh.hands.answer("What do you decide?", "Proceed")
    assert not fresh.hands.find("Decide").isEnabled()
    fresh.hands.press(RETURN, CTRL)
    assert decision_of(fresh) is None
    fresh.hands.click("Not answered: Identity")
    assert fresh.page.place == "pt"
    assert fresh.focused() == "Checked with two identifiers?"


def test_do_not_treat_needs_a_reason_but_no_completeness(fresh: Open) -> None:
    fresh.go(DECISION)
    fresh.hands.answer("What do you decide?", "Do not treat")
    assert not fresh.hands.find("Decide").isEnabled()
    fresh.hands.fill("Reason for the decision", "The patient has changed her mind.")
    fresh.hands.press(RETURN, CTRL)
    assert decision_of(fresh) is Choice.DO_NOT_TREAT


def test_defer_needs_a_day_to_come(fresh: Open) -> None:
    fresh.go(DECISION)
    fresh.hands.answer("What do you decide?", "Defer")
    fresh.hands.fill("Reason for the decision", "Fever.")
    assert not fresh.hands.find("Decide").isEnabled()
    fresh.hands.fill("Deferred until", "1 March 2026")
    fresh.hands.press(RETURN, CTRL)
    assert decision_of(fresh) is None  # that day is past
    fresh.hands.fill("Deferred until", "1 March 2027")
    fresh.hands.press(RETURN, CTRL)
    assert decision_of(fresh) is Choice.DEFER


def test_condition_of_the_source_cleared_by_evaluation_then_proceed(suitable: Open) -> None:
    with_cancer(suitable)
    assert suitable.page.strip.banner.title == "A specialist evaluates first"
    suitable.hands.click("Record evaluation")
    suitable.hands.fill("Specialist's name", "Dr Selin Aksoy")
    suitable.hands.fill("Specialty", "Oncology")
    suitable.hands.answer("Opinion", "Suitable")
    suitable.hands.click("Save the evaluation")
    assert suitable.state.suitability.outcome is None
    assert not suitable.state.suitability.is_clear
    assert suitable.page.strip.banner.title == "What was found is settled"
    suitable.hands.answer("What do you decide?", "Proceed")
    suitable.hands.fill("Reason for the decision", "The oncologist finds her suitable.")
    suitable.hands.press(RETURN, CTRL)
    assert decision_of(suitable) is Choice.PROCEED


def test_evaluation_without_a_name_is_refused_in_its_place(suitable: Open) -> None:
    with_cancer(suitable)
    suitable.hands.click("Record evaluation")
    suitable.hands.answer("Opinion", "Not suitable")
    suitable.hands.click("Save the evaluation")
    assert suitable.hands.sees("Enter who evaluated the patient, and the specialty.")
    assert not loading.load(suitable.acting, suitable.page.id).evaluations


def test_not_suitable_leaves_only_other_choices(suitable: Open) -> None:
    with_cancer(suitable)
    suitable.hands.click("Record evaluation")
    suitable.hands.fill("Specialist's name", "Dr Selin Aksoy")
    suitable.hands.fill("Specialty", "Oncology")
    suitable.hands.answer("Opinion", "Not suitable")
    suitable.hands.click("Save the evaluation")
    records = loading.load(suitable.acting, suitable.page.id).evaluations
    assert [e.record.opinion for e in records] == [Opinion.NOT_SUITABLE]
    assert suitable.page.strip.banner.title == "Do not treat"
    suitable.hands.answer("What do you decide?", "Proceed")
    assert not suitable.hands.find("Decide").isEnabled()


def test_caution_settled_by_an_offered_reason(suitable: Open) -> None:
    suitable.go("ci")
    suitable.hands.answer("A bleeding disorder?", "Unknown")
    suitable.go(DECISION)
    assert suitable.page.strip.banner.title == "Caution"
    finding = suitable.state.suitability.findings[0]
    suitable.hands.click("Give a reason")
    reason = finding.rule.reasons[0]["en"]
    suitable.hands.click(reason)
    suitable.hands.click("Save the reason")
    stored = loading.load(suitable.acting, suitable.page.id).rationales
    assert [r.record.text for r in stored] == [reason]
    assert suitable.state.obstacles == ()


def test_reason_from_the_strip_opens_the_form_of_its_finding(suitable: Open) -> None:
    suitable.go("ci")
    suitable.hands.answer("A bleeding disorder?", "Unknown")
    suitable.hands.click("Give a reason", "Suitability")
    assert suitable.page.place == DECISION
    assert suitable.focused() == "The reason to go on"


def test_decided_answers_cannot_be_changed_until_reopened(suitable: Open) -> None:
    suitable.go(DECISION)
    suitable.hands.write("p")
    suitable.enter()
    suitable.go("ci")
    assert not suitable.hands.find("A bleeding disorder?").isEnabled() or not (
        suitable.page.session and suitable.page.session.editable
    )
    suitable.go(DECISION)
    suitable.hands.click("Reopen")
    suitable.enter()
    assert state_of(suitable) is State.DECIDED  # a reason is needed
    suitable.hands.fill("Why", "She has remembered an illness.")
    suitable.enter()
    assert state_of(suitable) is State.DRAFT
    assert suitable.hands.sees("Decided before")
    suitable.go("ci")
    suitable.hands.answer("A bleeding disorder?", "Yes")
    assert suitable.code("ci/ci.bleeding") == "yes"


def test_deferred_is_resumed_as_a_draft(fresh: Open) -> None:
    fresh.go(DECISION)
    fresh.hands.answer("What do you decide?", "Defer")
    fresh.hands.fill("Deferred until", "1 March 2027")
    fresh.hands.fill("Reason for the decision", "Fever.")
    fresh.hands.press(RETURN, CTRL)
    fresh.hands.click("Resume")
    assert state_of(fresh) is State.DRAFT


def test_letter_of_a_deferral_is_shown_as_pages(suitable: Open) -> None:
    suitable.go(DECISION)
    suitable.hands.answer("What do you decide?", "Defer")
    suitable.hands.fill("Deferred until", "1 March 2027")
    suitable.hands.fill("Reason for the decision", "Fever.")
    suitable.hands.press(RETURN, CTRL)
    suitable.hands.click("Deferral letter")
    suitable.hands.find("Document")
    kinds = [d.kind.value for d in documents.of_consultation(suitable.acting, suitable.page.id)]
    assert kinds == ["deferral"]
    suitable.hands.click("Back to the consultation")
    assert suitable.hands.sees("Resume")


def test_wrong_patient_needs_a_reason_and_keeps_everything(
    suitable: Open, elif_demir: Patient
) -> None:
    gone: list[int] = []
    suitable.page._ctx.go.patient.connect(gone.append)
    suitable.hands.click("More")
    suitable.hands.click("Wrong patient")
    suitable.enter()
    assert state_of(suitable) is State.DRAFT
    suitable.hands.write("Another Elif Demir")
    suitable.enter()
    assert state_of(suitable) is State.IN_ERROR
    assert suitable.code("ci/ci.cancer") == "no"
    assert gone == [elif_demir.id]


def test_decided_consultation_opens_at_its_decision(
    suitable: Open, show: Callable[[int], Open], acting: Acting
) -> None:
    suitable.go(DECISION)
    suitable.hands.write("p")
    suitable.enter()
    consultations.remember_place(acting, suitable.page.id, "")
    again = show(suitable.page.id)
    assert again.page.place == DECISION
    assert again.hands.sees("Next")


def with_infection(opened: Open, ends: str) -> None:
    yes = Coding("yes")
    opened.page.answer(
        {
            "ci/ci.infection": yes,
            "ci/ci.infection/ci.infection.active": yes,
            "ci/ci.infection/ci.infection.ends": PartialDate(ends),
        }
    )
    opened.hands.settle()


def test_day_to_defer_to_is_worked_out_and_may_be_typed_over(suitable: Open) -> None:
    with_infection(suitable, "2026-12-04")
    suitable.go(DECISION)
    assert suitable.hands.reads("From 6 December 2026. Two days without treatment")
    suitable.hands.answer("What do you decide?", "Defer")
    assert suitable.hands.reads("Worked out from the answers")
    field = suitable.hands.find("Deferred until")
    assert isinstance(field, QLineEdit)
    assert field.text() == "6 December 2026"
    with_infection(suitable, "2026-12-10")
    assert field.text() == "12 December 2026"
    suitable.hands.fill("Deferred until", "20 December 2026")
    with_infection(suitable, "2026-12-11")
    assert field.text() == "20 December 2026"


def test_finding_tells_the_rules_words_and_what_does_not_count_any_more(suitable: Open) -> None:
    with_cancer(suitable)
    finding = suitable.state.suitability.findings[0]
    new = NewEvaluation(
        "cancer", "Dr Selin Aksoy", "Oncology", suitable.acting.today(), Opinion.SUITABLE,
        finding.basis,
    )  # fmt: skip
    decisions.record_evaluation(suitable.acting, suitable.page.id, new)
    suitable.page.reload()
    suitable.hands.settle()
    assert not suitable.hands.reads("does not count any more")
    suitable.page.answer({"ci/ci.cancer/ci.cancer.site": "Colon"})
    suitable.hands.settle()
    assert suitable.hands.reads("The source document that this clinic works from asks for")
    assert suitable.hands.reads("The evaluation by Dr Selin Aksoy of")
    assert suitable.hands.reads("the answers behind it have changed.")


def test_own_reason_that_was_given_again_is_offered_first(
    suitable: Open, acting: Acting, elif_demir: Patient, show: Callable[[int], Open]
) -> None:
    suitable.page.hide()
    for _visit in range(2):
        opened = show(consultations.start(acting, elif_demir.id).id)
        opened.page.answer(dict(suitable.stored) | {"ci/ci.vaccine": Coding("yes")})
        opened.hands.settle()
        found = opened.state.suitability.findings[0]
        new = NewRationale("vaccination", found.rule.version, found.basis, "Long ago enough.")
        decisions.record_rationale(acting, opened.page.id, new)
        decisions.decide(acting, opened.page.id, NewDecision(Choice.DO_NOT_TREAT, "Not today."))
        opened.page.hide()
    again = show(consultations.start(acting, elif_demir.id).id)
    again.page.answer({"ci/ci.vaccine": Coding("yes")})
    again.go(DECISION)
    again.hands.click("Give a reason")
    again.hands.click("Long ago enough.")
    again.hands.click("Save the reason")
    assert again.page.session is not None
    assert [r.record.text for r in again.page.session.loaded.rationales] == ["Long ago enough."]


def test_many_findings_of_a_decided_consultation_are_drawn_anew_again_and_again(
    suitable: Open,
) -> None:
    answers = suitable.stored
    unknown = {
        path: Coding("unknown", value.system)
        for path, value in answers.items()
        if isinstance(value, Coding) and value.code == "no"
    }
    suitable.page.answer(unknown)
    suitable.go(DECISION)
    suitable.hands.answer("What do you decide?", "Do not treat")
    suitable.hands.fill("Reason for the decision", "Too little is known.")
    suitable.hands.press(RETURN, CTRL)
    for _round in range(4):  # what goes must have left its place, else it is taken down twice
        for _time in range(4):
            suitable.page.redraw()
            QApplication.processEvents()
        QTest.qWait(2)
    assert len(suitable.state.suitability.findings) > 15
    assert suitable.hands.sees("Reopen")

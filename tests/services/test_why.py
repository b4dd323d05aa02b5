"""Why was this patient treated? Everything behind the decision, with who and when, on one page."""

from __future__ import annotations

from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.evaluation import Opinion
from consult_app.domain.rationale import NewRationale
from consult_app.services import consultations, decisions, rules
from consult_app.services.why import Why, why
from consult_app.storage import audit as audit_rows
from tests.services.walk import Walk

KAYA = "Dr Ayşe Kaya · 23 November 2026, "


def page(walk: Walk, consultation_id: int) -> Why:
    return why(walk.acting, consultation_id, "en")


def test_treated_patient_is_told_from_the_decision_to_the_lot(walk: Walk) -> None:
    rules.switch_off(walk.acting, "keloid", "Made up.")
    treatment = walk.treated()
    found = page(walk, treatment.consultation_id)
    assert found.decisions[0].what == "Go on to treat"
    assert found.decisions[0].signed.startswith(KAYA)
    assert found.findings == ()
    (consent,) = found.consents
    assert consent.what == "Used for all its sessions"
    assert any(w.startswith("Signed by Elif Demir, 23 November 2026") for w in consent.words)
    assert any(w.startswith("Information given · 23 November 2026") for w in consent.words)
    (session,) = found.treatments
    assert session.what == "Session 1 of 1: Knee, left"
    assert "Example-EX 5 ml, lot A7731, use by 31 August 2027" in session.words
    assert [(one.what, one.signed) for one in found.rules_off] == [
        ("Keloid scars or poor healing", "Dr Ayşe Kaya")
    ]
    assert found.judged_by.startswith("Exosome treatment 1.0 (")


def test_every_answer_has_who_gave_it_and_when_or_is_told_as_worked_out(walk: Walk) -> None:
    found = page(walk, walk.proceed().id)
    rows = {row.question: row for _title, section in found.answers for row in section}
    assert (rows["Cancer"].answer, rows["Cancer"].by) == ("No", "Dr Ayşe Kaya")
    assert rows["Cancer"].at.startswith("23 November 2026, ")
    assert (rows["Fever"].answer, rows["Fever"].by) == ("No", "Worked out")


def test_finding_tells_its_answer_its_rule_and_what_settled_it(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.evaluate(consultation, Opinion.SUITABLE)
    walk.change(consultation, "ci/ci.vaccine", "yes")
    vaccine = next(
        f
        for f in walk.session(consultation).state.suitability.findings
        if f.rule.id == "vaccination"
    )
    record = NewRationale("vaccination", vaccine.rule.version, vaccine.basis, "A month ago.")
    decisions.record_rationale(walk.acting, consultation.id, record)
    walk.decide(consultation, Choice.PROCEED)
    found = page(walk, consultation.id)
    immune = next(f for f in found.findings if f.what == "Disease of the immune system")
    assert immune.settled
    assert "Suitable: Dr Selin Aksoy, Oncology, 23 November 2026" in immune.words
    assert "Source document, F27 · rule 1.0" in immune.words
    assert immune.signed.startswith(KAYA)
    assert [e.what for e in found.evaluations] == ["Disease of the immune system: Suitable"]
    assert [(r.what, r.words) for r in found.rationales] == [
        ("Recent vaccination", ("A month ago.",))
    ]


def test_what_lapsed_before_the_decision_is_told_as_not_counting(walk: Walk) -> None:
    consultation = walk.with_answer("ci/ci.immune", "unknown")
    walk.evaluate(consultation, Opinion.SUITABLE)
    walk.change(consultation, "ci/ci.immune", "yes")
    walk.decide(consultation, Choice.DEFER, date(2026, 12, 4))
    found = page(walk, consultation.id)
    assert "It did not count." in found.evaluations[0].words
    assert not found.findings[0].settled
    assert any("does not count any more" in words for words in found.findings[0].words)


def test_decision_before_the_one_in_force_stays_with_its_reason(walk: Walk) -> None:
    consultation = walk.suitable()
    walk.decide(consultation, Choice.DEFER, date(2026, 12, 4))
    consultations.move(walk.acting, consultation.id, Move.RESUME)
    walk.decide(consultation, Choice.PROCEED)
    found = page(walk, consultation.id)
    assert [d.what for d in found.decisions] == ["Go on to treat", "Wait, until 4 December 2026"]
    assert found.decisions[1].words == ("Talked over with the patient.",)


def test_draft_has_no_decision_yet_and_each_reading_is_entered(walk: Walk) -> None:
    consultation = walk.suitable()
    found = page(walk, consultation.id)
    assert (found.decision, found.decisions, found.consents) == (None, (), ())
    with walk.acting.store.read() as tx:
        last = list(audit_rows.entries(tx))[-1].body
    assert Event.PATIENT_VIEWED.value in last

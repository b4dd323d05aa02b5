"""Findings in words: the answers behind them, their source, how they were settled."""

from __future__ import annotations

from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.rules import Outcome
from consult_app.domain.suitability import Finding
from consult_app.forms.model import Coding, PartialDate, Path, Value
from consult_app.services import decisions
from consult_app.services.assessment import AssessmentSession
from consult_app.services.finding_words import (
    items_of,
    outcome_words,
    settled_words,
    short_evidence,
    source_words,
)
from tests.services.walk import Walk

CANCER: dict[Path, Value] = {
    "ci/ci.cancer": Coding("yes"),
    "ci/ci.cancer/ci.cancer.status": Coding("past"),
    "ci/ci.cancer/ci.cancer.site": "Breast, left",
    "ci/ci.cancer/ci.cancer.diagnosed": PartialDate("2019-05"),
}


def of_cancer(session: AssessmentSession) -> Finding:
    found = session.state.suitability.findings
    return next(f for f in found if f.rule.condition == "cancer")


def test_answers_that_say_more_are_all_told(walk: Walk) -> None:
    session = walk.put(walk.begin(), dict(CANCER))
    words = short_evidence(items_of(session.state.form.items), of_cancer(session), "en")
    assert all(said in words for said in ("Breast, left", "In the past", "Diagnosed", "May 2019"))


def test_answer_itself_is_told_where_nothing_says_more(walk: Walk) -> None:
    session = walk.put(walk.begin(), {"ci/ci.cancer": Coding("unknown")})
    words = short_evidence(items_of(session.state.form.items), of_cancer(session), "en")
    assert words == "Cancer: Unknown"


def test_source_names_document_fact_and_version(walk: Walk) -> None:
    session = walk.put(walk.begin(), dict(CANCER))
    assert source_words(of_cancer(session).rule).startswith("Source document, F28 · rule ")


def test_general_practice_is_said_once(walk: Walk) -> None:
    session = walk.put(walk.begin(), {"ci/ci.bleeding": Coding("yes")})
    rule = session.state.suitability.findings[0].rule
    assert source_words(rule) == f"General practice · rule {rule.version}"


def test_settlement_names_specialist_and_day(walk: Walk) -> None:
    consultation = walk.begin()
    session = walk.put(consultation, dict(CANCER))
    finding = of_cancer(session)
    assert settled_words(finding, "en") == ""
    today = walk.acting.today()
    new = NewEvaluation("cancer", "Dr Aksoy", "Oncology", today, Opinion.SUITABLE, finding.basis)
    decisions.record_evaluation(walk.acting, consultation.id, new)
    words = settled_words(of_cancer(walk.session(consultation)), "en")
    assert words.startswith("Suitable: Dr Aksoy, Oncology, ")


def test_every_outcome_has_words() -> None:
    assert len({outcome_words(o) for o in (None, *Outcome)}) == len(Outcome) + 1

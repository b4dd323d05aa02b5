"""What the strip says: open is never clear, settled is not clear, an error is shown as one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from consult_app.domain.evaluation import Evaluation, NewEvaluation, Opinion
from consult_app.domain.rules import (
    Answered,
    Basis,
    Comparison,
    Evidence,
    Outcome,
    Result,
    Rule,
    Status,
)
from consult_app.domain.suitability import Finding, Suitability
from consult_app.forms.model import Coding
from consult_app.ui.consultation.strip_words import (
    EVALUATE,
    REASON,
    REFER,
    actions,
    banner,
    cards,
)
from consult_app.ui.kit import Verdict


def rule(outcome: Outcome, *, second: bool = False, condition: str = "") -> Rule:
    return Rule(
        id="r1",
        version="1.0",
        title={"en": "A finding"},
        when=Answered("q", Comparison.IS, ("yes",)),
        outcome=outcome,
        explanation={"en": "Why."},
        sources=("F28",),
        basis=Basis.SOURCE_DOCUMENT,
        condition=condition,
        second_physician=second,
    )


def finding(outcome: Outcome, *, settled: bool = False, second: bool = False) -> Finding:
    condition = "cancer" if outcome is Outcome.SPECIALIST else ""
    made = rule(outcome, second=second, condition=condition)
    return Finding(
        made, outcome, False, (Evidence("s/q", "q", Coding("yes")),), "b", None, None, settled
    )


def told(*findings: Finding, open_paths: tuple[str, ...] = ()) -> Suitability:
    unsettled = [f.outcome for f in findings if not f.settled]
    return Suitability(max(unsettled, default=None), findings, open_paths, (), ())


def test_open_questions_are_never_clear() -> None:
    said = banner(told(open_paths=("s/q",)), 1)
    assert said.verdict is None
    assert said.title == "Not assessed yet"
    assert said.sentence == "1 question open"


def test_nothing_open_and_nothing_found_is_clear() -> None:
    assert banner(told(), 0).verdict is Verdict.CLEAR


def test_settled_finding_is_calm_but_not_clear() -> None:
    said = banner(told(finding(Outcome.SPECIALIST, settled=True)), 0)
    assert said.verdict is None
    assert said.title == "What was found is settled"


def test_settled_finding_with_open_question_is_not_assessed() -> None:
    said = banner(told(finding(Outcome.CAUTION, settled=True), open_paths=("s/q",)), 1)
    assert said.title == "Not assessed yet"


def test_worst_outcome_and_both_counts_are_told() -> None:
    said = banner(told(finding(Outcome.DO_NOT_TREAT), finding(Outcome.CAUTION)), 3)
    assert said.verdict is Verdict.STOP
    assert said.sentence == "2 findings · 3 questions open"


def test_rule_in_error_is_shown_and_keeps_from_clear() -> None:
    broken = Result(rule(Outcome.CAUTION), Status.ERROR, error="no item q")
    suitability = Suitability(None, (), (), (broken,), (broken,))
    assert banner(suitability, 0).title == "Not assessed yet"
    shown = cards(suitability, {}, "en", editable=True, acting=True)
    assert "could not be evaluated" in shown[0][1].answer


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (finding(Outcome.SPECIALIST), [EVALUATE, REFER]),
        (finding(Outcome.CAUTION), [REASON]),
        (finding(Outcome.ASK), [REASON]),
        (finding(Outcome.DEFER), [REASON]),
        (finding(Outcome.DO_NOT_TREAT), []),
        (finding(Outcome.DO_NOT_TREAT, second=True), [REASON]),
    ],
)
def test_actions_offer_only_what_can_settle(made: Finding, expected: list[str]) -> None:
    assert [key for key, _words in actions(made, editable=True)] == expected
    assert REASON not in [key for key, _words in actions(made, editable=False)]


def test_what_a_specialist_found_no_reason_takes_back() -> None:
    record = NewEvaluation(
        "cancer", "Dr Selin Aksoy", "Oncology", date(2026, 11, 20), Opinion.NOT_SUITABLE, "b"
    )
    evaluation = Evaluation(1, 1, record, 1, datetime(2026, 11, 20, tzinfo=UTC))
    made = Finding(
        rule(Outcome.SPECIALIST, condition="cancer"),
        Outcome.DO_NOT_TREAT,
        False,
        (),
        "b",
        evaluation,
    )
    assert [key for key, _words in actions(made, editable=True)] == [EVALUATE, REFER]

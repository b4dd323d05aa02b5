"""Every rule, from the answer that makes it fire to words on paper, in turn in each language."""

from __future__ import annotations

import pytest

from consult_app.documents.content import printed_text
from consult_app.domain.documents import Kind
from consult_app.forms.model import Coding, Value, say
from consult_app.packs.cases import Case
from consult_app.packs.rules import all_items
from consult_app.services import sheets, shelf
from tests.services.walk import Walk

PACK = shelf.shipped()
RULES = {rule.id: rule for rule in PACK.rules}
NAMED = ("infection", "immune", "cancer")
"""Conditions that the source document names."""


def firing() -> dict[str, Case]:
    """The first case of each rule that makes it fire by answers alone."""
    found: dict[str, Case] = {}
    for case in PACK.cases:
        if case.kind == "fires" and not case.facts and case.answers:
            found.setdefault(case.rule, case)
    return found


def on_paper(walk: Walk, consultation_id: int, kind: Kind) -> str:
    with walk.acting.read() as tx:
        composed = sheets.compose(walk.acting, tx, consultation_id, kind, number="", final=False)
    return " ".join(" ".join(printed_text(composed.sheet)).split())


def in_turn() -> list[tuple[str, str]]:
    """Each rule in one language; the three conditions of the source in all of them."""
    named = [(rule, language) for rule in NAMED for language in PACK.languages]
    others = [rule for rule in firing() if rule not in NAMED]
    count = len(PACK.languages)
    return [*named, *((rule, PACK.languages[at % count]) for at, rule in enumerate(others))]


@pytest.mark.parametrize(("rule_id", "language"), in_turn())
def test_rule_fired_by_an_answer_is_told_on_paper(walk: Walk, rule_id: str, language: str) -> None:
    rule, case = RULES[rule_id], firing()[rule_id]
    items = all_items(PACK.questionnaire)
    consultation = walk.begin()
    answers: dict[str, Value] = {"pt/pt.language": Coding(language)}
    for path, words in case.answers:
        name = path.rsplit("/", 1)[-1].partition("[")[0]
        answers[path] = Coding(words) if items[name].options else words
    session = walk.put(consultation, answers)
    findings = {finding.rule.id: finding for finding in session.state.suitability.findings}
    finding = findings[rule_id]
    summary = on_paper(walk, consultation.id, Kind.SUMMARY)
    assert say(rule.title, "en") in summary
    assert say(rule.explanation, "en") in summary
    told = on_paper(walk, consultation.id, Kind.INFORMATION)
    patient = rule.patient_unknown if finding.unknown and rule.patient_unknown else rule.patient
    assert say(patient, language) in told

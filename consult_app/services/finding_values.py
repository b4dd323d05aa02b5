"""Findings, evaluations and rationales as template values."""

from __future__ import annotations

from datetime import date

from consult_app.domain.rules import Outcome
from consult_app.domain.suitability import Finding
from consult_app.forms.model import say
from consult_app.services import finding_words
from consult_app.services.finding_words import opinion_words, outcome_words, source_words
from consult_app.services.material import Material
from consult_app.services.wording import day_words


def findings(material: Material, language: str) -> list[dict[str, object]]:
    """Every finding with what the patient is told of it."""
    return [_finding(material, f, language) for f in material.state.suitability.findings]


def _finding(material: Material, finding: Finding, language: str) -> dict[str, object]:
    rule, evaluation = finding.rule, finding.evaluation
    items = finding_words.items_of(material.state.form.items)
    detail = finding_words.noted_words(items, finding, language)
    waits = finding.outcome is Outcome.SPECIALIST and not finding.settled
    return {
        "title": say(rule.title, language),
        "patient_words": say(
            rule.patient_unknown if finding.unknown and rule.patient_unknown else rule.patient,
            language,
        ),
        "detail": detail,
        "outcome": outcome_words(finding.outcome),
        "cleared_by": say(rule.clears, language),
        "explanation": say(rule.explanation, language),
        "sources": source_words(rule),
        "answer": detail or finding_words.evidence_sentence(items, finding, language),
        "settled": "yes" if finding.settled else "",
        "overridden": "yes" if finding.rationale and finding.outcome >= Outcome.DEFER else "",
        "for_specialist": "yes" if waits else "",
        "evaluator": evaluation.record.evaluator if evaluation else "",
        "evaluated_on": day_words(evaluation.record.day, language) if evaluation else "",
        "opinion": evaluation.record.opinion.value if evaluation else "",
        "opinion_words": opinion_words(evaluation.record.opinion) if evaluation else "",
        "wait_until": day_words(finding.until, language) if evaluation and finding.until else "",
        "look_again": finding_words.waited_words(finding, language),
        "asked": finding_words.asked_words(finding, language),
        "lapsed": finding_words.lapsed_words(finding, language),
    }


def evaluations(material: Material, language: str) -> list[dict[str, object]]:
    """Every recorded evaluation, also one that no longer counts."""
    titles = {
        r.condition: say(r.title, language) for r in material.loaded.pack.rules if r.condition
    }
    return [
        {
            "condition": titles.get(e.record.condition, e.record.condition),
            "evaluator": e.record.evaluator,
            "specialty": e.record.specialty,
            "date": day_words(e.record.day, language),
            "opinion": opinion_words(e.record.opinion),
            "until": day_words(e.record.until, language) if e.record.until else "",
            "note": e.record.note,
        }
        for e in material.loaded.evaluations
    ]


def rationales(material: Material, language: str) -> list[dict[str, object]]:
    """The rationales that hold now."""
    return [
        {
            "rule": say(f.rule.title, language),
            "reason": f.rationale.record.text,
            "mitigation": f.rationale.record.mitigation,
            "author": material.person(f.rationale.author_id),
            "date": day_words(f.rationale.at.astimezone().date(), language),
        }
        for f in material.state.suitability.findings
        if f.rationale is not None
    ]


def rules_off(material: Material, language: str) -> list[dict[str, object]]:
    """General-practice rules that the clinic has switched off, with the reason."""
    titles = {r.id: say(r.title, language) for r in material.loaded.pack.rules}
    return [
        {
            "title": titles.get(one.rule_id, one.rule_id),
            "reason": one.reason,
            "author": material.person(one.by),
            "date": day_words(date.fromisoformat(one.at[:10]), language) if one.at else "",
        }
        for one in material.loaded.settings.rules_off
    ]

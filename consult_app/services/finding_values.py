"""Findings, evaluations and rationales as template values."""

from __future__ import annotations

from consult_app.domain.evaluation import Opinion
from consult_app.domain.rules import Evidence, Outcome
from consult_app.domain.suitability import Finding
from consult_app.forms.model import Item, say
from consult_app.i18n import _
from consult_app.services.material import Material
from consult_app.services.wording import day_words, value_words


def outcome_words(outcome: Outcome | None) -> str:
    """An outcome as it is shown and printed."""
    words = {
        None: _("Nothing stands in the way"),
        Outcome.CAUTION: _("Caution"),
        Outcome.ASK: _("Ask before deciding"),
        Outcome.DEFER: _("Wait"),
        Outcome.SPECIALIST: _("A specialist evaluates first"),
        Outcome.DO_NOT_TREAT: _("Do not treat"),
    }
    return words[outcome]


def opinion_words(opinion: Opinion) -> str:
    """A specialist's opinion as it is shown and printed."""
    return {
        Opinion.SUITABLE: _("Suitable"),
        Opinion.NOT_SUITABLE: _("Not suitable"),
        Opinion.DEFER_UNTIL: _("Wait until"),
    }[opinion]


def findings(material: Material, language: str) -> list[dict[str, object]]:
    """Every finding with what the patient is told of it."""
    return [_finding(material, f, language) for f in material.state.suitability.findings]


def _finding(material: Material, finding: Finding, language: str) -> dict[str, object]:
    rule, evaluation = finding.rule, finding.evaluation
    return {
        "title": say(rule.title, language),
        "patient_words": say(rule.patient, language),
        "detail": evidence_words(material, finding.evidence, language, rule.detail),
        "outcome": outcome_words(finding.outcome),
        "cleared_by": say(rule.clears, language),
        "explanation": say(rule.explanation, language),
        "sources": " ".join(rule.sources),
        "answer": evidence_words(material, finding.evidence, language),
        "evaluator": evaluation.record.evaluator if evaluation else "",
        "evaluated_on": day_words(evaluation.record.day, language) if evaluation else "",
        "opinion": evaluation.record.opinion.value if evaluation else "",
        "opinion_words": opinion_words(evaluation.record.opinion) if evaluation else "",
    }


def evidence_words(
    material: Material,
    evidence: tuple[Evidence, ...],
    language: str,
    only: tuple[str, ...] = (),
) -> str:
    """The answers behind a finding, each with what it answers; `only`: these items of them."""
    items = {v.path: v.item for v in material.state.form.items}
    words = [
        f"{_label(items[e.path], language)}: {value_words(items[e.path], e.value, language)}"
        for e in evidence
        if e.path in items and (not only or e.item in only)
    ]
    return "; ".join(dict.fromkeys(words))


def _label(item: Item, language: str) -> str:
    return (say(item.short, language) or say(item.text, language)).rstrip("?:. ")


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
        {"title": titles.get(rule_id, rule_id), "reason": reason}
        for rule_id, reason in material.loaded.settings.rules_off
    ]

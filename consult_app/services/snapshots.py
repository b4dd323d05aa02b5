"""The frozen assessment a decision rests on: answers, pack, rules, findings, as one text."""

from __future__ import annotations

import hashlib
import json

from consult_app.domain.rules import Result
from consult_app.domain.suitability import Finding
from consult_app.forms.values import value_to_text
from consult_app.services.assessment import AssessmentState, Loaded

FORMAT = 1


def compose(loaded: Loaded, state: AssessmentState) -> str:
    """Canonical JSON; the same assessment always gives the same text."""
    body = {
        "format": FORMAT,
        "consultation": loaded.consultation.id,
        "pack": loaded.pack.hash,
        "day": loaded.today.isoformat(),
        "answers": {p: value_to_text(v) for p, v in sorted(loaded.answers.items())},
        "rules": [_rule(r) for r in state.suitability.results],
        "rules_off": dict(loaded.settings.rules_off),
        "findings": [_finding(f) for f in state.suitability.findings],
        "evaluations": [e.id for e in loaded.evaluations],
        "rationales": [r.id for r in loaded.rationales],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a snapshot, in hex; a decision names it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _rule(result: Result) -> dict[str, object]:
    return {
        "id": result.rule.id,
        "version": result.rule.version,
        "status": result.status.value,
        "outcome": result.outcome.name.lower() if result.outcome else None,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule.id,
        "outcome": finding.outcome.name.lower(),
        "unknown": finding.unknown,
        "basis": finding.basis,
        "settled": finding.settled,
        "paths": [e.path for e in finding.evidence],
        "evaluation": finding.evaluation.id if finding.evaluation else None,
        "rationale": finding.rationale.id if finding.rationale else None,
    }

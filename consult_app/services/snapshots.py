"""The frozen assessment a decision rests on: answers, pack, rules, findings, as one text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consult_app.domain.clinic import RuleOff
from consult_app.domain.rules import Facts, Result
from consult_app.domain.suitability import Finding
from consult_app.forms.model import Path, Value
from consult_app.forms.values import value_from_text, value_to_text
from consult_app.services.assessment import AssessmentState, Loaded

FORMAT = 2
"""1 had no facts and no version of the form: it is judged with what is known today."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a snapshot holds of how it was judged; `facts` is None where it is too old to tell."""

    answers: Mapping[Path, Value]
    facts: Facts | None
    rules_off: tuple[RuleOff, ...]
    evaluations: frozenset[int]
    rationales: frozenset[int]


def compose(loaded: Loaded, state: AssessmentState) -> str:
    """Canonical JSON; the same assessment always gives the same text."""
    body = {
        "format": FORMAT,
        "consultation": loaded.consultation.id,
        "pack": loaded.pack.hash,
        "pack_version": loaded.pack.version,
        "form": [loaded.pack.questionnaire.id, loaded.pack.questionnaire.version],
        "day": loaded.today.isoformat(),
        "answers": {p: value_to_text(v) for p, v in sorted(loaded.answers.items())},
        "facts": {name: _fact(value) for name, value in sorted(state.facts.items())},
        "rules": [_rule(r) for r in state.suitability.results],
        "rules_off": {one.rule_id: _off(one) for one in loaded.settings.rules_off},
        "findings": [_finding(f) for f in state.suitability.findings],
        "evaluations": [e.id for e in loaded.evaluations],
        "rationales": [r.id for r in loaded.rationales],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Frozen:
    """What `compose` wrote, to be judged by again."""
    body = json.loads(text)
    return Frozen(
        {path: value_from_text(told) for path, told in body["answers"].items()},
        {n: _fact_from(v) for n, v in body["facts"].items()} if "facts" in body else None,
        tuple(_off_from(rule_id, told) for rule_id, told in body["rules_off"].items()),
        frozenset(body["evaluations"]),
        frozenset(body["rationales"]),
    )


def _off(one: RuleOff) -> list[str | int]:
    return [one.reason, one.by, one.at]


def _off_from(rule_id: str, told: str | list[Any]) -> RuleOff:
    """Of format 1 only the reason is known."""
    reason, by, at = (told, 0, "") if isinstance(told, str) else told
    return RuleOff(rule_id, reason, by, at)


def _fact(value: Value | tuple[Value, ...] | None) -> str | list[str] | None:
    """None, one value, or several: each told apart from the others."""
    if isinstance(value, tuple):
        return [value_to_text(one) for one in value]
    return None if value is None else value_to_text(value)


def _fact_from(plain: str | list[str] | None) -> Value | tuple[Value, ...] | None:
    if isinstance(plain, list):
        return tuple(value_from_text(one) for one in plain)
    return None if plain is None else value_from_text(plain)


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

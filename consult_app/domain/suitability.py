"""Suitability: what fired, what is settled, what is open; and what stands in the way of *proceed*.

Unknown fires, unanswered is open, and only a form without open screens can be clear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consult_app.domain.assess import ItemView, Judge, items_read
from consult_app.domain.decision import Barrier, Obstacle
from consult_app.domain.evaluation import Asked, Evaluation, Opinion, awaited
from consult_app.domain.evaluation import lapse as evaluation_lapse
from consult_app.domain.evaluation import newest_of as newest_evaluation
from consult_app.domain.fingerprint import fingerprint
from consult_app.domain.lapse import Lapse
from consult_app.domain.patients import years_after
from consult_app.domain.rationale import Rationale
from consult_app.domain.rationale import checked as rationale_checked
from consult_app.domain.rationale import lapse as rationale_lapse
from consult_app.domain.rationale import newest_of as newest_rationale
from consult_app.domain.rules import Basis, Evidence, Facts, Outcome, Result, Rule, Status, Wait
from consult_app.errors import Refused
from consult_app.forms.model import PartialDate

MAY_BE_OFF = frozenset({Basis.GENERAL_PRACTICE, Basis.CLINIC})
"""What a rule must rest on for a clinic to switch it off."""


@dataclass(frozen=True, slots=True)
class Waited:
    """The day worked out from an answer: `day` is the answer, `until` from when to look again."""

    wait: Wait
    day: date
    until: date


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What was recorded of a finding and does not count any more."""

    why: Lapse
    record: Evaluation | Rationale


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired. `outcome` already reckons with the specialist's evaluation.

    `settled`: an evaluation found the patient suitable, or a rationale holds; it is still told.
    `basis`: fingerprint of the answers behind it; evaluation and rationale hold only for it.
    `until`: from when to look again, by the specialist or as `waited` worked it out; always a day
    to come. `lapsed`: what settled it, or could have, before something changed. `asked`: the
    letter to the specialist that is not answered yet.
    """

    rule: Rule
    outcome: Outcome
    unknown: bool
    evidence: tuple[Evidence, ...]
    basis: str
    evaluation: Evaluation | None = None
    rationale: Rationale | None = None
    settled: bool = False
    until: date | None = None
    waited: Waited | None = None
    lapsed: Lapsed | None = None
    asked: Asked | None = None

    @property
    def told_otherwise(self) -> bool:
        """Whether the answers have changed since the letter that asked."""
        return self.asked is not None and self.asked.basis != self.basis


@dataclass(frozen=True, slots=True)
class Suitability:
    """The verdict at one moment. `outcome` is the gravest that is not settled; None: nothing is.

    `open_paths`: screens not answered yet; `errors`: rules that could not be evaluated;
    `results`: every rule in the pack's order, those switched off as OFF.
    """

    outcome: Outcome | None
    findings: tuple[Finding, ...]
    open_paths: tuple[str, ...]
    errors: tuple[Result, ...]
    results: tuple[Result, ...]

    @property
    def is_clear(self) -> bool:
        """Nothing fired and nothing is open; *settled* findings are not clear, but no barrier."""
        return not (self.findings or self.open_paths or self.errors or self.open_results)

    @property
    def until(self) -> date | None:
        """The first day on which nothing that can be dated holds back any more; None: unknown."""
        return max((f.until for f in self.findings if f.until and not f.settled), default=None)

    @property
    def open_results(self) -> tuple[Result, ...]:
        """Rules that wait for something, be it a question that is not asked yet."""
        return tuple(r for r in self.results if r.asks)


@dataclass(frozen=True, slots=True)
class Records:
    """What has been recorded beside the answers, and the day it is judged on."""

    evaluations: tuple[Evaluation, ...]
    rationales: tuple[Rationale, ...]
    today: date
    evaluation_valid_days: int
    asked: tuple[Asked, ...] = ()


def judge(
    rules: Iterable[Rule],
    items: Collection[ItemView],
    facts: Facts,
    records: Records,
    rules_off: Collection[str] = (),
) -> Suitability:
    """Holds every rule that is not switched off against the form."""
    rules = tuple(rules)
    off = {r.id for r in rules if is_off(r, rules_off)}
    enabled = tuple(r for r in rules if r.id not in off)
    named = {link_id for r in enabled for link_id in (*items_read(r.when), *r.detail)}
    items = [view for view in items if view.item.link_id in named]
    judge_ = Judge(items, facts)
    results = tuple(Result(r, Status.OFF) if r.id in off else judge_.result(r) for r in rules)
    findings = tuple(_finding(r, facts, records) for r in results if r.status is Status.FIRES)
    findings = tuple(sorted(findings, key=lambda f: (f.settled, -f.outcome, f.rule.id)))
    errors = tuple(r for r in results if r.status is Status.ERROR)
    unsettled = [f.outcome for f in findings if not f.settled]
    return Suitability(
        max(unsettled, default=None), findings, _open_paths(enabled, items), errors, results
    )


def for_specialist(suitability: Suitability) -> tuple[tuple[str, str], ...]:
    """(condition, basis) of each finding that waits for a specialist: what a letter asks about."""
    return tuple(
        (f.rule.condition, f.basis)
        for f in suitability.findings
        if f.outcome is Outcome.SPECIALIST and not f.settled
    )


def is_off(rule: Rule, rules_off: Collection[str]) -> bool:
    """Whether a rule is switched off: one that rests on more than practice never is."""
    return rule.id in rules_off and rule.basis in MAY_BE_OFF


def only_read_by_off(rules: Iterable[Rule], rules_off: Collection[str]) -> frozenset[str]:
    """The linkIds of the screens that only rules ask for which are switched off."""
    on: set[str] = set()
    off: set[str] = set()
    for rule in rules:
        (off if is_off(rule, rules_off) else on).update(items_read(rule.when))
    return frozenset(off - on)


def _open_paths(rules: tuple[Rule, ...], items: Collection[ItemView]) -> tuple[str, ...]:
    """Every screen that an enabled rule reads, is asked for, and has no answer; in form order."""
    read = {link_id for rule in rules for link_id in items_read(rule.when)}
    return tuple(
        view.path
        for view in items
        if view.item.link_id in read and view.enabled and not view.answers
    )


def _finding(result: Result, facts: Facts, records: Records) -> Finding:
    rule, outcome = result.rule, result.outcome
    assert outcome is not None  # noqa: S101 - a firing result always carries its outcome
    basis = fingerprint(result.evidence)
    finding = Finding(rule, outcome, result.unknown, result.evidence, basis)
    finding = _dated(finding, facts, records.today)
    if outcome is Outcome.SPECIALIST:
        return _evaluated(finding, records)
    return _rationalised(finding, records)


def _dated(finding: Finding, facts: Facts, today: date) -> Finding:
    """With the latest day its answers tell, where one of them is a whole date still to come."""
    found = [
        Waited(wait, day, years_after(day, wait.years) + timedelta(days=wait.days))
        for wait in finding.rule.waits
        for known in _known_to(wait, finding, facts)
        if (day := _whole(known)) is not None
    ]
    last = max(found, key=lambda w: w.until, default=None)
    if last is None or last.until <= today:
        return finding
    return replace(finding, waited=last, until=last.until)


def _known_to(wait: Wait, finding: Finding, facts: Facts) -> list[object]:
    """What a wait is worked out from: answers behind the finding, or a fact beside them."""
    if wait.fact:
        return [facts.get(wait.fact)]
    return [e.value for e in finding.evidence if e.item == wait.item]


def _whole(value: object) -> date | None:
    """The day of a date that is known to the day."""
    if not isinstance(value, PartialDate) or len(value.text) != len("YYYY-MM-DD"):
        return None
    return date.fromisoformat(value.text)


def _evaluated(finding: Finding, records: Records) -> Finding:
    """Suitable settles the finding; not suitable is *do not treat*; defer until is *defer*."""
    condition = finding.rule.condition
    evaluation = newest_evaluation(records.evaluations, condition)
    finding = replace(finding, asked=awaited(records.asked, condition, evaluation))
    if evaluation is None:
        return finding
    why = evaluation_lapse(evaluation, finding.basis, records.today, records.evaluation_valid_days)
    if why is not None:
        return replace(finding, lapsed=Lapsed(why, evaluation))
    match evaluation.record.opinion:
        case Opinion.SUITABLE:
            return replace(finding, evaluation=evaluation, settled=True)
        case Opinion.NOT_SUITABLE:
            return replace(finding, evaluation=evaluation, outcome=Outcome.DO_NOT_TREAT)
        case Opinion.DEFER_UNTIL:
            until = evaluation.record.until
            return replace(
                finding, evaluation=evaluation, outcome=Outcome.DEFER, until=until, waited=None
            )


def _rationalised(finding: Finding, records: Records) -> Finding:
    rule = finding.rule
    rationale = newest_rationale(records.rationales, rule.id)
    if rationale is None:
        return finding
    why = rationale_lapse(rationale, rule.version, finding.basis)
    if why is not None:
        return replace(finding, lapsed=Lapsed(why, rationale))
    if not rule.override or not _suffices(rationale, finding):
        return finding
    return replace(finding, rationale=rationale, settled=True)


def _suffices(rationale: Rationale, finding: Finding) -> bool:
    """Asked again here, so that a row which should never have been stored settles nothing."""
    second = finding.rule.second_physician
    try:
        rationale_checked(
            rationale.record, finding.outcome, rationale.author_id, second_allowed=second
        )
    except Refused:
        return False
    return True


_BARRIERS = {
    Outcome.CAUTION: Barrier.RATIONALE_MISSING,
    Outcome.ASK: Barrier.RATIONALE_MISSING,
    Outcome.DEFER: Barrier.MITIGATION_MISSING,
}


def obstacles(
    suitability: Suitability,
    *,
    missing: tuple[str, ...],
    invalid: tuple[str, ...],
    plan_missing: tuple[str, ...],
) -> tuple[Obstacle, ...]:
    """Everything in the way of *proceed*; empty means that the physician may decide so.

    `missing`, `invalid`, `plan_missing`: paths of required, invalid and plan items.
    """
    of_plan = frozenset(plan_missing)
    found = [Obstacle(Barrier.RULE_ERROR, r.rule.id) for r in suitability.errors]
    open_paths = dict.fromkeys(suitability.open_paths + missing)
    found += [Obstacle(Barrier.OPEN_SCREEN, path=p) for p in open_paths if p not in of_plan]
    found += [Obstacle(Barrier.PLAN_MISSING, path=p) for p in plan_missing]
    found += [Obstacle(Barrier.INVALID_ANSWER, path=p) for p in invalid]
    if not open_paths and not plan_missing:
        # all that is asked is answered, and still a rule waits: it must not pass for clear
        found += [
            Obstacle(Barrier.OPEN_SCREEN, r.rule.id, r.asks[0]) for r in suitability.open_results
        ]
    for finding in suitability.findings:
        if not finding.settled:
            found.append(Obstacle(_barrier(finding), finding.rule.id, _first_path(finding)))
    return tuple(found)


def _barrier(finding: Finding) -> Barrier:
    if finding.evaluation is not None:  # what a specialist found only a specialist takes back
        unfit = finding.outcome is Outcome.DO_NOT_TREAT
        return Barrier.NOT_OVERRIDABLE if unfit else Barrier.SPECIALIST
    if finding.outcome is Outcome.SPECIALIST:
        return Barrier.SPECIALIST
    if not finding.rule.override:
        return Barrier.NOT_OVERRIDABLE
    if finding.outcome is Outcome.DO_NOT_TREAT:
        second = finding.rule.second_physician
        return Barrier.SECOND_PHYSICIAN if second else Barrier.NOT_OVERRIDABLE
    return _BARRIERS[finding.outcome]


def _first_path(finding: Finding) -> str:
    return finding.evidence[0].path if finding.evidence else ""

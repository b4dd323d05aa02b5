"""What the physician records beside the answers: evaluations, rationales, and the decision."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain import decision as decision_rules
from consult_app.domain import evaluation as evaluation_rules
from consult_app.domain import rationale as rationale_rules
from consult_app.domain.audit import Event
from consult_app.domain.consultation import Move, State, after
from consult_app.domain.decision import Decision, NewDecision
from consult_app.domain.evaluation import Evaluation, NewEvaluation
from consult_app.domain.people import Capability
from consult_app.domain.rationale import NewRationale, Rationale
from consult_app.errors import Refused
from consult_app.services import loading, snapshots
from consult_app.services.acting import Acting
from consult_app.services.assessment import judged
from consult_app.services.permission import needs
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import evaluations as evaluation_rows
from consult_app.storage import rationales as rationale_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import snapshots as snapshot_rows
from consult_app.storage.store import Tx

OFFERED = 3
"""Reasons of one's own that are offered again."""


@needs(Capability.DECIDE)
def record_evaluation(acting: Acting, consultation_id: int, new: NewEvaluation) -> Evaluation:
    """Record a specialist's evaluation beside a draft. Raises the evaluation's own codes."""
    with acting.write() as tx:
        _require_draft(tx, consultation_id)
        own_allowed = settings_rows.get(tx).own_evaluation
        new = evaluation_rules.checked(new, acting.today(), own_allowed=own_allowed)
        evaluation = evaluation_rows.insert(
            tx, consultation_id, new, author_id=acting.user.id, at=acting.now()
        )
        acting.note(
            tx,
            Event.EVALUATION_RECORDED,
            "evaluation",
            evaluation.id,
            opinion=new.opinion.value,
        )
    return evaluation


@needs(Capability.DECIDE)
def record_rationale(acting: Acting, consultation_id: int, new: NewRationale) -> Rationale:
    """Record why a finding does not stand in the way. Raises the rationale's own codes,
    and rationale.not-firing where the rule does not fire on these answers."""
    with acting.write() as tx:
        _require_draft(tx, consultation_id)
        loaded = loading.read(acting, tx, consultation_id)
        findings = judged(loaded, loaded.answers).suitability.findings
        finding = next((f for f in findings if f.rule.id == new.rule_id), None)
        if finding is None or finding.basis != new.basis:
            raise Refused("rationale.not-firing")
        new = rationale_rules.checked(
            new,
            finding.outcome,
            acting.user.id,
            second_allowed=finding.rule.second_physician and finding.evaluation is None,
        )
        rationale = rationale_rows.insert(
            tx, consultation_id, new, author_id=acting.user.id, at=acting.now()
        )
        acting.note(tx, Event.RATIONALE_RECORDED, "rationale", rationale.id, rule=new.rule_id[:100])
    return rationale


@needs(Capability.DECIDE)
def recent_reasons(acting: Acting) -> Mapping[str, tuple[str, ...]]:
    """Rule id -> what this physician has given as a reason for it again and again."""
    with acting.read() as tx:
        return {
            rule_id: rationale_rows.of_rule(tx, rule_id, author_id=acting.user.id, limit=OFFERED)
            for rule_id in rationale_rows.reasoned(tx, acting.user.id)
        }


@needs(Capability.DECIDE)
def decide(acting: Acting, consultation_id: int, new: NewDecision) -> Decision:
    """Take the decision on what is on disk, and freeze the snapshot it rests on.

    Raises `Refused`: consultation.forbidden-move, decision.obstacles and its other codes.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        state = judged(loaded, loaded.answers)
        after(loaded.consultation.state, Move.DECIDE)
        all_clear = state.suitability.is_clear
        new = decision_rules.checked(new, state.obstacles, acting.today(), all_clear=all_clear)
        text = snapshots.compose(loaded, state)
        digest = snapshots.digest(text)
        snapshot_rows.insert(tx, consultation_id, digest, text, at=acting.now())
        decision = decision_rows.insert(
            tx, consultation_id, new, author_id=acting.user.id, at=acting.now(), snapshot=digest
        )
        consultation_rows.set_state(
            tx, consultation_id, State.DECIDED, reason="", by=acting.user.id, at=acting.now()
        )
        acting.note(
            tx,
            Event.CONSULTATION_DECIDED,
            "consultation",
            consultation_id,
            choice=new.choice.value,
            snapshot=digest,
        )
    return decision


@needs(Capability.READ_ANSWERS)
def history(acting: Acting, consultation_id: int) -> tuple[Decision, ...]:
    """Every decision of a consultation, the newest first."""
    with acting.read() as tx:
        return decision_rows.of_consultation(tx, consultation_id)


def _require_draft(tx: Tx, consultation_id: int) -> None:
    if consultation_rows.state_of(tx, consultation_id) is not State.DRAFT:
        raise Refused("consultation.not-draft")

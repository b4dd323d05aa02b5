"""Decisions as rows: append-only, the newest is in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.decision import Choice, Decision, NewDecision
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Decision as DecisionModel
from consult_app.storage.tx import Tx

_T = table_of(DecisionModel)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Decision, ...]:
    """Every decision of a consultation, the newest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id.desc())
    return tuple(_decision(row) for row in tx.connection.execute(found))


def newest(tx: Tx, consultation_id: int) -> Decision | None:
    """The decision in force."""
    return next(iter(of_consultation(tx, consultation_id)), None)


def insert(
    tx: Tx,
    consultation_id: int,
    new: NewDecision,
    *,
    author_id: int,
    at: datetime,
    snapshot: str,
) -> Decision:
    """Record a decision on the snapshot with this hash."""
    values = {
        "consultation_id": consultation_id,
        "choice": new.choice.value,
        "reason": new.reason,
        "until": new.until,
        "snapshot_hash": snapshot,
        "author_id": author_id,
        "at": at,
    }
    id_ = rows.add(tx, DecisionModel, values)
    return Decision(id_, consultation_id, new, author_id, at, snapshot)


def _decision(row: Row[Any]) -> Decision:
    record = NewDecision(Choice(row.choice), row.reason, row.until)
    return Decision(row.id, row.consultation_id, record, row.author_id, row.at, row.snapshot_hash)

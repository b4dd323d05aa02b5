"""Rationales as rows: append-only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.rationale import NewRationale, Rationale
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Rationale as RationaleModel
from consult_app.storage.tx import Tx

_T = table_of(RationaleModel)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Rationale, ...]:
    """Every rationale of a consultation, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(_rationale(row) for row in tx.connection.execute(found))


def insert(
    tx: Tx, consultation_id: int, new: NewRationale, *, author_id: int, at: datetime
) -> Rationale:
    """Record a rationale."""
    values = asdict(new) | {
        "consultation_id": consultation_id,
        "author_id": author_id,
        "at": at,
    }
    id_ = rows.add(tx, RationaleModel, values)
    return Rationale(id_, consultation_id, new, author_id, at)


def _rationale(row: Row[Any]) -> Rationale:
    record = NewRationale(
        row.rule_id,
        row.rule_version,
        row.basis,
        row.text,
        row.mitigation,
        row.second_physician_id,
    )
    return Rationale(row.id, row.consultation_id, record, row.author_id, row.at)

"""Rationales as rows: append-only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

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


def of_consultations(tx: Tx, ids: Collection[int]) -> tuple[tuple[int, Rationale], ...]:
    """Of several consultations: each rationale with whose it is, oldest first."""
    found = select(_T).where(_T.c.consultation_id.in_(ids)).order_by(_T.c.id)
    return tuple((row.consultation_id, _rationale(row)) for row in tx.connection.execute(found))


def of_rule(tx: Tx, rule_id: str, *, author_id: int, limit: int) -> tuple[str, ...]:
    """Reasons that an author gave for a rule in two consultations at least, the newest first.

    What was said once may speak of one patient; what is said again is a habit.
    """
    mine = (_T.c.rule_id == rule_id, _T.c.author_id == author_id)
    often = (
        select(_T.c.text)
        .where(*mine)
        .group_by(_T.c.text)
        .having(func.count(_T.c.consultation_id.distinct()) > 1)
        .order_by(func.max(_T.c.id).desc())
        .limit(limit)
    )
    return tuple(tx.connection.execute(often).scalars())


def reasoned(tx: Tx, author_id: int) -> tuple[str, ...]:
    """The rules for which an author has given a reason."""
    found = select(_T.c.rule_id).where(_T.c.author_id == author_id).distinct()
    return tuple(tx.connection.execute(found).scalars())


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

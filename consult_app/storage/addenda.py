"""Addenda as rows: append-only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from consult_app.domain.addendum import Addendum, NewAddendum
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Addendum as AddendumModel
from consult_app.storage.tx import Tx

_T = table_of(AddendumModel)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Addendum, ...]:
    """Every addendum of a consultation and of its treatments, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(
        Addendum(
            row.id,
            row.consultation_id,
            NewAddendum(row.text, row.treatment_id),
            row.author_id,
            row.at,
        )
        for row in tx.connection.execute(found)
    )


def insert(
    tx: Tx, consultation_id: int, new: NewAddendum, *, author_id: int, at: datetime
) -> Addendum:
    """Record an addendum; the database asks once more whether the consultation takes it."""
    owner = {"consultation_id": consultation_id, "author_id": author_id, "at": at}
    id_ = rows.add(tx, AddendumModel, asdict(new) | owner)
    return Addendum(id_, consultation_id, new, author_id, at)

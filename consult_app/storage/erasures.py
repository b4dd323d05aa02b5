"""Erasures as rows: orders, and the tombstones that stay when a record is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from consult_app.domain.erasure import Erased, Erasure, ErasureState, Ground, Order
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.lives import Erasure as ErasureModel
from consult_app.storage.tx import Tx

UNFINISHED = "erasure-unfinished"
"""The tally that is 1 while traces of an erasure may still lie in the file."""

_T = table_of(ErasureModel)


def insert(tx: Tx, erasure: Erasure) -> Erasure:
    """Store an order, or a tombstone; the id is not used."""
    return replace(erasure, id=rows.add(tx, ErasureModel, _values(erasure)))


def put(tx: Tx, erasure: Erasure) -> None:
    """Store how an order ended."""
    values = _values(erasure)
    closing = ("state", "closed_by", "closed_name", "closed_at", "salt", "sha256", "erased")
    rows.change(tx, ErasureModel, erasure.id, {name: values[name] for name in closing})


def get(tx: Tx, erasure_id: int) -> Erasure:
    """One erasure. Raises `Refused("erasure.not-found")`."""
    found = _where(tx, _T.c.id == erasure_id)
    if not found:
        raise Refused("erasure.not-found")
    return found[0]


def every(tx: Tx) -> tuple[Erasure, ...]:
    """All of them, the newest first."""
    return tuple(reversed(_where(tx)))


def done(tx: Tx) -> tuple[Erasure, ...]:
    """The tombstones, the oldest first."""
    return _where(tx, _T.c.state == ErasureState.DONE.value)


def ordered(tx: Tx, patients: Collection[int]) -> tuple[Erasure, ...]:
    """The orders for these patients that wait for a second person."""
    waiting = _T.c.state == ErasureState.ORDERED.value
    return _where(tx, waiting, _T.c.patient_id.in_(patients))


def seal(erasure: Erasure) -> str:
    """What the audit entry keeps of a tombstone, so that a changed one shows: SHA-256 as hex."""
    return hashlib.sha256(codec.encode(erasure).encode()).hexdigest()


def set_unfinished(tx: Tx, unfinished: bool) -> None:
    """Remember that the file has still to be cleaned, or that it is clean."""
    rows.set_tally(tx, UNFINISHED, int(unfinished))


def unfinished(tx: Tx) -> bool:
    """Whether traces of an erasure may still lie in the file."""
    return bool(rows.tally(tx, UNFINISHED))


def _where(tx: Tx, *conditions: ColumnElement[bool]) -> tuple[Erasure, ...]:
    found = select(_T).where(*conditions).order_by(_T.c.id)
    return tuple(_erasure(row) for row in tx.connection.execute(found))


def _values(erasure: Erasure) -> Mapping[str, Any]:
    return {
        "patient_id": erasure.patient_id,
        "record_number": erasure.record_number,
        "ground": erasure.order.ground.value,
        "judged_by": erasure.order.judged_by,
        "reference": erasure.order.reference,
        "last_entry": erasure.last_entry,
        "kept_until": erasure.kept_until,
        "ordered_by": erasure.ordered_by,
        "ordered_name": erasure.ordered_name,
        "ordered_at": erasure.ordered_at,
        "state": erasure.state.value,
        "closed_by": erasure.closed_by,
        "closed_name": erasure.closed_name,
        "closed_at": erasure.closed_at,
        "salt": erasure.salt,
        "sha256": erasure.sha256,
        "erased": codec.encode(erasure.erased),
        "repeats": erasure.repeats,
    }


def _erasure(row: Row[Any]) -> Erasure:
    return Erasure(
        row.id,
        row.patient_id,
        row.record_number,
        Order(Ground(row.ground), row.judged_by, row.reference),
        row.last_entry,
        row.kept_until,
        row.ordered_by,
        row.ordered_name,
        row.ordered_at,
        ErasureState(row.state),
        row.closed_by,
        row.closed_name,
        row.closed_at,
        row.salt,
        row.sha256,
        codec.decode(Erased, row.erased),
        row.repeats,
    )


def close(erasure: Erasure, state: ErasureState, *, by: int, name: str, at: datetime) -> Erasure:
    """The order as it stands once somebody has ended it."""
    return replace(erasure, state=state, closed_by=by, closed_name=name, closed_at=at)

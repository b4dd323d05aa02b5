"""Which records are one person's: joined and separated again, while every row stays where it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, select

from consult_app.domain.patients import NewPatient
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.lives import PatientMerge
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.tx import Tx

_T = table_of(PatientMerge)
_P = table_of(PatientModel)
_HOLDS = _T.c.undone_at.is_(None)
_STRAIGHT = (
    select(_T.c.kept_id)
    .where(_HOLDS, _T.c.kept_id.in_(bindparam("patients", expanding=True)))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Merge:
    """Record `merged_id` is read as part of `kept_id`, since `at`, until it is undone.

    `before` is what was registered of the one that is kept, `after` what was chosen for both.
    """

    id: int
    kept_id: int
    merged_id: int
    before: NewPatient
    after: NewPatient
    author_id: int
    at: datetime
    undone_at: datetime | None


def insert(
    tx: Tx,
    kept_id: int,
    merged_id: int,
    *,
    before: NewPatient,
    after: NewPatient,
    by: int,
    at: datetime,
) -> int:
    """Read record `merged_id` as part of `kept_id` from now on; its id."""
    values = {
        "kept_id": kept_id,
        "merged_id": merged_id,
        "before": codec.encode(before),
        "after": codec.encode(after),
        "author_id": by,
        "at": at,
    }
    return rows.add(tx, PatientMerge, values)


def undo(tx: Tx, merge_id: int, *, by: int, at: datetime) -> None:
    """Read the two records apart again."""
    rows.change(tx, PatientMerge, merge_id, {"undone_by": by, "undone_at": at})


def get(tx: Tx, merge_id: int) -> Merge:
    """One merge. Raises `Refused("merge.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == merge_id)).first()
    if row is None:
        raise Refused("merge.not-found")
    return _merge(row)


def into(tx: Tx, kept_id: int) -> tuple[Merge, ...]:
    """The merges that hold and read other records as part of this one, the newest first."""
    found = select(_T).where(_HOLDS, _T.c.kept_id == kept_id).order_by(_T.c.id.desc())
    return tuple(_merge(row) for row in tx.connection.execute(found))


def kept(tx: Tx, patient_id: int) -> int:
    """The record that this one is read as part of; itself where it is part of none."""
    while True:
        part = select(_T.c.kept_id).where(_HOLDS, _T.c.merged_id == patient_id)
        whole = tx.connection.execute(part).scalar()
        if whole is None:
            return patient_id
        patient_id = whole


def wholes(tx: Tx, patients: Collection[int]) -> Mapping[int, int]:
    """By id of each of these that is part of another record, the record that is kept."""
    parts = select(_T.c.merged_id).where(_HOLDS)
    merged = set(tx.connection.execute(parts).scalars())
    return {id_: kept(tx, id_) for id_ in patients if id_ in merged}


def members(tx: Tx, patient_id: int) -> tuple[int, ...]:
    """The ids of every record of the same person, the one that is kept first."""
    found = [kept(tx, patient_id)]
    for one in found:  # grows while it is walked: a part may have parts of its own
        part = select(_T.c.merged_id).where(_HOLDS, _T.c.kept_id == one).order_by(_T.c.id)
        found += tx.connection.execute(part).scalars()
    return tuple(found)


def other_numbers(tx: Tx, patients: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """By id of a kept record, the record numbers of those that are read as part of it."""
    if not patients:
        return {}
    found = {}
    for id_ in tx.connection.execute(_STRAIGHT, {"patients": list(patients)}).scalars().all():
        others = members(tx, id_)[1:]
        numbers = select(_P.c.record_number).where(_P.c.id.in_(others)).order_by(_P.c.id)
        found[id_] = tuple(tx.connection.execute(numbers).scalars())
    return found


def is_whole(patient: Any) -> ColumnElement[bool]:
    """The condition that a row of patients is part of no other, and was not taken back."""
    part = select(_T.c.id).where(_HOLDS, _T.c.merged_id == patient.c.id).exists()
    return and_(~part, patient.c.withdrawn_at.is_(None))


def _merge(row: Row[Any]) -> Merge:
    return Merge(
        row.id,
        row.kept_id,
        row.merged_id,
        codec.decode(NewPatient, row.before),
        codec.decode(NewPatient, row.after),
        row.author_id,
        row.at,
        row.undone_at,
    )

"""Registering many at once: whole chunks of patients in few statements, and what was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, union_all, update

from consult_app.domain.bulk import BulkImport, BulkState
from consult_app.domain.names import tokens
from consult_app.domain.patients import NewPatient
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models import Base
from consult_app.storage.models.base import table_of
from consult_app.storage.models.bulk import BulkImport as BulkModel
from consult_app.storage.models.bulk import BulkRow
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.models.patients import PatientVersion, PatientWord
from consult_app.storage.patients import FIRST_RECORD_NUMBER, values_of
from consult_app.storage.tx import Tx

_B = table_of(BulkModel)
_R = table_of(BulkRow)
_P = table_of(PatientModel)
_W = table_of(PatientWord)
_OWN = frozenset({"patient", "patient_version", "patient_word", "bulk_row"})
"""What every registration leaves; anything else means that the patient has been here."""


def begin(tx: Tx, sha256: str, *, by: int, at: datetime) -> BulkImport:
    """Say that a file is being read in."""
    values = {
        "sha256": sha256,
        "state": BulkState.RUNNING.value,
        "reached": 1,
        "added": 0,
        "updated": 0,
        "author_id": by,
        "at": at,
    }
    return get(tx, rows.add(tx, BulkModel, values))


def get(tx: Tx, import_id: int) -> BulkImport:
    """One act. Raises `Refused("bulk.not-found")`."""
    row = tx.connection.execute(select(_B).where(_B.c.id == import_id)).first()
    if row is None:
        raise Refused("bulk.not-found")
    return _bulk(row)


def every(tx: Tx) -> tuple[BulkImport, ...]:
    """All of them, the newest first."""
    return tuple(map(_bulk, tx.connection.execute(select(_B).order_by(_B.c.id.desc()))))


def go_on(tx: Tx, one: BulkImport, *, reached: int, added: int, updated: int) -> BulkImport:
    """Count what was done since."""
    counts = {"added": one.added + added, "updated": one.updated + updated}
    rows.change(tx, BulkModel, one.id, {"reached": reached, **counts})
    return get(tx, one.id)


def close(tx: Tx, import_id: int, state: BulkState, *, at: datetime) -> BulkImport:
    """Move it out of where it stands; whether it may the database asks again."""
    rows.change(tx, BulkModel, import_id, {"state": state.value, "closed_at": at})
    return get(tx, import_id)


def register(tx: Tx, news: Sequence[NewPatient], *, by: int, at: datetime) -> tuple[int, ...]:
    """Register all of these under the next record numbers; their ids, in order."""
    if not news:
        return ()
    last = rows.tally(tx, "record-number")
    first = FIRST_RECORD_NUMBER if last is None else last + 1
    rows.set_tally(tx, "record-number", first + len(news) - 1)
    values = [
        {**values_of(new), "record_number": str(number), "revision": 1, "withdrawn_at": None}
        for number, new in enumerate(news, start=first)
    ]
    returning = insert(_P).returning(_P.c.id, sort_by_parameter_order=True)
    ids = tuple(tx.connection.execute(returning, values).scalars())
    versions = [
        {"patient_id": id_, "revision": 1, "record": codec.encode(new), "author_id": by, "at": at}
        for id_, new in zip(ids, news, strict=True)
    ]
    tx.connection.execute(insert(table_of(PatientVersion)), versions)
    tx.connection.execute(insert(_W), list(_words(ids, values)))
    return ids


def _words(ids: Iterable[int], values: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for id_, one in zip(ids, values, strict=True):
        words = tokens(one["family_name"], one["given_name"], one["record_number"])
        yield from ({"word": word, "patient_id": id_} for word in words)


def note(tx: Tx, import_id: int, made: Iterable[tuple[int, int]]) -> None:
    """(patient, revision) of everybody whom the import added or changed."""
    values = [{"bulk_import_id": import_id, "patient_id": p, "revision": r} for p, r in made]
    if values:
        tx.connection.execute(insert(_R), values)


def made_by(tx: Tx, import_id: int, after: int, limit: int) -> tuple[tuple[int, int, int], ...]:
    """(row, patient, revision) of what an import did, in order, behind the row `after`."""
    mine = select(_R.c.id, _R.c.patient_id, _R.c.revision).where(_R.c.bulk_import_id == import_id)
    found = mine.where(_R.c.id > after).order_by(_R.c.id).limit(limit)
    return tuple((row[0], row[1], row[2]) for row in tx.connection.execute(found))


def untouched(tx: Tx, patients: Collection[int]) -> frozenset[int]:
    """Those of whom nothing is here but that they were registered, once."""
    single = select(_P.c.id).where(_P.c.id.in_(patients), _P.c.revision == 1)
    found = set(tx.connection.execute(single).scalars())
    named = [
        select(column).where(column.in_(found))
        for table in Base.metadata.sorted_tables
        if table.name not in _OWN
        for column in table.c
        if any(key.column is _P.c.id for key in column.foreign_keys)
    ]
    if found and named:
        found -= set(tx.connection.execute(union_all(*named)).scalars())
    return frozenset(found)


def withdraw(tx: Tx, patients: Collection[int], *, at: datetime) -> None:
    """Take registrations back: they are found nowhere, and stay readable in the trail."""
    tx.connection.execute(delete(_W).where(_W.c.patient_id.in_(patients)))
    tx.connection.execute(update(_P).where(_P.c.id.in_(patients)), {"withdrawn_at": at})


def _bulk(row: Row[Any]) -> BulkImport:
    return BulkImport(
        row.id,
        row.sha256,
        BulkState(row.state),
        row.reached,
        row.added,
        row.updated,
        row.author_id,
        row.at,
        row.closed_at,
    )

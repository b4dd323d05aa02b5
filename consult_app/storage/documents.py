"""Documents as rows: the record, its bytes under their hash, and what happened to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from consult_app.domain.documents import (
    DocumentMove,
    DocumentRecord,
    DocumentState,
    Edition,
    Kind,
    after,
)
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.storage import contents, merges, patients, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.documents import Document as DocumentModel
from consult_app.storage.models.documents import DocumentEvent
from consult_app.storage.tx import Tx

PRINTED = "printed"
RELEASED = "released"
HANDED_OVER = "handed-over"

_T = table_of(DocumentModel)
_CONSULTATION = table_of(Consultation)
_E = table_of(DocumentEvent)
_PRINTED = (
    select(func.count()).where(_E.c.document_id == _T.c.id, _E.c.what == PRINTED).scalar_subquery()
)


def was(what: str) -> ColumnElement[bool]:
    """The condition that this happened to the document of the row."""
    events = select(_E.c.id).where(_E.c.document_id == _T.c.id, _E.c.what == what)
    return events.correlate(_T).exists()


_RELEASED = was(RELEASED)
_ALL = select(_T, _PRINTED.label("printed"), _RELEASED.label("released"))


@dataclass(frozen=True, slots=True)
class Handling:
    """One event on a document."""

    what: str
    author_id: int
    at: datetime


def next_number(tx: Tx, year: int) -> str:
    """The next document number of the year: `D-2026-00417`."""
    return _number(year, rows.count_up(tx, _counter(year)))


def upcoming_number(tx: Tx, year: int, after: int = 0) -> str:
    """The number that `next_number` would give `after` others; nobody has it yet."""
    return _number(year, (rows.tally(tx, _counter(year)) or 0) + 1 + after)


def insert(tx: Tx, record: DocumentRecord, data: bytes) -> DocumentRecord:
    """Store a document with its bytes; the id of `record` is not used.

    Raises ValueError where `sha256` is not that of the bytes.
    """
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise ValueError("the bytes do not have the hash that the record names")
    contents.keep(tx, data)
    return get(tx, rows.add(tx, DocumentModel, _values(record)))


def get(tx: Tx, document_id: int) -> DocumentRecord:
    """One document without its bytes. Raises `Refused("document.not-found")`."""
    row = tx.connection.execute(_ALL.where(_T.c.id == document_id)).first()
    if row is None:
        raise Refused("document.not-found")
    return _record(row)


def content(tx: Tx, document_id: int) -> bytes:
    """The very bytes that were stored.

    Raises `Refused`: document.not-found, store.altered (they are not what was stored).
    """
    return contents.get(tx, get(tx, document_id).sha256)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[DocumentRecord, ...]:
    """The documents of a consultation, the newest first."""
    return _newest_first(tx, _T.c.consultation_id == consultation_id)


def of_consultations(tx: Tx, ids: Collection[int]) -> tuple[DocumentRecord, ...]:
    """The documents of several consultations, the newest first."""
    return _newest_first(tx, _T.c.consultation_id.in_(ids))


def of_patient(tx: Tx, patient_id: int) -> tuple[DocumentRecord, ...]:
    """The documents of a patient, the newest first."""
    return _newest_first(tx, _T.c.patient_id.in_(merges.members(tx, patient_id)))


def recent(tx: Tx, limit: int) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """The newest documents of the clinic with whose they are."""
    newest: Select[Any] = _ALL.order_by(_T.c.id.desc()).limit(limit)
    return tuple(
        (_record(row), patients.get(tx, row.patient_id))
        for row in tx.connection.execute(newest).all()
    )


def made_between(
    tx: Tx, first: datetime, end: datetime
) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """The documents made from `first` until before `end`, the newest first, with whose they are."""
    within = _ALL.where(_T.c.made_at >= first, _T.c.made_at < end).order_by(_T.c.id.desc())
    return tuple(
        (_record(row), patients.get(tx, row.patient_id))
        for row in tx.connection.execute(within).all()
    )


def of_day(tx: Tx, first: datetime, end: datetime) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """As `made_between`, and those of consultations that began within that time."""
    begun = select(_CONSULTATION.c.id).where(
        _CONSULTATION.c.started_at >= first, _CONSULTATION.c.started_at < end
    )
    made = and_(_T.c.made_at >= first, _T.c.made_at < end)
    within = _ALL.where(or_(made, _T.c.consultation_id.in_(begun))).order_by(_T.c.id.desc())
    return tuple(
        (_record(row), patients.get(tx, row.patient_id))
        for row in tx.connection.execute(within).all()
    )


def count_of_packs(tx: Tx, hashes: Collection[str]) -> int:
    """How many documents were made in consultations that began with one of these packs."""
    begun = select(_CONSULTATION.c.id).where(_CONSULTATION.c.pack_hash.in_(hashes))
    made = select(func.count()).select_from(_T).where(_T.c.consultation_id.in_(begun))
    return int(tx.connection.execute(made).scalar_one())


def events(tx: Tx, document_id: int) -> tuple[Handling, ...]:
    """What happened to a document, oldest first."""
    found = select(_E).where(_E.c.document_id == document_id).order_by(_E.c.id)
    return tuple(Handling(row.what, row.author_id, row.at) for row in tx.connection.execute(found))


def by_sha256(tx: Tx, sha256: str) -> DocumentRecord | None:
    """The newest document with these bytes; None where none has them."""
    return next(iter(_newest_first(tx, _T.c.sha256 == sha256)), None)


def numbered(tx: Tx, beginning: str, limit: int) -> tuple[DocumentRecord, ...]:
    """Documents whose number begins so, capital or small, the newest first."""
    first = beginning.upper()
    fits = (_T.c.number >= first) & (_T.c.number < first + patients.BEHIND_ALL)
    found = select(_T.c.id).where(fits).order_by(_T.c.number.desc()).limit(limit)
    return tuple(get(tx, id_) for id_ in tx.connection.execute(found).scalars().all())


def by_number(tx: Tx, number: str) -> DocumentRecord | None:
    """The document of that number; None where there is none."""
    return next(iter(_newest_first(tx, _T.c.number == number)), None)


def move(tx: Tx, document_id: int, step: DocumentMove, reason: str) -> DocumentRecord:
    """Move to the next state.

    Raises `Refused`: document.not-found, document.forbidden-move, document.reason-missing.
    """
    target = after(get(tx, document_id).state, step, reason=reason)
    values = {"state": target.value}
    if step is DocumentMove.VOID:
        values["void_reason"] = reason
    rows.change(tx, DocumentModel, document_id, values)
    return get(tx, document_id)


def add_event(tx: Tx, document_id: int, kind: str, *, by: int, at: datetime) -> None:
    """Say what happened to a document: printed, saved, viewed, released."""
    values = {"document_id": document_id, "what": kind, "author_id": by, "at": at}
    rows.add(tx, DocumentEvent, values)


def _counter(year: int) -> str:
    return f"document-{year}"


def _number(year: int, count: int) -> str:
    return f"D-{year}-{count:05}"


def _newest_first(tx: Tx, condition: ColumnElement[bool]) -> tuple[DocumentRecord, ...]:
    found = _ALL.where(condition).order_by(_T.c.id.desc())
    return tuple(_record(row) for row in tx.connection.execute(found))


def _values(record: DocumentRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "patient_id": record.patient_id,
        "consultation_id": record.consultation_id,
        "kind": record.kind.value,
        "title": record.title,
        "state": record.state.value,
        "audience": record.audience,
        "language": record.language,
        "edition": record.edition.value,
        "template": record.template,
        "sha256": record.sha256,
        "pages": record.pages,
        "made_at": record.made_at,
        "made_by": record.made_by,
        "void_reason": record.void_reason,
    }


def _record(row: Row[Any]) -> DocumentRecord:
    return DocumentRecord(
        row.id,
        row.number,
        row.patient_id,
        row.consultation_id,
        Kind(row.kind),
        row.title,
        DocumentState(row.state),
        row.audience,
        row.language,
        row.template,
        row.sha256,
        row.pages,
        row.made_at,
        row.made_by,
        row.printed,
        row.void_reason,
        bool(row.released),
        Edition(row.edition),
    )

"""The audit chain looked through: newest first, by who, what and when, and whose record it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from consult_app.domain.audit import Entry
from consult_app.domain.trail import Told, Wanted, Whose, read
from consult_app.storage.models import Base
from consult_app.storage.models.base import table_of
from consult_app.storage.models.chain import AuditEntry
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.patients import Patient
from consult_app.storage.tx import Tx

Subject = tuple[str, int | str]

_A = table_of(AuditEntry)
_P = table_of(Patient)
_C = table_of(Consultation)
_AT_ONCE = 500
"""Ids in one question: well below what any database takes."""


def entries(tx: Tx, wanted: Wanted, *, before: int | None = None) -> Iterator[Told]:
    """The wanted entries, the newest first; `before`: only those with a smaller number.

    There is no index on what a body says, because a column beside it would be outside the chain:
    a rare wish is looked for through all of them.
    """
    found = select(_A).order_by(_A.c.seq.desc()).where(*_likely(wanted))
    if before is not None:
        found = found.where(_A.c.seq < before)
    for row in tx.connection.execute(found):
        told = read(Entry(row.seq, row.previous, row.hash, row.body))
        if wanted.takes(told):
            yield told


def patients_of(tx: Tx, told: Iterable[Told]) -> dict[Subject, Whose]:
    """By kind and subject, the patient behind it; nothing where there is none, or none any more."""
    asked: dict[str, set[int]] = defaultdict(set)
    for one in told:
        if isinstance(one.subject, int):
            asked[one.kind].add(one.subject)
    return {
        (kind, row.id): Whose(row.record_number, f"{row.given_name} {row.family_name}".strip())
        for kind, ids in asked.items()
        for row in _owners(tx, kind, sorted(ids))
    }


def _likely(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What a wanted body has to contain: the database leaves out most of the others."""
    body = _A.c.body
    if wanted.actor is not None:
        yield body.startswith(f'{{"actor":{wanted.actor},', autoescape=True)
    if wanted.families:
        names = sorted(wanted.families)
        yield or_(*(body.contains(f'"event":"{name}.', autoescape=True) for name in names))
    if wanted.day is not None:  # moments are kept in UTC, the day is the clinic's
        yield or_(*(body.contains(f'"at":"{day}T') for day in _around(wanted.day)))


def _around(day: date) -> tuple[date, ...]:
    return tuple(day + timedelta(days=n) for n in (-1, 0, 1))


def _owners(tx: Tx, kind: str, ids: Sequence[int]) -> Iterator[Any]:
    """Rows of id, record number and names, for the rows of a table that belong to a patient."""
    question = _question(kind)
    if question is None:
        return
    key = question.selected_columns.id
    for start in range(0, len(ids), _AT_ONCE):
        yield from tx.connection.execute(question.where(key.in_(ids[start : start + _AT_ONCE])))


def _question(kind: str) -> Select[Any] | None:
    """How the rows of a table lead to a patient; None where they do not."""
    table = Base.metadata.tables.get(kind)
    names = (_P.c.record_number, _P.c.given_name, _P.c.family_name)
    if table is None or "id" not in table.c:
        return None
    if table is _P:
        return select(_P.c.id, *names)
    if "patient_id" in table.c:
        return select(table.c.id, *names).join(_P, _P.c.id == table.c.patient_id)
    if "consultation_id" in table.c:
        owned = select(table.c.id, *names).join(_C, _C.c.id == table.c.consultation_id)
        return owned.join(_P, _P.c.id == _C.c.patient_id)
    return None

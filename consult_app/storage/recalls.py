"""Recalls as rows: the lot, who received it, who was told how, and the letters that were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from consult_app.domain.consultation import State
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.recalls import (
    About,
    Contact,
    End,
    EndGround,
    NewContact,
    NewEnd,
    NewRecall,
    Recall,
    Received,
    Recipient,
    Way,
)
from consult_app.errors import Refused
from consult_app.storage import documents, merges, patients, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Treatment
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.documents import Document
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.models.recalls import Recall as RecallModel
from consult_app.storage.models.recalls import RecallContact, RecallEnd, RecallLetter
from consult_app.storage.tx import Tx

_R = table_of(RecallModel)
_C = table_of(RecallContact)
_END = table_of(RecallEnd)
_LETTER = table_of(RecallLetter)
_D = table_of(Document)
_T = table_of(Treatment)
_P = table_of(PatientModel)
_CONSULTATION = table_of(Consultation)


def insert(tx: Tx, new: NewRecall, *, by: int, at: datetime) -> Recall:
    """Record a recall of a lot that has none, or none that goes on."""
    return get(tx, rows.add(tx, RecallModel, asdict(new) | {"author_id": by, "at": at}))


def get(tx: Tx, recall_id: int) -> Recall:
    """One recall. Raises `Refused("recall.not-found")`."""
    row = tx.connection.execute(select(_R).where(_R.c.id == recall_id)).first()
    if row is None:
        raise Refused("recall.not-found")
    return _recall(row)


def of_lot(tx: Tx, lot_id: int) -> Recall | None:
    """The recall of a lot that goes on; None where it has none, or it has ended."""
    going = select(_R).where(_R.c.lot_id == lot_id, _R.c.id.not_in(select(_END.c.recall_id)))
    row = tx.connection.execute(going).first()
    return _recall(row) if row is not None else None


def end(tx: Tx, recall_id: int, new: NewEnd, *, by: int, at: datetime) -> End:
    """Record that a recall ended."""
    values = asdict(new) | {"ground": new.ground.value, "recall_id": recall_id}
    return End(
        rows.add(tx, RecallEnd, values | {"author_id": by, "at": at}), recall_id, new, by, at
    )


def end_of(tx: Tx, recall_id: int) -> End | None:
    """How a recall ended; None: it goes on."""
    row = tx.connection.execute(select(_END).where(_END.c.recall_id == recall_id)).first()
    if row is None:
        return None
    new = NewEnd(EndGround(row.ground), row.reason, row.said_by, row.day)
    return End(row.id, row.recall_id, new, row.author_id, row.at)


def every(tx: Tx) -> tuple[Recall, ...]:
    """All recalls, the newest first."""
    return tuple(_recall(row) for row in tx.connection.execute(select(_R).order_by(_R.c.id.desc())))


def add_contact(
    tx: Tx, recall_id: int, new: NewContact, about: About, *, by: int, at: datetime
) -> Contact:
    """Record that a patient was told of the recall or its end, or could not be."""
    values = asdict(new) | {"way": new.way.value, "recall_id": recall_id, "about": about.value}
    id_ = rows.add(tx, RecallContact, values | {"author_id": by, "at": at})
    return Contact(id_, recall_id, new, by, at, about)


def add_letter(tx: Tx, recall_id: int, document_id: int) -> None:
    """Say which recall a letter is about."""
    rows.add(tx, RecallLetter, {"recall_id": recall_id, "document_id": document_id})


def given(lot_id: int) -> Select[Any]:
    """The statement that finds each session in which a lot was given, with whose it was."""
    return (
        select(
            _T.c.id.label("treatment_id"),
            _T.c.consultation_id,
            _T.c.session,
            _T.c.at.label("given_at"),
            (_CONSULTATION.c.state == State.IN_ERROR.value).label("in_error"),
            _P,
        )
        .join(_CONSULTATION, _CONSULTATION.c.id == _T.c.consultation_id)
        .join(_P, _P.c.id == _T.c.patient_id)
        .where(_T.c.lot_id == lot_id)
        .order_by(_P.c.sort_name, _P.c.id, _T.c.id)
    )


def recipients(tx: Tx, recall: Recall) -> tuple[Recipient, ...]:
    """Everyone who received the recalled lot, by name; joined records are one person."""
    found: dict[int, list[Received]] = defaultdict(list)
    people: dict[int, Patient] = {}
    for row in tx.connection.execute(given(recall.record.lot_id)):
        one = Received(
            row.treatment_id, row.consultation_id, row.session, row.given_at, bool(row.in_error)
        )
        found[row.id].append(one)
        if row.id not in people:
            people[row.id] = patients.of_row(row)
    whole = merges.wholes(tx, found)
    received: dict[int, list[Received]] = defaultdict(list)
    for id_, sessions in found.items():
        received[whole.get(id_, id_)] += sessions
    for id_ in set(received) - set(people):
        people[id_] = patients.get(tx, id_)
    told, letters = _told(tx, recall, whole), _letters(tx, recall, Kind.RECALL, whole)
    ends = _letters(tx, recall, Kind.RECALL_END, whole)
    written, ended = _written(tx, recall, whole), end_of(tx, recall.id) is not None
    return tuple(
        Recipient(
            people[id_],
            tuple(sorted(sessions, key=lambda one: one.treatment_id)),
            tuple(told[id_]),
            tuple(letters[id_]),
            ended,
            id_ in written,
            tuple(ends[id_]),
        )
        for id_, sessions in received.items()
    )


def _told(tx: Tx, recall: Recall, whole: Mapping[int, int]) -> dict[int, list[Contact]]:
    told: dict[int, list[Contact]] = defaultdict(list)
    rows_ = select(_C).where(_C.c.recall_id == recall.id).order_by(_C.c.id.desc())
    for row in tx.connection.execute(rows_):
        told[whole.get(row.patient_id, row.patient_id)].append(_contact(row))
    return told


def _letters(tx: Tx, recall: Recall, kind: Kind, whole: Mapping[int, int]) -> dict[int, list[int]]:
    letters: dict[int, list[int]] = defaultdict(list)
    found = _every_letter(recall, kind).where(_D.c.state == DocumentState.FINAL.value)
    for row in tx.connection.execute(found.order_by(_D.c.id.desc())):
        letters[whole.get(row.patient_id, row.patient_id)].append(row.id)
    return letters


def _every_letter(recall: Recall, kind: Kind) -> Select[Any]:
    return (
        select(_D.c.id, _D.c.patient_id)
        .join(_LETTER, _LETTER.c.document_id == _D.c.id)
        .where(_LETTER.c.recall_id == recall.id, _D.c.kind == kind.value)
    )


def _written(tx: Tx, recall: Recall, whole: Mapping[int, int]) -> set[int]:
    """Whose letter was printed: void or not by now, it may have been sent."""
    printed = _every_letter(recall, Kind.RECALL).where(documents.was(documents.PRINTED))
    rows_ = tx.connection.execute(printed)
    return {whole.get(row.patient_id, row.patient_id) for row in rows_}


def _recall(row: Row[Any]) -> Recall:
    new = NewRecall(row.lot_id, row.reason, row.reference, row.day)
    return Recall(row.id, new, row.author_id, row.at)


def _contact(row: Row[Any]) -> Contact:
    new = NewContact(row.patient_id, Way(row.way), row.day, row.note)
    return Contact(row.id, row.recall_id, new, row.author_id, row.at, About(row.about))

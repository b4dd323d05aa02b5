"""Specialists' evaluations as rows: append-only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.consultation import State
from consult_app.domain.evaluation import Evaluation, NewEvaluation, Opinion
from consult_app.storage import merges, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.consultations import Evaluation as EvaluationModel
from consult_app.storage.tx import Tx

_T = table_of(EvaluationModel)
_C = table_of(Consultation)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Evaluation, ...]:
    """Every evaluation of a consultation, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(_evaluation(row) for row in tx.connection.execute(found))


def of_patient(tx: Tx, patient_id: int) -> tuple[Evaluation, ...]:
    """Every evaluation of a patient, oldest first; not what was entered for somebody else."""
    found = (
        select(_T)
        .join(_C, _C.c.id == _T.c.consultation_id)
        .where(
            _C.c.patient_id.in_(merges.members(tx, patient_id)),
            _C.c.state != State.IN_ERROR.value,
        )
        .order_by(_T.c.id)
    )
    return tuple(_evaluation(row) for row in tx.connection.execute(found))


def of_records(tx: Tx, patients: Collection[int]) -> tuple[tuple[int, Evaluation], ...]:
    """As `of_patient`, of many records at once: each with the record it stands in."""
    found = (
        select(_T, _C.c.patient_id)
        .join(_C, _C.c.id == _T.c.consultation_id)
        .where(_C.c.patient_id.in_(patients), _C.c.state != State.IN_ERROR.value)
        .order_by(_T.c.id)
    )
    return tuple((row.patient_id, _evaluation(row)) for row in tx.connection.execute(found))


def insert(
    tx: Tx, consultation_id: int, new: NewEvaluation, *, author_id: int, at: datetime
) -> Evaluation:
    """Record an evaluation."""
    values = asdict(new) | {
        "opinion": new.opinion.value,
        "consultation_id": consultation_id,
        "author_id": author_id,
        "at": at,
    }
    id_ = rows.add(tx, EvaluationModel, values)
    return Evaluation(id_, consultation_id, new, author_id, at)


def _evaluation(row: Row[Any]) -> Evaluation:
    record = NewEvaluation(
        row.condition,
        row.evaluator,
        row.specialty,
        row.day,
        Opinion(row.opinion),
        row.basis,
        row.until,
        row.note,
        row.own,
    )
    return Evaluation(row.id, row.consultation_id, record, row.author_id, row.at)

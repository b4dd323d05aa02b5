"""The day's list as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.consultation import State, Visit, VisitState
from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.storage import patients, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.patients import Visit as VisitModel
from consult_app.storage.tx import Tx

_T = table_of(VisitModel)
_C = table_of(Consultation)


def of_day(tx: Tx, day: date) -> tuple[tuple[Visit, Patient, State | None], ...]:
    """The visits of a day by time, those without one last; with how far the consultation is."""
    lines = (
        select(_T, _C.c.state.label("consultation_state"))
        .outerjoin(_C, _C.c.id == _T.c.consultation_id)
        .where(_T.c.day == day)
        .order_by(_T.c.time == "", _T.c.time, _T.c.id)
    )
    found = tx.connection.execute(lines).all()
    people = patients.several(tx, {row.patient_id for row in found})
    return tuple(
        (
            _visit(row),
            people[row.patient_id],
            State(row.consultation_state) if row.consultation_state else None,
        )
        for row in found
    )


def get(tx: Tx, visit_id: int) -> Visit:
    """One visit. Raises `Refused("visit.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == visit_id)).first()
    if row is None:
        raise Refused("visit.not-found")
    return _visit(row)


def coming(tx: Tx, patients: Collection[int], after: date) -> Visit | None:
    """The next day behind `after` on which one of these is expected; None: there is none."""
    later = (
        select(_T)
        .where(_T.c.patient_id.in_(patients), _T.c.day > after)
        .where(_T.c.state == VisitState.EXPECTED.value)
        .order_by(_T.c.day, _T.c.id)
        .limit(1)
    )
    row = tx.connection.execute(later).first()
    return _visit(row) if row is not None else None


def insert(tx: Tx, patient_id: int, day: date, time: str, note: str) -> Visit:
    """Put a patient on the list of a day."""
    values = {
        "patient_id": patient_id,
        "day": day,
        "time": time,
        "state": VisitState.EXPECTED.value,
        "note": note,
    }
    return get(tx, rows.add(tx, VisitModel, values))


def set_state(tx: Tx, visit_id: int, state: VisitState) -> Visit:
    """Say how far the visit is."""
    rows.change(tx, VisitModel, visit_id, {"state": state.value})
    return get(tx, visit_id)


def set_intake(tx: Tx, visit_id: int, at: datetime) -> None:
    """Say that a blank intake was printed for the visit."""
    rows.change(tx, VisitModel, visit_id, {"intake_at": at})


def set_consultation(tx: Tx, visit_id: int, consultation_id: int) -> Visit:
    """Say which consultation the visit belongs to."""
    rows.change(tx, VisitModel, visit_id, {"consultation_id": consultation_id})
    return get(tx, visit_id)


def _visit(row: Row[Any]) -> Visit:
    return Visit(
        row.id,
        row.patient_id,
        row.day,
        VisitState(row.state),
        row.time,
        row.note,
        row.consultation_id,
    )

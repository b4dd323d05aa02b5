"""Consultations as rows, with every state they were in and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from consult_app.domain.consultation import Consultation, State
from consult_app.errors import Refused
from consult_app.storage import merges, rows, visits
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation as ConsultationModel
from consult_app.storage.models.consultations import ConsultationEvent
from consult_app.storage.models.patients import Visit
from consult_app.storage.tx import Tx

_T = table_of(ConsultationModel)
_E = table_of(ConsultationEvent)
_V = table_of(Visit)
_FIRST_VISIT = select(func.min(_V.c.id)).where(_V.c.consultation_id == _T.c.id).scalar_subquery()
_ALL = select(_T, _FIRST_VISIT.label("visit_id"))


@dataclass(frozen=True, slots=True)
class StateEntered:
    """A state a consultation went into, and why."""

    state: State
    reason: str
    author_id: int
    at: datetime


def get(tx: Tx, consultation_id: int) -> Consultation:
    """One consultation. Raises `Refused("consultation.not-found")`."""
    found = _first(tx, _ALL.where(_T.c.id == consultation_id))
    if found is None:
        raise Refused("consultation.not-found")
    return found


def several(tx: Tx, ids: Collection[int]) -> tuple[Consultation, ...]:
    """These consultations, in the order in which they began."""
    found = _ALL.where(_T.c.id.in_(ids)).order_by(_T.c.id)
    return tuple(_consultation(row) for row in tx.connection.execute(found))


def state_of(tx: Tx, consultation_id: int) -> State:
    """Where it stands. Raises `Refused("consultation.not-found")`."""
    found = select(_T.c.state).where(_T.c.id == consultation_id)
    state = tx.connection.execute(found).scalar()
    if state is None:
        raise Refused("consultation.not-found")
    return State(state)


def draft_of(tx: Tx, patient_id: int) -> Consultation | None:
    """The patient's open draft, the newest if there are several."""
    mine = (_of(tx, patient_id), _T.c.state == State.DRAFT.value)
    return _first(tx, _ALL.where(*mine).order_by(_T.c.id.desc()))


def of_patient(tx: Tx, patient_id: int) -> tuple[Consultation, ...]:
    """A patient's consultations, the newest first."""
    mine = _ALL.where(_of(tx, patient_id)).order_by(_T.c.id.desc())
    return tuple(_consultation(row) for row in tx.connection.execute(mine))


def last_decided(tx: Tx, patient_id: int, *, before: int) -> Consultation | None:
    """The patient's last consultation with a decision that stands, older than id `before`."""
    decided = _T.c.state.in_((State.DECIDED.value, State.CLOSED.value))
    earlier = _ALL.where(_of(tx, patient_id), decided, _T.c.id < before)
    return _first(tx, earlier.order_by(_T.c.id.desc()))


def insert(
    tx: Tx,
    patient_id: int,
    *,
    physician_id: int,
    pack_hash: str,
    at: datetime,
    visit_id: int | None = None,
) -> Consultation:
    """Begin a draft; `visit_id` names the line of the day's list it belongs to."""
    values = {
        "patient_id": patient_id,
        "physician_id": physician_id,
        "state": State.DRAFT.value,
        "pack_hash": pack_hash,
        "started_at": at,
        "last_section": "",
        "revision": 1,
    }
    id_ = rows.add(tx, ConsultationModel, values)
    _enter(tx, id_, State.DRAFT, "", physician_id, at)
    if visit_id is not None:
        visits.set_consultation(tx, visit_id, id_)
    return get(tx, id_)


def set_place(tx: Tx, consultation_id: int, place: str) -> None:
    """Remember where the physician stood, for resuming."""
    rows.change(tx, ConsultationModel, consultation_id, {"last_section": place})


def set_state(
    tx: Tx, consultation_id: int, state: State, *, reason: str, by: int, at: datetime
) -> Consultation:
    """Enter a state; whether that is permitted the domain has said, and the database asks again."""
    revision = get(tx, consultation_id).revision
    values = {"state": state.value, "revision": revision + 1}
    rows.change(tx, ConsultationModel, consultation_id, values)
    _enter(tx, consultation_id, state, reason, by, at)
    return get(tx, consultation_id)


def states(tx: Tx, consultation_id: int) -> tuple[StateEntered, ...]:
    """Every state it went into, oldest first."""
    found = select(_E).where(_E.c.consultation_id == consultation_id).order_by(_E.c.id)
    return tuple(
        StateEntered(State(row.state), row.reason, row.author_id, row.at)
        for row in tx.connection.execute(found)
    )


def _of(tx: Tx, patient_id: int) -> ColumnElement[bool]:
    """Of this person, in whichever of their records it stands."""
    return _T.c.patient_id.in_(merges.members(tx, patient_id))


def _enter(tx: Tx, consultation_id: int, state: State, reason: str, by: int, at: datetime) -> None:
    event = {
        "consultation_id": consultation_id,
        "state": state.value,
        "reason": reason,
        "author_id": by,
        "at": at,
    }
    rows.add(tx, ConsultationEvent, event)


def _first(tx: Tx, statement: Select[Any]) -> Consultation | None:
    row = tx.connection.execute(statement.limit(1)).first()
    return _consultation(row) if row else None


def _consultation(row: Row[Any]) -> Consultation:
    return Consultation(
        row.id,
        row.patient_id,
        row.physician_id,
        State(row.state),
        row.pack_hash,
        row.started_at,
        row.visit_id,
        row.last_section,
        row.revision,
    )

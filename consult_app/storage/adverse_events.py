"""Adverse events as rows: each time they are told a version, the newest is what is known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from consult_app.domain.adverse_events import AdverseEvent, EventState, EventTold, Report
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.aftermath import AdverseEvent as EventModel
from consult_app.storage.models.aftermath import AdverseEventReport, AdverseEventVersion
from consult_app.storage.models.base import table_of
from consult_app.storage.tx import Tx

_E = table_of(EventModel)
_V = table_of(AdverseEventVersion)
_R = table_of(AdverseEventReport)


def insert(
    tx: Tx,
    told: EventTold,
    *,
    patient_id: int,
    consultation_id: int | None,
    treatment_id: int | None,
    follow_up_id: int | None,
    by: int,
    at: datetime,
) -> AdverseEvent:
    """Open an event with what is known of it."""
    values = {
        "patient_id": patient_id,
        "consultation_id": consultation_id,
        "treatment_id": treatment_id,
        "follow_up_id": follow_up_id,
        "state": EventState.OPEN.value,
        "opened_by": by,
        "opened_at": at,
    }
    id_ = rows.add(tx, EventModel, values)
    tell(tx, id_, told, by=by, at=at)
    return get(tx, id_)


def tell(tx: Tx, event_id: int, told: EventTold, *, by: int, at: datetime) -> None:
    """Add what is known now."""
    values = {"adverse_event_id": event_id, "told": codec.encode(told), "author_id": by, "at": at}
    rows.add(tx, AdverseEventVersion, values)


def report(tx: Tx, event_id: int, new: Report, *, by: int, at: datetime) -> None:
    """Add that it was reported."""
    values = {"adverse_event_id": event_id, "authority": new.authority, "day": new.day}
    rows.add(
        tx, AdverseEventReport, values | {"reference": new.reference, "author_id": by, "at": at}
    )


def move(tx: Tx, event_id: int, state: EventState) -> None:
    """Move it; whether it may the database asks again."""
    rows.change(tx, EventModel, event_id, {"state": state.value})


def get(tx: Tx, event_id: int) -> AdverseEvent:
    """One event. Raises `Refused("event.not-found")`."""
    row = tx.connection.execute(select(_E).where(_E.c.id == event_id)).first()
    if row is None:
        raise Refused("event.not-found")
    return _event(tx, row)


def of_patients(tx: Tx, patients: Collection[int]) -> tuple[AdverseEvent, ...]:
    """The events of these patients, the newest first."""
    found = select(_E).where(_E.c.patient_id.in_(patients)).order_by(_E.c.id.desc())
    return tuple(_event(tx, row) for row in tx.connection.execute(found).all())


def in_state(tx: Tx, state: EventState, limit: int) -> tuple[AdverseEvent, ...]:
    """Those that stand there, the oldest first."""
    found = select(_E).where(_E.c.state == state.value).order_by(_E.c.id).limit(limit)
    return tuple(_event(tx, row) for row in tx.connection.execute(found).all())


def count(tx: Tx, state: EventState) -> int:
    """How many stand there."""
    counted = select(func.count()).select_from(_E).where(_E.c.state == state.value)
    return tx.connection.execute(counted).scalar_one()


def versions(tx: Tx, event_id: int) -> tuple[tuple[EventTold, int, datetime], ...]:
    """What was known each time, who told it, when; oldest first."""
    found = select(_V).where(_V.c.adverse_event_id == event_id).order_by(_V.c.id)
    rows_ = tx.connection.execute(found)
    return tuple((codec.decode(EventTold, row.told), row.author_id, row.at) for row in rows_)


def _event(tx: Tx, row: Row[Any]) -> AdverseEvent:
    told = versions(tx, row.id)
    found = select(_R).where(_R.c.adverse_event_id == row.id).order_by(_R.c.id)
    reports = tuple(
        Report(one.authority, one.day, one.reference, one.author_id, one.at)
        for one in tx.connection.execute(found)
    )
    return AdverseEvent(
        row.id,
        row.patient_id,
        row.consultation_id,
        row.treatment_id,
        row.follow_up_id,
        EventState(row.state),
        told[-1][0],
        len(told),
        row.opened_by,
        row.opened_at,
        reports,
    )

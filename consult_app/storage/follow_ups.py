"""Follow-ups as rows: planned with a treatment, answered once, found by what they ask."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from consult_app.domain.consultation import State
from consult_app.domain.follow_ups import Answered, Contact, FollowUp, FollowUpState
from consult_app.domain.patients import Patient
from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.storage import rows
from consult_app.storage.models.aftermath import FollowUp as FollowUpModel
from consult_app.storage.models.aftermath import FollowUpAnswer, FollowUpEvent
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.patients import of_row
from consult_app.storage.tx import Tx

_F = table_of(FollowUpModel)
_A = table_of(FollowUpAnswer)
_E = table_of(FollowUpEvent)
_P = table_of(PatientModel)
_C = table_of(Consultation)
_PLANNED = _F.c.state == FollowUpState.PLANNED.value


def plan(tx: Tx, treatment: Treatment, days: Iterable[tuple[date, date]]) -> None:
    """Plan these days, each with the last one on which it is still the same follow-up."""
    for day, until in days:
        _add(tx, treatment, day, until, called=False)


def add_call(tx: Tx, treatment: Treatment, day: date) -> FollowUp:
    """One that nobody had planned: the patient came or called on this day."""
    return get(tx, _add(tx, treatment, day, day, called=True))


def _add(tx: Tx, treatment: Treatment, day: date, until: date, *, called: bool) -> int:
    values = {
        "treatment_id": treatment.id,
        "consultation_id": treatment.consultation_id,
        "patient_id": treatment.patient_id,
        "day": day,
        "until": until,
        "state": FollowUpState.PLANNED.value,
        "tries": 0,
        "called": called,
    }
    return rows.add(tx, FollowUpModel, values)


def get(tx: Tx, follow_up_id: int) -> FollowUp:
    """One follow-up. Raises `Refused("follow-up.not-found")`."""
    row = tx.connection.execute(select(_F).where(_F.c.id == follow_up_id)).first()
    if row is None:
        raise Refused("follow-up.not-found")
    return _follow_up(row)


def planned_of(tx: Tx, consultation_id: int) -> tuple[FollowUp, ...]:
    """Those of a consultation that are still to come or waited for."""
    found = select(_F).where(_PLANNED, _F.c.consultation_id == consultation_id)
    return tuple(_follow_up(row) for row in tx.connection.execute(found.order_by(_F.c.id)))


def of_patients(tx: Tx, patients: Collection[int]) -> tuple[FollowUp, ...]:
    """Every follow-up of these patients, by day; none of a consultation entered in error."""
    found = (
        select(_F)
        .join(_C, _C.c.id == _F.c.consultation_id)
        .where(_F.c.patient_id.in_(patients), _C.c.state != State.IN_ERROR.value)
        .order_by(_F.c.day, _F.c.id)
    )
    return tuple(_follow_up(row) for row in tx.connection.execute(found))


def asked_by(tx: Tx, day: date, limit: int) -> tuple[tuple[FollowUp, Patient], ...]:
    """Planned ones whose day has come, with whose they are, the longest waiting first."""
    joined = _due(select(_F.c.id, _F.c.patient_id), day).order_by(_F.c.day, _F.c.id).limit(limit)
    pairs = tx.connection.execute(joined).all()
    follow_ups = {f.id: f for f in _some(tx, [pair[0] for pair in pairs])}
    people = select(_P).where(_P.c.id.in_({pair[1] for pair in pairs}))
    patients = {row.id: of_row(row) for row in tx.connection.execute(people)}
    return tuple((follow_ups[id_], patients[whose]) for id_, whose in pairs)


def count_asked_by(tx: Tx, day: date) -> int:
    """How many are planned whose day has come."""
    counted = tx.connection.execute(_due(select(func.count()).select_from(_F), day))
    return int(counted.scalar_one())


def _due(wanted: Select[Any], day: date) -> Select[Any]:
    return wanted.where(_PLANNED, _F.c.day <= day)


def _some(tx: Tx, ids: Collection[int]) -> tuple[FollowUp, ...]:
    found = select(_F).where(_F.c.id.in_(ids))
    return tuple(_follow_up(row) for row in tx.connection.execute(found))


def move(tx: Tx, follow_up_id: int, state: FollowUpState) -> None:
    """Move it; whether it may the domain has said, the database asks again."""
    rows.change(tx, FollowUpModel, follow_up_id, {"state": state.value})


def try_again(tx: Tx, follow_up_id: int) -> None:
    """Count a try."""
    counted = update(_F).where(_F.c.id == follow_up_id).values(tries=_F.c.tries + 1)
    tx.connection.execute(counted)


def note(tx: Tx, follow_up_id: int, what: str, text: str, *, by: int, at: datetime) -> None:
    """Say what was tried or done."""
    values = {"follow_up_id": follow_up_id, "what": what, "note": text, "author_id": by, "at": at}
    rows.add(tx, FollowUpEvent, values)


def notes(tx: Tx, follow_up_id: int) -> tuple[tuple[str, str, int, datetime], ...]:
    """(what, words, who, when) of everything that was tried or done, oldest first."""
    found = select(_E).where(_E.c.follow_up_id == follow_up_id).order_by(_E.c.id)
    rows_ = tx.connection.execute(found)
    return tuple((row.what, row.note, row.author_id, row.at) for row in rows_)


def answer(tx: Tx, told: Answered) -> None:
    """Store what was answered; a second time the database refuses."""
    values = {
        "follow_up_id": told.follow_up_id,
        "pack_hash": told.pack_hash,
        "answers": json.dumps(told.answers, ensure_ascii=False),
        "pain": told.pain,
        "function": told.function,
        "satisfaction": told.satisfaction,
        "signs": json.dumps(told.signs),
        "unclear": json.dumps(told.unclear),
        "way": told.way.value,
        "author_id": told.author_id,
        "at": told.at,
    }
    rows.add(tx, FollowUpAnswer, values)


def answered(tx: Tx, follow_ups: Collection[int]) -> dict[int, Answered]:
    """Follow-up -> what was answered; those without an answer are left out."""
    found = select(_A).where(_A.c.follow_up_id.in_(follow_ups))
    return {row.follow_up_id: _answered(row) for row in tx.connection.execute(found)}


def _follow_up(row: Row[Any]) -> FollowUp:
    return FollowUp(
        row.id,
        row.treatment_id,
        row.consultation_id,
        row.patient_id,
        row.day,
        row.until,
        FollowUpState(row.state),
        row.tries,
        row.called,
    )


def _answered(row: Row[Any]) -> Answered:
    return Answered(
        row.follow_up_id,
        row.pack_hash,
        tuple((path, text) for path, text in json.loads(row.answers)),
        row.pain,
        row.function,
        row.satisfaction,
        tuple(json.loads(row.signs)),
        tuple(json.loads(row.unclear)),
        Contact(row.way),
        row.author_id,
        row.at,
    )

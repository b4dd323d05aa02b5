"""Deaths as rows: of every record of a person alike, and whose follow-ups they close."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from consult_app.domain.deaths import Death, NewDeath, TakenBack
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Treatment
from consult_app.storage.models.deaths import DeathInError, PatientDeath
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.tx import Tx

_T = table_of(PatientDeath)
_ERROR = table_of(DeathInError)
_P = table_of(PatientModel)
_TREATMENT = table_of(Treatment)


def insert(tx: Tx, patient_id: int, new: NewDeath, *, by: int, at: datetime) -> int:
    """Record that the person of this record has died; its id."""
    values = asdict(new) | {"patient_id": patient_id, "author_id": by, "at": at}
    id_ = rows.add(tx, PatientDeath, values)
    rows.change(tx, PatientModel, patient_id, {"died": new.day})
    return id_


def take_back(tx: Tx, death: Death, reason: str, *, by: int, at: datetime) -> None:
    """Say that it was recorded in error; it stays where it is."""
    values = {"patient_death_id": death.id, "reason": reason, "author_id": by, "at": at}
    rows.add(tx, DeathInError, values)
    rows.change(tx, PatientModel, death.patient_id, {"died": None})


def of(tx: Tx, patient_id: int) -> tuple[Death, ...]:
    """Every death recorded with one record, the newest first; those taken back as well."""
    found = _all().where(_T.c.patient_id == patient_id).order_by(_T.c.id.desc())
    return tuple(_death(row) for row in tx.connection.execute(found))


def standing(tx: Tx, patients: Collection[int]) -> dict[int, Death]:
    """Those of these patients of whom it holds that they have died."""
    found = _all().where(_T.c.patient_id.in_(patients), _ERROR.c.id.is_(None))
    return {row.patient_id: _death(row) for row in tx.connection.execute(found)}


def is_dead(patient_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that it holds of the patient whose id this is."""
    return patient_id.in_(select(_P.c.id).where(_P.c.died.is_not(None)))


def last_treated(tx: Tx, patients: Collection[int]) -> date | None:
    """The day of the last treatment of these records; None: there is none."""
    last = select(func.max(_TREATMENT.c.at)).where(_TREATMENT.c.patient_id.in_(patients))
    at: datetime | None = tx.connection.execute(last).scalar()
    return at.astimezone().date() if at is not None else None


def _all() -> Select[Any]:
    error = (_ERROR.c.reason.label("why"), _ERROR.c.author_id.label("who"), _ERROR.c.at.label("on"))
    joined = _T.outerjoin(_ERROR, _ERROR.c.patient_death_id == _T.c.id)
    return select(_T, *error).select_from(joined)


def _death(row: Row[Any]) -> Death:
    back = TakenBack(row.why, row.who, row.on) if row.why is not None else None
    return Death(
        row.id, row.patient_id, NewDeath(row.day, row.reported_by), row.author_id, row.at, back
    )

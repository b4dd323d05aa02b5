"""Treatments as rows: immutable."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.blocks import BodyMark
from consult_app.domain.treatment import NewTreatment, Treatment
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Treatment as TreatmentModel
from consult_app.storage.tx import Tx

_T = table_of(TreatmentModel)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Treatment, ...]:
    """The sessions of a consultation, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(_treatment(row) for row in tx.connection.execute(found))


def insert(
    tx: Tx,
    new: NewTreatment,
    *,
    consultation_id: int,
    patient_id: int,
    consent_id: int,
    product_id: int,
    sessions: int,
    author_id: int,
    at: datetime,
) -> Treatment:
    """Record a session; the database asks once more for a decided consultation and a consent."""
    owner = {
        "consultation_id": consultation_id,
        "patient_id": patient_id,
        "consent_id": consent_id,
        "product_id": product_id,
        "sessions": sessions,
    }
    told = {"author_id": author_id, "at": at, "site": codec.encode(new.site)}
    id_ = rows.add(tx, TreatmentModel, asdict(new) | owner | told)
    return Treatment(id=id_, record=new, author_id=author_id, at=at, **owner)


def _treatment(row: Row[Any]) -> Treatment:
    record = NewTreatment(
        lot_id=row.lot_id,
        session=row.session,
        dose=row.dose,
        site=codec.decode(BodyMark, row.site),
        site_words=row.site_words,
        route=row.route,
        sterile=row.sterile,
        supervisor_id=row.supervisor_id,
        unchanged=row.unchanged,
        reaction=row.reaction,
        reaction_observed=row.reaction_observed,
    )
    return Treatment(
        row.id,
        row.consultation_id,
        row.patient_id,
        row.consent_id,
        row.product_id,
        row.sessions,
        record,
        row.author_id,
        row.at,
    )

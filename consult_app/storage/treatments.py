"""Treatments as rows: immutable."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.blocks import BodyMark
from consult_app.domain.treatment import NewTreatment, Place, Treatment
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Treatment as TreatmentModel
from consult_app.storage.tx import Tx

_T = table_of(TreatmentModel)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Treatment, ...]:
    """The sessions of a consultation, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(_treatment(row) for row in tx.connection.execute(found))


def get(tx: Tx, treatment_id: int) -> Treatment:
    """One session. Raises `Refused("treatment.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == treatment_id)).first()
    if row is None:
        raise Refused("treatment.not-found")
    return _treatment(row)


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
    told = {"author_id": author_id, "at": at, "site": _sites(new), "site_words": new.where}
    kept = {name: value for name, value in asdict(new).items() if name != "further"}
    id_ = rows.add(tx, TreatmentModel, kept | owner | told)
    return Treatment(id=id_, record=new, author_id=author_id, at=at, **owner)


@dataclass(frozen=True, slots=True)
class _Several:
    """What the `site` of a row holds where more than one place was treated."""

    first: Place
    further: tuple[Place, ...]


_SEVERAL = '{"first":'
"""How such a text begins; one place is its mark alone, as it always was."""


def _sites(new: NewTreatment) -> str:
    if not new.further:
        return codec.encode(new.site)
    first, *further = new.places
    return codec.encode(_Several(first, tuple(further)))


def _treatment(row: Row[Any]) -> Treatment:
    if row.site.startswith(_SEVERAL):
        several = codec.decode(_Several, row.site)
    else:
        mark = codec.decode(BodyMark, row.site)
        several = _Several(Place(mark, row.site_words, row.route), ())
    record = NewTreatment(
        lot_id=row.lot_id,
        session=row.session,
        dose=row.dose,
        site=several.first.site,
        site_words=several.first.words,
        route=several.first.route,
        sterile=row.sterile,
        supervisor_id=row.supervisor_id,
        unchanged=row.unchanged,
        reaction=row.reaction,
        reaction_observed=row.reaction_observed,
        further=several.further,
        units=row.units,
        started_at=row.started_at,
        ended_at=row.ended_at,
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

"""Reads every treatment with what came after it, for counting; nobody's name is among it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from consult_app.domain.adverse_events import EventState, EventTold
from consult_app.domain.consultation import State
from consult_app.domain.follow_ups import FollowUp, FollowUpState
from consult_app.storage import codec
from consult_app.storage.models.aftermath import AdverseEvent, AdverseEventVersion, FollowUpAnswer
from consult_app.storage.models.aftermath import FollowUp as FollowUpModel
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import Lot, Product
from consult_app.storage.models.consents import Treatment
from consult_app.storage.models.consultations import Answer, Consultation
from consult_app.storage.tx import Tx

_T = table_of(Treatment)
_C = table_of(Consultation)
_L = table_of(Lot)
_P = table_of(Product)
_F = table_of(FollowUpModel)
_FA = table_of(FollowUpAnswer)
_E = table_of(AdverseEvent)
_V = table_of(AdverseEventVersion)
_A = table_of(Answer)


@dataclass(frozen=True, slots=True)
class Given:
    """One treatment: when, of what, and the texts its consultation was answered with."""

    id: int
    consultation_id: int
    at: datetime
    product: str
    lot: str
    pack_hash: str

    @property
    def day(self) -> date:
        """On the calendar of the clinic."""
        return self.at.astimezone().date()


def treatments(tx: Tx, patients: Sequence[int] | None = None) -> tuple[Given, ...]:
    """Every session but those of consultations entered in error, by time; of these patients."""
    found = (
        select(_T.c.id, _T.c.consultation_id, _T.c.at, _P.c.name, _L.c.number, _C.c.pack_hash)
        .join(_C, _C.c.id == _T.c.consultation_id)
        .join(_L, _L.c.id == _T.c.lot_id)
        .join(_P, _P.c.id == _T.c.product_id)
        .where(_C.c.state != State.IN_ERROR.value)
        .order_by(_T.c.at, _T.c.id)
    )
    if patients is not None:
        found = found.where(_T.c.patient_id.in_(patients))
    return tuple(Given(*row) for row in tx.connection.execute(found))


def follow_ups(tx: Tx) -> dict[int, list[tuple[FollowUp, int | None]]]:
    """Treatment -> its follow-ups by day, each with the pain answered while it was still this one;
    replaced ones are none."""
    found = (
        select(_F, _FA.c.pain, _FA.c.at)
        .outerjoin(_FA, _FA.c.follow_up_id == _F.c.id)
        .where(_F.c.state != FollowUpState.REPLACED.value)
        .order_by(_F.c.day, _F.c.id)
    )
    by_treatment: dict[int, list[tuple[FollowUp, int | None]]] = defaultdict(list)
    for row in tx.connection.execute(found):
        whose = (row.treatment_id, row.consultation_id, row.patient_id)
        state = FollowUpState(row.state)
        one = FollowUp(row.id, *whose, row.day, row.until, state, row.tries, row.called)
        in_time = row.at is not None and row.at.astimezone().date() <= row.until
        by_treatment[row.treatment_id].append((one, row.pain if in_time else None))
    return by_treatment


def events(tx: Tx) -> dict[int | None, list[bool | None]]:
    """Treatment -> of each event whether it is serious as last told; under None those that name
    no treatment. Events entered in error are none."""
    newest = select(func.max(_V.c.id)).group_by(_V.c.adverse_event_id)
    found = (
        select(_E.c.treatment_id, _V.c.told)
        .join(_V, _V.c.adverse_event_id == _E.c.id)
        .where(_E.c.state != EventState.ERROR.value, _V.c.id.in_(newest))
    )
    by_treatment: dict[int | None, list[bool | None]] = defaultdict(list)
    for row in tx.connection.execute(found):
        by_treatment[row.treatment_id].append(codec.decode(EventTold, row.told).serious)
    return by_treatment


def answers(tx: Tx, link_id: str) -> dict[int, list[str]]:
    """Consultation with a treatment -> what holds of the item, as JSON; unanswered is left out."""
    named = or_(*(_A.c.path.like(f"%{link_id}{end}") for end in ("", "[%]")))
    newest = (
        select(func.max(_A.c.id))
        .where(_A.c.consultation_id.in_(select(_T.c.consultation_id)), named)
        .group_by(_A.c.consultation_id, _A.c.path)
    )
    found = select(_A.c.consultation_id, _A.c.path, _A.c.value).where(_A.c.id.in_(newest))
    by_consultation: dict[int, list[str]] = defaultdict(list)
    for row in tx.connection.execute(found.order_by(_A.c.id)):
        last = row.path.rpartition("/")[2].partition("[")[0]
        if row.value is not None and last == link_id:
            by_consultation[row.consultation_id].append(row.value)
    return by_consultation

"""Adverse events: opened, told further each time more is known, reported, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from consult_app.domain import adverse_events as domain
from consult_app.domain.adverse_events import (
    EVENT_MOVES,
    AdverseEvent,
    EventState,
    EventTold,
    Report,
)
from consult_app.domain.audit import Event
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, Product
from consult_app.domain.texts import NOTE, bounded
from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.i18n import series
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import adverse_events as rows
from consult_app.storage import merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import products as product_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx

LIST_LIMIT = 500


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with whose it is and what it may come from: product and lot of its treatment."""

    event: AdverseEvent
    patient: Patient
    treatment: Treatment | None
    product: Product | None
    lot: Lot | None


@dataclass(frozen=True, slots=True)
class Telling:
    """What was known of an event at one moment, and the name of who told it."""

    told: EventTold
    by: str
    at: datetime


@needs(Capability.ASSESS)
def open_event(
    acting: Acting, patient_id: int, told: EventTold, treatment_id: int | None = None
) -> AdverseEvent:
    """Open an event of a patient, of one treatment where it is known.

    Raises `Refused`: the codes of `adverse_events.checked`, patient.not-found,
    treatment.not-found.
    """
    with acting.write() as tx:
        kept = patient_rows.get(tx, patient_id).id
        treatment = _treatment(tx, kept, treatment_id) if treatment_id is not None else None
        told = domain.checked(told, _day(treatment), acting.today())
        event = rows.insert(
            tx,
            told,
            patient_id=treatment.patient_id if treatment else kept,
            consultation_id=treatment.consultation_id if treatment else None,
            treatment_id=treatment_id,
            follow_up_id=None,
            by=acting.user.id,
            at=acting.now(),
        )
        acting.note(tx, Event.ADVERSE_EVENT_OPENED, "adverse_event", event.id)
    return event


@needs(Capability.ASSESS)
def tell(acting: Acting, event: AdverseEvent, told: EventTold) -> AdverseEvent:
    """Bring an open event up to date; what was told before stays readable.

    Raises `Refused`: the codes of `adverse_events.checked`, event.not-found,
    event.forbidden-move, event.changed-meanwhile.
    """
    with acting.write() as tx:
        now = rows.get(tx, event.id)
        if now.state is not EventState.OPEN:
            raise Refused("event.forbidden-move")
        if now.versions != event.versions:
            raise Refused("event.changed-meanwhile")
        treatment = _treatment(tx, now.patient_id, now.treatment_id)
        told = domain.checked(told, _day(treatment), acting.today())
        rows.tell(tx, event.id, told, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.ADVERSE_EVENT_TOLD, "adverse_event", event.id)
        return rows.get(tx, event.id)


@needs(Capability.ASSESS)
def report(acting: Acting, event_id: int, new: Report) -> AdverseEvent:
    """Record that it was reported. Raises event.authority-missing, event.report-in-future,
    event.not-found, text.too-long."""
    new = domain.checked_report(new, acting.today())
    with acting.write() as tx:
        rows.get(tx, event_id)
        rows.report(tx, event_id, new, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.ADVERSE_EVENT_REPORTED, "adverse_event", event_id)
        return rows.get(tx, event_id)


@needs(Capability.ASSESS)
def close(acting: Acting, event_id: int) -> AdverseEvent:
    """Its course is over. Raises event.incomplete, event.forbidden-move, event.not-found."""
    with acting.write() as tx:
        missing = domain.missing_to_close(rows.get(tx, event_id).told)
        if missing:
            raise Refused("event.incomplete", fields=series(missing))
        return _move(acting, tx, event_id, EventState.CLOSED, Event.ADVERSE_EVENT_CLOSED)


@needs(Capability.ASSESS)
def reopen(acting: Acting, event_id: int) -> AdverseEvent:
    """Its course goes on. Raises event.forbidden-move, event.not-found."""
    with acting.write() as tx:
        return _move(acting, tx, event_id, EventState.OPEN, Event.ADVERSE_EVENT_REOPENED)


@needs(Capability.ASSESS)
def enter_in_error(acting: Acting, event_id: int, reason: str) -> AdverseEvent:
    """It was none, or another patient's; it stays readable with the reason.

    Raises `Refused`: event.reason-missing, event.forbidden-move, event.not-found, text.too-long.
    """
    bounded(NOTE, reason)
    if not reason.strip():
        raise Refused("event.reason-missing")
    with acting.write() as tx:
        told = replace(rows.get(tx, event_id).told, action=reason)
        rows.tell(tx, event_id, told, by=acting.user.id, at=acting.now())
        return _move(acting, tx, event_id, EventState.ERROR, Event.ADVERSE_EVENT_IN_ERROR)


@needs(Capability.READ_ANSWERS)
def view(acting: Acting, event_id: int) -> EventView:
    """One event; that it was read is audited. Raises event.not-found."""
    with acting.write() as tx:
        found = view_in(tx, event_id)
        acting.note(tx, Event.PATIENT_VIEWED, "adverse_event", event_id)
    return found


def view_in(tx: Tx, event_id: int) -> EventView:
    """The same inside a transaction that is already open."""
    event = rows.get(tx, event_id)
    treatment = _treatment(tx, event.patient_id, event.treatment_id)
    lot = product_rows.lot(tx, treatment.record.lot_id) if treatment else None
    product = product_rows.get(tx, treatment.product_id) if treatment else None
    return EventView(event, patient_rows.get(tx, event.patient_id), treatment, product, lot)


@needs(Capability.READ_ANSWERS)
def history(acting: Acting, event_id: int) -> tuple[Telling, ...]:
    """What was known each time, by whom it was told, when; oldest first."""
    with acting.read() as tx:
        people = {user.id: user.display_name for user in user_rows.every(tx)}
        found = rows.versions(tx, event_id)
    return tuple(Telling(told, people.get(by, ""), at) for told, by, at in found)


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int) -> tuple[AdverseEvent, ...]:
    """The events of a patient, the newest first."""
    with acting.read() as tx:
        return rows.of_patients(tx, merges.members(tx, patient_id))


@needs(Capability.READ_ANSWERS)
def still_open(acting: Acting) -> tuple[tuple[AdverseEvent, Patient], ...]:
    """Open events with whose they are, the oldest first."""
    with acting.read() as tx:
        found = rows.in_state(tx, EventState.OPEN, LIST_LIMIT)
        return tuple((event, patient_rows.get(tx, event.patient_id)) for event in found)


def _move(acting: Acting, tx: Tx, event_id: int, target: EventState, event: Event) -> AdverseEvent:
    if (rows.get(tx, event_id).state, target) not in EVENT_MOVES:
        raise Refused("event.forbidden-move")
    rows.move(tx, event_id, target)
    acting.note(tx, event, "adverse_event", event_id)
    return rows.get(tx, event_id)


def _treatment(tx: Tx, patient_id: int, treatment_id: int | None) -> Treatment | None:
    """The treatment, which must be this patient's. Raises treatment.not-found."""
    if treatment_id is None:
        return None
    treatment = treatment_rows.get(tx, treatment_id)
    if treatment.patient_id not in merges.members(tx, patient_id):
        raise Refused("treatment.not-found")
    return treatment


def _day(treatment: Treatment | None) -> date | None:
    return treatment.at.astimezone().date() if treatment else None

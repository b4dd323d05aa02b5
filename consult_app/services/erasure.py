"""Erasing a patient's record: one person orders it, another confirms, and a tombstone stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain import erasure as rules
from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.erasure import Erasure, ErasureState, Order, Standing
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability, User
from consult_app.domain.retention import Retention, retention
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import cleaning, erasing, erasures, merges, ownership
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx

_TREATED = ("decision", "document", "treatment", "consent_signature")
"""Tables with a row once something was decided or signed."""


@dataclass(frozen=True, slots=True)
class Review:
    """What whoever decides has to know.

    `rows`: how many of each table would go; `ordered`: the order that waits for a second person;
    `copies`: backups and kept copies beside the records that still hold the record.
    """

    patient: Patient
    standing: Standing
    retention: Retention
    rows: Mapping[str, int]
    ordered: Erasure | None
    copies: int


@dataclass(frozen=True, slots=True)
class Erased:
    """The tombstones; `trouble`: why traces may lie in the file until it is opened again."""

    tombstones: tuple[Erasure, ...]
    trouble: Refused | None = None


@needs(Capability.ERASE_PATIENTS)
def review(acting: Acting, patient_id: int) -> Review:
    """What would go, since when it need not be kept, and whether it was ordered already."""
    with acting.read() as tx:
        return _review(acting, tx, patient_id)


@needs(Capability.ERASE_PATIENTS)
def order(acting: Acting, patient_id: int, wanted: Order) -> Review:
    """Order the erasure; nothing goes until a second person confirms it.

    Raises `Refused`: role.not-permitted, patient.not-found, erasure.ordered-already, and as
    `domain.erasure.checked`.
    """
    with acting.write() as tx:
        before = _review(acting, tx, patient_id)
        if before.ordered is not None:
            raise Refused("erasure.ordered-already")
        standing = before.standing
        good = rules.checked(wanted, standing, acting.today())
        for member in merges.members(tx, patient_id):
            new = Erasure(
                id=0,
                patient_id=member,
                record_number=patient_rows.apart(tx, member).record_number,
                order=good,
                last_entry=standing.last_entry,
                kept_until=standing.kept_until,
                ordered_by=acting.user.id,
                ordered_name=acting.user.display_name,
                ordered_at=acting.now(),
            )
            made = erasures.insert(tx, new)
            acting.note(
                tx,
                Event.ERASURE_ORDERED,
                "erasure",
                made.id,
                patient=member,
                ground=good.ground.value,
            )
        return _review(acting, tx, patient_id)


@needs(Capability.ERASE_PATIENTS)
def withdraw(acting: Acting, patient_id: int) -> Review:
    """Take an order back. Raises `Refused`: role.not-permitted, erasure.not-ordered."""
    with acting.write() as tx:
        for one in _ordered(tx, patient_id):
            erasures.put(tx, _closed(acting, one, ErasureState.WITHDRAWN))
            acting.note(tx, Event.ERASURE_WITHDRAWN, "erasure", one.id, patient=one.patient_id)
        return _review(acting, tx, patient_id)


@needs(Capability.ERASE_PATIENTS)
def confirm(acting: Acting, patient_id: int) -> Erased:
    """Erase, for good: a second person agrees to an order that still holds.

    Copies the whole file at its end, so call it in a worker. Raises `Refused`, with nothing erased:
    role.not-permitted, erasure.not-ordered, and as `domain.erasure.require_second` and `checked`.
    """
    with acting.store.erase() as tx:
        orders = _ordered(tx, patient_id)
        standing = _standing(tx, patient_id, retention(settings_rows.get(tx)))
        rules.checked(orders[0].order, standing, acting.today())
        rules.require_second(orders[0], acting.user, _user(tx, orders[0].ordered_by))
        gone = []
        for one in orders:
            tombstone = erasing.erase(tx, _closed(acting, one, ErasureState.DONE))
            acting.note(
                tx,
                Event.ERASURE_DONE,
                "erasure",
                tombstone.id,
                patient=tombstone.patient_id,
                sha256=erasures.seal(tombstone),
            )
            gone.append(tombstone)
    try:
        acting.store.finish_erasures()
    except Refused as refused:  # the record is gone; what is left of it goes at the next opening
        return Erased(tuple(gone), refused)
    return Erased(tuple(gone))


@needs(Capability.READ_AUDIT)
def every(acting: Acting) -> tuple[Erasure, ...]:
    """Every order and every tombstone, the newest first."""
    with acting.read() as tx:
        return erasures.every(tx)


def _review(acting: Acting, tx: Tx, patient_id: int) -> Review:
    patient = patient_rows.get(tx, patient_id)
    members = merges.members(tx, patient_id)
    holds = retention(settings_rows.get(tx))
    orders = erasures.ordered(tx, members)
    return Review(
        patient,
        _standing(tx, patient_id, holds),
        holds,
        ownership.counted(tx, members),
        orders[0] if orders else None,
        cleaning.copies(acting.store.folder),
    )


def _standing(tx: Tx, patient_id: int, holds: Retention) -> Standing:
    members = merges.members(tx, patient_id)
    last = ownership.last_entry(tx, members).astimezone().date()
    counts = ownership.counted(tx, members)
    held = consultation_rows.of_patient(tx, patient_id)
    return Standing(
        last,
        rules.kept_until(last, holds.years) if holds.years else None,
        any(counts.get(table) for table in _TREATED),
        sum(one.state is State.DRAFT for one in held),
    )


def _ordered(tx: Tx, patient_id: int) -> tuple[Erasure, ...]:
    orders = erasures.ordered(tx, merges.members(tx, patient_id))
    if not orders:
        raise Refused("erasure.not-ordered")
    return orders


def _closed(acting: Acting, one: Erasure, state: ErasureState) -> Erasure:
    by, name = acting.user.id, acting.user.display_name
    return erasures.close(one, state, by=by, name=name, at=acting.now())


def _user(tx: Tx, user_id: int) -> User | None:
    return next((user for user in user_rows.every(tx) if user.id == user_id), None)

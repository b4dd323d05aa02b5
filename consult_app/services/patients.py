"""Registering, correcting and finding patients."""

from __future__ import annotations

from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.patients import NewPatient, Patient, checked, likely_same
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage.store import Tx

RESULT_LIMIT = 50


@needs(Capability.FIND_PATIENTS)
def search(acting: Acting, text: str, limit: int = RESULT_LIMIT) -> tuple[Patient, ...]:
    """Patients whose names have words that begin like those of `text`, or whose number is `text`.

    An empty text gives the first by name.
    """
    with acting.read() as tx:
        return patient_rows.search(tx, text, limit)


@needs(Capability.FIND_PATIENTS)
def get(acting: Acting, patient_id: int) -> Patient:
    """One patient; reading a record is an event too. Raises patient.not-found."""
    with acting.write() as tx:
        patient = patient_rows.get(tx, patient_id)
        acting.note(tx, Event.PATIENT_VIEWED, "patient", patient_id)
    return patient


@needs(Capability.FIND_PATIENTS)
def again(acting: Acting, patient: Patient) -> Patient:
    """One whose record is open already, as it is on the disk now: not a further reading."""
    with acting.read() as tx:
        return patient_rows.get(tx, patient.id)


@needs(Capability.FIND_PATIENTS)
def likely_duplicates(acting: Acting, new: NewPatient) -> tuple[Patient, ...]:
    """Registered patients who may be the same person as `new`."""
    new = checked(new, acting.today())
    with acting.read() as tx:
        return tuple(p for p in patient_rows.near(tx, new) if likely_same(new, p))


@needs(Capability.REGISTER_PATIENTS)
def register(acting: Acting, new: NewPatient) -> Patient:
    """Register `new` under the next record number. Raises `Refused` for a name or date."""
    new = checked(new, acting.today())
    with acting.write() as tx:
        patient = patient_rows.insert(tx, new, at=acting.now(), by=acting.user.id)
        acting.note(tx, Event.PATIENT_REGISTERED, "patient", patient.id)
    return patient


@needs(Capability.REGISTER_PATIENTS)
def correct(acting: Acting, patient: Patient, new: NewPatient) -> Patient:
    """Correct what was registered.

    Raises `Refused`: the codes of `register`, patient.changed-meanwhile,
    patient.born-after-consultation.
    """
    new = checked(new, acting.today())
    with acting.write() as tx:
        require_born_before(tx, patient.id, new.birth_date)
        corrected = patient_rows.update(tx, patient, new, at=acting.now(), by=acting.user.id)
        acting.note(tx, Event.PATIENT_CORRECTED, "patient", patient.id)
    return corrected


def require_born_before(tx: Tx, patient_id: int, born: date) -> None:
    """Raise `Refused("patient.born-after-consultation")` where a consultation is older."""
    held = consultation_rows.of_patient(tx, patient_id)
    days = [c.started_at.astimezone().date() for c in held if c.state is not State.IN_ERROR]
    if any(day < born for day in days):
        raise Refused("patient.born-after-consultation")

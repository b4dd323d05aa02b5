"""Made-up people and records for the storage tests, entered through storage's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from consult_app.domain.consent import (
    Consent,
    ConsentMove,
    ConsentState,
    Conversation,
    Scope,
)
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Label, Lot, Product
from consult_app.storage import (
    consents,
    consultations,
    engine,
    files,
    keyfile,
    packs,
    patients,
    products,
    users,
)
from consult_app.storage.store import Tx

NOW = datetime(2026, 3, 9, 10, 42, 7, tzinfo=UTC)
PACK = "p" * 64
ELIF = NewPatient("Demir", "Elif", date(1979, 3, 12), Sex.FEMALE, "en", "555 0101")
KAYA = User(0, "Ayla Kaya", "Dr", frozenset({Role.PHYSICIAN}), "orthopaedics", "L-1")


@dataclass(frozen=True, slots=True)
class Clinic:
    """What most tests need: a physician, a patient, a draft."""

    physician: User
    patient: Patient
    consultation: Consultation


def clinic(tx: Tx) -> Clinic:
    physician = users.insert(tx, KAYA)
    patient = patients.insert(tx, ELIF, at=NOW, by=physician.id)
    packs.insert(tx, PACK, {"pack.yaml": "id: demo\n"}, at=NOW)
    draft = consultations.insert(tx, patient.id, physician_id=physician.id, pack_hash=PACK, at=NOW)
    return Clinic(physician, patient, draft)


def product_with_lot(tx: Tx) -> tuple[Product, Lot]:
    product = products.insert(
        tx,
        Product(
            0,
            "Vesiclear",
            "Made-up Ltd",
            BiologicalSource.STEM_CELLS,
            ("trehalose",),
            Label(("ia",)),
        ),
    )
    return product, products.insert_lot(tx, product.id, "A-17", date(2027, 1, 31))


def decide(tx: Tx, made: Clinic) -> None:
    consultations.set_state(
        tx, made.consultation.id, State.DECIDED, reason="", by=made.physician.id, at=NOW
    )


def consent_preparing(tx: Tx, made: Clinic, product_id: int) -> Consent:
    return consents.insert(
        tx,
        Consent(
            id=0,
            consultation_id=made.consultation.id,
            patient_id=made.patient.id,
            state=ConsentState.PREPARING,
            template="consent 1 en",
            language="en",
            scope=Scope(("knee, left",), product_id, 3),
            conversation=Conversation(),
        ),
    )


MOVES_TO_GIVEN = (
    (ConsentMove.INFORM, ConsentState.INFORMED),
    (ConsentMove.REFLECT, ConsentState.REFLECTING),
    (ConsentMove.OPEN, ConsentState.OPEN),
    (ConsentMove.PATIENT_SIGNS, ConsentState.PATIENT_SIGNED),
    (ConsentMove.PHYSICIAN_SIGNS, ConsentState.GIVEN),
)


def moved(tx: Tx, consent: Consent, until: ConsentState, by: int) -> Consent:
    """The consent after the plain way from where it stands to `until`."""
    order = [ConsentState.PREPARING, *(target for _step, target in MOVES_TO_GIVEN)]
    for step, target in MOVES_TO_GIVEN[order.index(consent.state) :]:
        if consent.state is until:
            break
        consent = consents.set_state(tx, consent, target, step, reason="", by=by, at=NOW)
        if target is ConsentState.INFORMED:
            consent = consents.set_informed(
                tx, consent, at=NOW, by=by, earliest=NOW + timedelta(hours=24)
            )
    return consent


def raw(folder: Path) -> Any:
    """A connection of the bare driver to the records in `folder`."""
    key = keyfile.load(folder)
    assert key is not None
    return engine.connect(folder / files.DATABASE, key)

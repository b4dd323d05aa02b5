"""Made-up people and records for the storage tests, entered through storage's own functions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from consult_app.domain.audit import Event
from consult_app.domain.consent import (
    Consent,
    ConsentMove,
    ConsentState,
    Identifier,
    Identity,
    Scope,
    Signature,
)
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.conversation import Conversation, Noted, Reply
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Label, Lot, Product
from consult_app.storage import (
    audit,
    consents,
    consultations,
    documents,
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


SIGNED = Signature("patient", "Elif Demir", "consent.patient", NOW, ())
MOVES_TO_GIVEN = (
    (ConsentMove.INFORM, ConsentState.INFORMED),
    (ConsentMove.REFLECT, ConsentState.REFLECTING),
    (ConsentMove.OPEN, ConsentState.OPEN),
    (ConsentMove.PATIENT_SIGNS, ConsentState.PATIENT_SIGNED),
    (ConsentMove.PHYSICIAN_SIGNS, ConsentState.GIVEN),
)


PDF = b"%PDF-1.7 made up"


VALID_UNTIL = date(2026, 9, 5)


def moved(
    tx: Tx, consent: Consent, until: ConsentState, by: int, valid_until: date = VALID_UNTIL
) -> Consent:
    """The consent after the plain way from where it stands to `until`, with what that needs."""
    order = [ConsentState.PREPARING, *(target for _step, target in MOVES_TO_GIVEN)]
    for step, target in MOVES_TO_GIVEN[order.index(consent.state) :]:
        if consent.state is until:
            break
        consent = _with_what_it_needs(tx, consent, target, by, valid_until)
        consent = consents.set_state(tx, consent, target, step, reason="", by=by, at=NOW)
        if target is ConsentState.INFORMED:
            consent = consents.set_informed(
                tx, consent, at=NOW, by=by, earliest=NOW, sheet_id=_sheet(tx, consent, by, "I").id
            )
    return consent


def _with_what_it_needs(
    tx: Tx, consent: Consent, target: ConsentState, by: int, valid_until: date
) -> Consent:
    if target is ConsentState.PATIENT_SIGNED:
        said = replace(consent.conversation, replies=(("s1", Reply.YES),))
        consents.put_conversation(tx, consent, said, by=by, at=NOW)
        return consents.add_signature(tx, consent, SIGNED)
    if target is ConsentState.GIVEN:
        consent = consents.add_signature(tx, consent, replace(SIGNED, role="physician"))
        return consents.finish(
            tx,
            consent,
            document_id=_sheet(tx, consent, by, "C").id,
            valid_until=valid_until,
            identity=Identity((Identifier.NAME, Identifier.BIRTH_DATE), Noted(by, NOW)),
        )
    return consent


def _sheet(tx: Tx, consent: Consent, by: int, kind: str) -> DocumentRecord:
    record = documents.insert(
        tx,
        DocumentRecord(
            id=0,
            number=f"D-2026-{kind}{consent.id}",
            patient_id=consent.patient_id,
            consultation_id=consent.consultation_id,
            kind=Kind.CONSENT if kind == "C" else Kind.INFORMATION,
            title="Made up",
            state=DocumentState.FINAL,
            audience="desk",
            language="en",
            template=f"{kind} 1.0 en",
            sha256=hashlib.sha256(PDF).hexdigest(),
            pages=1,
            made_at=NOW,
            made_by=by,
        ),
        PDF,
    )
    made, details = Event.DOCUMENT_MADE, {"sha256": record.sha256}
    audit.append(tx, made, actor=by, subject_kind="document", subject_id=record.id, details=details)
    return record


def raw(folder: Path) -> Any:
    """A connection of the bare driver to the records in `folder`."""
    key = keyfile.load(folder)
    assert key is not None
    return engine.connect(folder / files.DATABASE, key)

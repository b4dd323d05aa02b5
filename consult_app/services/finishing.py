"""After the patient's signature: the finished document, shown to the patient, and confirmed.

The document with the patient's signature is drawn, sealed and kept once. The one with both
signatures takes its place later; what the patient confirmed stays, with its hash.
"""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.audit import Event
from consult_app.domain.consent import Consent, ConsentState
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.finished import Certificate
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import documents
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patient_view as rows
from consult_app.storage import seals as seal_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Finished:
    """The document as the patient sees it: its record, its very bytes, and the confirmation."""

    record: DocumentRecord
    pdf: bytes
    certificate: Certificate | None = None


@needs(Capability.TAKE_CONSENT)
def place(acting: Acting, consent_id: int) -> str:
    """The page of the patient's view that was open last; empty where none was."""
    with acting.read() as tx:
        return rows.place(tx, consent_id)


@needs(Capability.TAKE_CONSENT)
def turn_to(acting: Acting, consent_id: int, place: str) -> None:
    """The patient's view is at this page now: after an interruption it goes on there.

    Raises `Refused("consent.not-found")`.
    """
    with acting.write() as tx:
        consent_rows.get(tx, consent_id)
        rows.put_place(tx, consent_id, place, by=acting.user.id, at=acting.now())


@needs(Capability.TAKE_CONSENT)
def finished(acting: Acting, consent_id: int) -> Finished:
    """The document with the patient's signature; drawn where it is not there yet.

    Raises `Refused`: consent.not-found, consent.not-signed, and what `documents.draw` raises.
    """
    with acting.read() as tx:
        consent = _signed(tx, consent_id)
        there = rows.unfinished(tx, consent)
        if there is not None:
            return _shown(tx, consent, there)
    drawn = documents.draw(acting, consent.consultation_id, Kind.CONSENT, consent=consent)
    with acting.write() as tx:
        consent = _signed(tx, consent_id)
        record = rows.unfinished(tx, consent)
        if record is None:
            record = documents.keep(acting, tx, drawn, DocumentState.AWAITING_SIGNATURE)
            _bind(acting, tx, consent, record)
        return _shown(tx, consent, record)


@needs(Capability.TAKE_CONSENT)
def certify(acting: Acting, consent_id: int, sha256: str) -> Certificate:
    """The patient confirms that the document with this hash is what they signed.

    Raises `Refused`: consent.not-found, consent.not-signed, consent.finished-changed (it is not
    the document that is kept), store.altered. Confirmed twice is confirmed once.
    """
    with acting.write() as tx:
        consent = _signed(tx, consent_id)
        record = rows.unfinished(tx, consent)
        if record is None or record.sha256 != sha256:
            raise Refused("consent.finished-changed")
        document_rows.content(tx, record.id)  # the bytes are still those of the hash
        known = rows.confirmed(tx, consent)
        if known is not None:
            return known
        strokes = seal_rows.strokes_sha256(rows.patient_signature(consent))
        by, at = acting.user.id, acting.now()
        certificate = Certificate(consent.id, record.id, sha256, strokes, by, at)
        rows.put_certificate(tx, certificate)
        acting.note(
            tx, Event.CONSENT_CERTIFIED, "consent", consent.id, document=record.id, sha256=sha256
        )
    return certificate


@needs(Capability.TAKE_CONSENT)
def confirmed(acting: Acting, consent_id: int) -> Certificate | None:
    """What the patient confirmed last of this consent; None where they have not yet."""
    with acting.read() as tx:
        held = rows.certificates(tx, consent_id)
    return held[-1] if held else None


def _signed(tx: Tx, consent_id: int) -> Consent:
    consent = consent_rows.get(tx, consent_id)
    if consent.state is not ConsentState.PATIENT_SIGNED or not consent.signatures:
        raise Refused("consent.not-signed")
    return consent


def _shown(tx: Tx, consent: Consent, record: DocumentRecord) -> Finished:
    pdf = document_rows.content(tx, record.id)
    return Finished(record, pdf, rows.confirmed(tx, consent))


def _bind(acting: Acting, tx: Tx, consent: Consent, record: DocumentRecord) -> None:
    """Tie the drawn lines to the document that shows them, by both hashes, in the audit chain."""
    seal = seal_rows.of_document(tx, record.id)
    acting.note(
        tx,
        Event.DOCUMENT_SIGNED,
        "document",
        record.id,
        strokes=seal_rows.strokes_sha256(rows.patient_signature(consent)),
        unsigned=seal.unsigned_sha256 if seal else record.sha256,
    )

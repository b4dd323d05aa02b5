"""Rows of the patient's own view: the pages they came by, and the documents they confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from consult_app.domain.consent import Consent, Signature
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.finished import Certificate
from consult_app.storage import documents, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.patient_view import ConsentCertificate, ConsentPlace
from consult_app.storage.tx import Tx

_P = table_of(ConsentPlace)
_C = table_of(ConsentCertificate)


def put_place(tx: Tx, consent_id: int, place: str, *, by: int, at: datetime) -> None:
    """This page of the view is open now."""
    values = {"consent_id": consent_id, "place": place, "author_id": by, "at": at}
    rows.add(tx, ConsentPlace, values)


def place(tx: Tx, consent_id: int) -> str:
    """The page that was opened last; empty where none was."""
    found = select(_P.c.place).where(_P.c.consent_id == consent_id).order_by(_P.c.id.desc())
    return tx.connection.execute(found.limit(1)).scalar() or ""


def put_certificate(tx: Tx, certificate: Certificate) -> None:
    """Keep what the patient confirmed."""
    values = {
        "consent_id": certificate.consent_id,
        "document_id": certificate.document_id,
        "sha256": certificate.sha256,
        "strokes_sha256": certificate.strokes_sha256,
        "author_id": certificate.author_id,
        "at": certificate.at,
    }
    rows.add(tx, ConsentCertificate, values)


def certificates(tx: Tx, consent_id: int) -> tuple[Certificate, ...]:
    """What was confirmed of a consent, oldest first."""
    found = select(_C).where(_C.c.consent_id == consent_id).order_by(_C.c.id)
    return tuple(
        Certificate(
            row.consent_id,
            row.document_id,
            row.sha256,
            row.strokes_sha256,
            row.author_id,
            row.at,
        )
        for row in tx.connection.execute(found)
    )


def patient_signature(consent: Consent) -> Signature:
    """That of whoever consents, the newest. Raises ValueError where nobody has signed."""
    mine = [s for s in consent.signatures if s.role != "physician"]
    if not mine:
        raise ValueError("nobody has signed this consent")
    return mine[-1]


def unfinished(tx: Tx, consent: Consent) -> DocumentRecord | None:
    """The document with the patient's signature alone; None where none is kept, or no longer."""
    if not consent.signatures:
        return None
    since = patient_signature(consent).at
    return next(
        (
            record
            for record in documents.of_consultation(tx, consent.consultation_id)
            if record.kind is Kind.CONSENT
            and record.state is DocumentState.AWAITING_SIGNATURE
            and record.made_at >= since
        ),
        None,
    )


def confirmed(tx: Tx, consent: Consent) -> Certificate | None:
    """What the patient confirmed of the document that waits for the physician; None: not yet."""
    record = unfinished(tx, consent)
    held = certificates(tx, consent.id) if record is not None else ()
    return next((one for one in held if record and one.document_id == record.id), None)

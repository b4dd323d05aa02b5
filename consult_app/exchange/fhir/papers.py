"""Papers: DocumentReference with the very bytes that were stored and sealed."""

from __future__ import annotations

import base64
import hashlib

from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.exchange.fhir.basics import LOINC, JsonObject, Names, concept, filled, moment

_STATUS = {
    DocumentState.AWAITING_SIGNATURE: ("current", "preliminary"),
    DocumentState.FINAL: ("current", "final"),
    DocumentState.SUPERSEDED: ("superseded", "final"),
    DocumentState.VOID: ("entered-in-error", "entered-in-error"),
}
"""Our state -> R4's status of the reference and of the document."""

_LOINC = {
    "consent": ("59284-0", "Consent Document"),
    "information": ("69730-0", "Instructions"),
    "aftercare": ("69730-0", "Instructions"),
    "summary": ("34117-2", "History and physical note"),
    "referral": ("57133-1", "Referral note"),
}
"""Kind -> LOINC document code, where one fits."""


def document_reference(names: Names, paper: DocumentRecord, content: bytes) -> JsonObject:
    """A paper. R4 asks for the SHA-1 of the data; the SHA-256 that the audit knows is beside it."""
    status, of_document = _STATUS[paper.state]
    code, display = _LOINC.get(paper.kind.value, ("", ""))
    sha1 = hashlib.sha1(content, usedforsecurity=False).digest()
    attachment = {
        "contentType": "application/pdf",
        "language": paper.language,
        "data": base64.b64encode(content).decode(),
        "size": len(content),
        "hash": base64.b64encode(sha1).decode(),
        "title": f"{paper.title} {paper.number}",
        "creation": moment(paper.made_at),
    }
    return filled(
        resourceType="DocumentReference",
        masterIdentifier={"system": names.of("document-numbers", ""), "value": paper.number},
        identifier=[{"system": names.of("sha-256", ""), "value": paper.sha256}],
        status=status,
        docStatus=of_document,
        type=concept(paper.title, code, LOINC, display),
        subject=names.reference("Patient", paper.patient_id),
        date=moment(paper.made_at),
        author=[names.reference("Practitioner", paper.made_by)],
        custodian=names.reference("Organization", "clinic"),
        content=[{"attachment": attachment}],
    )

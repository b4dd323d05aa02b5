"""The clinic's certificates, and what a seal and the drawn signatures under it are bound to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """Where a certificate comes from."""

    MADE = "made"
    """by this program, in the clinic's own name"""
    IMPORTED = "imported"
    """issued to the clinic by somebody else"""


@dataclass(frozen=True, slots=True)
class ClinicCertificate:
    """A certificate the clinic seals with, or has sealed with; its key is not in here.

    `fingerprint`: SHA-256 of `certificate` as hex; `certificate` and `chain` are DER;
    `current`: new documents are sealed with it.
    """

    id: int
    fingerprint: str
    holder: str
    not_before: datetime
    not_after: datetime
    origin: Origin
    certificate: bytes
    chain: tuple[bytes, ...]
    at: datetime
    author_id: int
    current: bool = False

    def holds(self, moment: datetime) -> bool:
        """Whether it may be used at that moment."""
        return self.not_before <= moment <= self.not_after


@dataclass(frozen=True, slots=True)
class DocumentSeal:
    """What was sealed with which certificate: hash and length of the document before its seal."""

    document_id: int
    certificate_id: int
    unsigned_sha256: str
    unsigned_size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Binding:
    """A drawn signature tied to the document that shows it, by the hashes of both."""

    signature_id: int
    strokes_sha256: str
    unsigned_sha256: str

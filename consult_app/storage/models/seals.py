"""Tables of seals: the clinic's certificates and the key of the current one, and what is sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class SealCertificate(Base):
    """A certificate of the clinic, public; `chain` is a JSON list of DER in hexadecimal."""

    __tablename__ = "seal_certificate"
    __table_args__ = (UniqueConstraint("fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    holder: Mapped[str]
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    origin: Mapped[str]
    certificate: Mapped[bytes]
    chain: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class SealKey(Base):
    """The private key of the current certificate, wrapped; the one before it is destroyed."""

    __tablename__ = "seal_key"

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("seal_certificate.id"), primary_key=True, autoincrement=False
    )
    wrapped: Mapped[bytes]


class DocumentSeal(Base):
    """What a document was before its seal, and which certificate sealed it; append-only."""

    __tablename__ = "document_seal"
    __table_args__ = (UniqueConstraint("document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    certificate_id: Mapped[int] = mapped_column(ForeignKey("seal_certificate.id"))
    unsigned_sha256: Mapped[str]
    unsigned_size: Mapped[int]
    at: Mapped[datetime]


class SignatureBinding(Base):
    """A drawn signature bound to the document that shows it, by both hashes; append-only."""

    __tablename__ = "signature_binding"
    __table_args__ = (UniqueConstraint("signature_id"), Index(None, "document_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey("consent_signature.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    strokes_sha256: Mapped[str]
    unsigned_sha256: Mapped[str]

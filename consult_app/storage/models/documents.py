"""Tables of documents and attached files: the records, and the bytes under their hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Content(Base):
    """Bytes under their SHA-256: documents, attachments; immutable."""

    __tablename__ = "content"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    data: Mapped[bytes]


class Document(Base):
    """A stored document; a final one changes nothing but its state."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "patient_id"),
        Index(None, "consultation_id"),
        Index(None, "sha256"),
        Index(None, "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    kind: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    audience: Mapped[str]
    language: Mapped[str]
    template: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"))
    pages: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    void_reason: Mapped[str]
    edition: Mapped[str]


class DocumentEvent(Base):
    """What happened to a document: printed, handed over, saved; append-only."""

    __tablename__ = "document_event"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    what: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Referral(Base):
    """One condition that a letter asks a specialist about; append-only.

    `basis` is the fingerprint of the answers that the letter tells of.
    """

    __tablename__ = "referral"
    __table_args__ = (UniqueConstraint("document_id", "condition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    condition: Mapped[str]
    basis: Mapped[str]


class Attachment(Base):
    """A file that belongs to an answer of a consultation; append-only."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("consultation_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"))
    content_type: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

"""Tables of the patient's own view: where they read, and what they confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class ConsentPlace(Base):
    """A page of the patient's view that was opened, and when; append-only."""

    __tablename__ = "consent_place"
    __table_args__ = (Index(None, "consent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    place: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class ConsentCertificate(Base):
    """That the patient confirmed the finished document, by its hash; append-only."""

    __tablename__ = "consent_certificate"
    __table_args__ = (UniqueConstraint("document_id"), Index(None, "consent_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str]
    strokes_sha256: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

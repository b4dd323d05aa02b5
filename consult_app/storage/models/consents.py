"""Tables of consent and treatment: what was said and signed, and what was then given."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Consent(Base):
    """A consent; once given only its state moves on. `scope` and `identity` are JSON."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(None, "consultation_id"),
        Index(None, "patient_id"),
        Index(None, "state", "valid_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    state: Mapped[str]
    template: Mapped[str]
    language: Mapped[str]
    scope: Mapped[str]
    informed_at: Mapped[datetime | None]
    informed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    earliest: Mapped[datetime | None]
    valid_until: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    revision: Mapped[int]
    information_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    identity: Mapped[str | None]


class ConsentEvent(Base):
    """A move between a consent's states, with its reason; append-only."""

    __tablename__ = "consent_event"
    __table_args__ = (Index(None, "consent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    move: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class ConsentConversation(Base):
    """What was said and answered, as JSON, each time it was recorded; append-only."""

    __tablename__ = "consent_conversation"
    __table_args__ = (Index(None, "consent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    said: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class ConsentSignature(Base):
    """A signature; `strokes` is JSON, empty where it was typed; append-only."""

    __tablename__ = "consent_signature"
    __table_args__ = (Index(None, "consent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    role: Mapped[str]
    name: Mapped[str]
    meaning: Mapped[str]
    at: Mapped[datetime]
    strokes: Mapped[str]
    manner: Mapped[str]
    note: Mapped[str]


class Treatment(Base):
    """One session as it was given; `site` is JSON; immutable."""

    __tablename__ = "treatment"
    __table_args__ = (
        UniqueConstraint("consent_id", "session"),
        Index(None, "consultation_id"),
        Index(None, "patient_id"),
        Index(None, "lot_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    session: Mapped[int]
    sessions: Mapped[int]
    dose: Mapped[str]
    site: Mapped[str]
    site_words: Mapped[str]
    route: Mapped[str]
    sterile: Mapped[bool | None]
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    unchanged: Mapped[bool | None]
    reaction: Mapped[str]
    reaction_observed: Mapped[bool | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    units: Mapped[int | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Photograph(Base):
    """A picture of the place at one session, its bytes under their hash; append-only."""

    __tablename__ = "photograph"
    __table_args__ = (UniqueConstraint("consultation_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    session: Mapped[int]
    moment: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"))
    width: Mapped[int]
    height: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class ConsentWithdrawal(Base):
    """How a consent was taken back: by whom, in which way, on which day; append-only."""

    __tablename__ = "consent_withdrawal"
    __table_args__ = (UniqueConstraint("consent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    who: Mapped[str]
    way: Mapped[str]
    day: Mapped[date]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

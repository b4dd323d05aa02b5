"""Tables of what comes after a treatment: follow-ups with their answers, adverse events."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class FollowUp(Base):
    """One follow-up of a session, planned or (`called`) not; its state moves, its days stay."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index(None, "state", "day"),
        Index(None, "patient_id"),
        Index(None, "treatment_id"),
        Index(None, "consultation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    treatment_id: Mapped[int] = mapped_column(ForeignKey("treatment.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    day: Mapped[date]
    until: Mapped[date]
    state: Mapped[str]
    tries: Mapped[int]
    called: Mapped[bool]


class FollowUpEvent(Base):
    """That somebody tried, reached or gave up, in which way and why; append-only."""

    __tablename__ = "follow_up_event"
    __table_args__ = (Index(None, "follow_up_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    what: Mapped[str]
    note: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class FollowUpAnswer(Base):
    """What was answered, once; `answers`, `signs` and `unclear` are JSON; append-only."""

    __tablename__ = "follow_up_answer"
    __table_args__ = (UniqueConstraint("follow_up_id"), Index(None, "pack_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    pack_hash: Mapped[str] = mapped_column(ForeignKey("pack.hash"))
    answers: Mapped[str]
    pain: Mapped[int | None]
    function: Mapped[int | None]
    satisfaction: Mapped[int | None]
    signs: Mapped[str]
    unclear: Mapped[str]
    way: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class AdverseEvent(Base):
    """An adverse event; what is known of it stands in its versions."""

    __tablename__ = "adverse_event"
    __table_args__ = (
        Index(None, "state"),
        Index(None, "patient_id"),
        Index(None, "treatment_id"),
        Index(None, "consultation_id"),
        Index(None, "follow_up_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    treatment_id: Mapped[int | None] = mapped_column(ForeignKey("treatment.id"))
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("follow_up.id"))
    state: Mapped[str]
    opened_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    opened_at: Mapped[datetime]


class AdverseEventVersion(Base):
    """What was known of an event each time it was told, as JSON; append-only."""

    __tablename__ = "adverse_event_version"
    __table_args__ = (Index(None, "adverse_event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adverse_event_id: Mapped[int] = mapped_column(ForeignKey("adverse_event.id"))
    told: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class AdverseEventReport(Base):
    """That an event was reported to an authority or a maker; append-only."""

    __tablename__ = "adverse_event_report"
    __table_args__ = (Index(None, "adverse_event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adverse_event_id: Mapped[int] = mapped_column(ForeignKey("adverse_event.id"))
    authority: Mapped[str]
    day: Mapped[date]
    reference: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

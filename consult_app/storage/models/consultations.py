"""Tables of the consultation: answers, snapshots, decisions, evaluations, rationales, addenda."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Consultation(Base):
    """One consultation; `revision` grows with each change of its state."""

    __tablename__ = "consultation"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    physician_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[str]
    pack_hash: Mapped[str] = mapped_column(ForeignKey("pack.hash"))
    started_at: Mapped[datetime]
    last_section: Mapped[str]
    revision: Mapped[int]


class ConsultationEvent(Base):
    """A state that was entered, with the reason; append-only."""

    __tablename__ = "consultation_event"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    state: Mapped[str]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Answer(Base):
    """One answer, or with no value its taking back; append-only, the newest of a path holds.

    `salt` makes the seal that the audit chain keeps of the row say nothing of a short answer.
    """

    __tablename__ = "answer"
    __table_args__ = (Index(None, "consultation_id", "path", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    path: Mapped[str]
    value: Mapped[str | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    supersedes: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    salt: Mapped[bytes]


class Snapshot(Base):
    """What a decision rests on, frozen as canonical JSON under its hash; immutable."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("hash"), Index(None, "consultation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    hash: Mapped[str]
    content: Mapped[str]
    at: Mapped[datetime]


class Decision(Base):
    """A decision; append-only, the newest is in force."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "consultation_id"), Index(None, "choice", "until"))

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    choice: Mapped[str]
    reason: Mapped[str]
    until: Mapped[date | None]
    snapshot_hash: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Evaluation(Base):
    """A specialist's evaluation of one condition; append-only."""

    __tablename__ = "evaluation"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    condition: Mapped[str]
    evaluator: Mapped[str]
    specialty: Mapped[str]
    day: Mapped[date]
    opinion: Mapped[str]
    basis: Mapped[str]
    until: Mapped[date | None]
    note: Mapped[str]
    own: Mapped[bool]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Rationale(Base):
    """Why a finding does not stand in the way; append-only."""

    __tablename__ = "rationale"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    rule_id: Mapped[str]
    rule_version: Mapped[str]
    basis: Mapped[str]
    text: Mapped[str]
    mitigation: Mapped[str]
    second_physician_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Addendum(Base):
    """What was added to a closed consultation, or to a treatment; append-only."""

    __tablename__ = "addendum"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    treatment_id: Mapped[int | None] = mapped_column(ForeignKey("treatment.id"))
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

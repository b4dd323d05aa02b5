"""Tables of recalls: what was recalled and why, whom it was said to, the letters made for it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Recall(Base):
    """A lot that was called back: why, by which notice, of which day; append-only.

    A lot has at most one that has not ended: a guard sees to it.
    """

    __tablename__ = "recall"
    __table_args__ = (Index(None, "lot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    reason: Mapped[str]
    reference: Mapped[str]
    day: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class RecallEnd(Base):
    """That a recall ended: on which ground, why, who said so; append-only, beside the recall."""

    __tablename__ = "recall_end"
    __table_args__ = (UniqueConstraint("recall_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id"))
    ground: Mapped[str]
    reason: Mapped[str]
    said_by: Mapped[str]
    day: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class RecallContact(Base):
    """That a patient was told of a recall, in which way, or could not be; append-only.

    `about`: the recall, or its end.
    """

    __tablename__ = "recall_contact"
    __table_args__ = (Index(None, "recall_id", "patient_id"), Index(None, "patient_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    way: Mapped[str]
    day: Mapped[date]
    note: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    about: Mapped[str]


class RecallLetter(Base):
    """Which recall a letter is about; append-only."""

    __tablename__ = "recall_letter"
    __table_args__ = (UniqueConstraint("document_id"), Index(None, "recall_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))

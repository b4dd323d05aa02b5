"""Tables of how a record ends or joins another: erasures, which outlive patients, and merges."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Erasure(Base):
    """An order to erase, and once it is done the tombstone; names nobody but who decided.

    `patient_id` is no foreign key and people stand here by name: both outlive what they point to.
    `erased` is JSON, table -> ranges of ids; `sha256` is over what was erased, with `salt` before
    it; `repeats` is the hash of the erasure that this one repeats in a restored backup.
    """

    __tablename__ = "erasure"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int]
    record_number: Mapped[str]
    ground: Mapped[str]
    judged_by: Mapped[str]
    reference: Mapped[str]
    last_entry: Mapped[date]
    kept_until: Mapped[date | None]
    ordered_by: Mapped[int]
    ordered_name: Mapped[str]
    ordered_at: Mapped[datetime]
    state: Mapped[str]
    closed_by: Mapped[int | None]
    closed_name: Mapped[str]
    closed_at: Mapped[datetime | None]
    salt: Mapped[str]
    sha256: Mapped[str]
    erased: Mapped[str]
    repeats: Mapped[str]


class PatientMerge(Base):
    """One record joined to another of the same person; rows of both stay where they were.

    `before` and `after` are JSON: what was registered of the one that is kept, and what was chosen.
    """

    __tablename__ = "patient_merge"
    __table_args__ = (Index(None, "kept_id"), Index(None, "merged_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    before: Mapped[str]
    after: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]

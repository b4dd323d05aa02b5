"""Tables of registering many at once: each act, and whom it added or changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class BulkImport(Base):
    """One file that was read in; of the file only its hash is kept."""

    __tablename__ = "bulk_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    state: Mapped[str]
    reached: Mapped[int]
    added: Mapped[int]
    updated: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class BulkRow(Base):
    """That an import added or changed a patient: `revision` is the one it made; append-only."""

    __tablename__ = "bulk_row"
    __table_args__ = (UniqueConstraint("bulk_import_id", "patient_id"), Index(None, "patient_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bulk_import_id: Mapped[int] = mapped_column(ForeignKey("bulk_import.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    revision: Mapped[int]

"""Tables of what other systems told of a patient: each act of taking in, and its lines."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Import(Base):
    """One Bundle that was taken in: where it came from, its hash, what was passed over as JSON."""

    __tablename__ = "import"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    source: Mapped[str]
    sha256: Mapped[str]
    passed_over: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]


class ImportLine(Base):
    """One line of it, to be confirmed; `told` is JSON and stays, the state moves once."""

    __tablename__ = "import_line"
    __table_args__ = (Index(None, "import_id"), Index(None, "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    told: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None]

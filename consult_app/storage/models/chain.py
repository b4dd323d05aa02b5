"""The audit chain's table: its number is the only unique key, because a second one opens a hole."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class AuditEntry(Base):
    """One entry; append-only, in order, each naming the hash before it."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[str]
    hash: Mapped[str]
    body: Mapped[str]

"""The table of the clinic's own wordings: a version a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class TextVersion(Base):
    """One version in one language, empty for the numbers; `changes` is a JSON list.

    What is approved, retired or discarded keeps its changes for ever.
    """

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    number: Mapped[int]
    base: Mapped[str]
    state: Mapped[str]
    changes: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]

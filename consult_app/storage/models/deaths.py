"""Tables of deaths: what was recorded of one, and that it was recorded in error."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class PatientDeath(Base):
    """That a patient has died, as it was said; append-only.

    `day`: to the day, the month or the year, empty where nobody knows it. A record has at most one
    that was not taken back: a guard sees to it.
    """

    __tablename__ = "patient_death"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    day: Mapped[str]
    reported_by: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class DeathInError(Base):
    """That a death was recorded in error, and why; append-only, it stands beside the death."""

    __tablename__ = "patient_death_error"
    __table_args__ = (UniqueConstraint("patient_death_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_death_id: Mapped[int] = mapped_column(ForeignKey("patient_death.id"))
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

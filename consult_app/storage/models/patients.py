"""Tables of the desk: patients with what was corrected, the words they are found by, visits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class Patient(Base):
    """A registered patient; `sort_name` is the folded name, family name first.

    `withdrawn_at`: the registration was taken back before anything else was recorded; `died`: the
    day of the death that holds (`patient_death`), empty where nobody knows it, null of the living.
    """

    __tablename__ = "patient"
    __table_args__ = (
        UniqueConstraint("record_number"),
        Index(None, "birth_date"),
        Index(None, "sort_name"),
        # PostgreSQL has it whole: to name the clause for it brings its dialect in at every start
        Index(None, "died", sqlite_where=text("died IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_number: Mapped[str]
    family_name: Mapped[str]
    given_name: Mapped[str]
    birth_date: Mapped[date]
    sex: Mapped[str]
    language: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    address: Mapped[str]
    sort_name: Mapped[str]
    revision: Mapped[int]
    edition: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    died: Mapped[str | None]


class PatientVersion(Base):
    """What was registered or corrected, as JSON, each time it was; append-only."""

    __tablename__ = "patient_version"
    __table_args__ = (UniqueConstraint("patient_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    revision: Mapped[int]
    record: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class PatientWord(Base):
    """A folded word by which a patient is found; can be made again from the patient."""

    __tablename__ = "patient_word"
    __table_args__ = (Index(None, "patient_id"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), primary_key=True)


class Visit(Base):
    """A line of the day's list; `intake_at`: when a blank intake was last printed for it."""

    __tablename__ = "visit"
    __table_args__ = (Index(None, "day"), Index(None, "patient_id"), Index(None, "consultation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    day: Mapped[date]
    time: Mapped[str]
    state: Mapped[str]
    note: Mapped[str]
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    intake_at: Mapped[datetime | None]

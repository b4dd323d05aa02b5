"""Tables of scanning: what came from the scanner, what was filed of it, and the blank forms.

A page belongs to nobody until it is filed, so no key leads from here to a patient; an erasure takes
the pages of its forms away by their numbers. Bytes come last in a row: SQLite walks through them to
what stands behind.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult_app.storage.models.base import Base


class ScanBatch(Base):
    """A file from the scanner; its bytes stay until every page was read, then `done` is `pages`."""

    __tablename__ = "scan_batch"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    done: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    data: Mapped[bytes]


class ScanPage(Base):
    """A page of such a file as a picture (JPEG), and where it belongs; empty once confirmed."""

    __tablename__ = "scan_page"
    __table_args__ = (
        UniqueConstraint("batch_id", "place"),
        Index(None, "state"),
        Index(None, "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id"))
    place: Mapped[int]
    state: Mapped[str]
    turn: Mapped[int]
    number: Mapped[str]
    page: Mapped[int]
    pages: Mapped[int]
    by_person: Mapped[bool]
    reason: Mapped[str]
    paper_id: Mapped[int]
    data: Mapped[bytes]


class SignedPaper(Base):
    """A consent signed on paper: its scan, and who confirmed that the signatures are there."""

    __tablename__ = "signed_paper"
    __table_args__ = (UniqueConstraint("document_id"), Index(None, "consent_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    original_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    blank: Mapped[str]
    pages: Mapped[int]
    state: Mapped[str]
    filed_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    filed_at: Mapped[datetime]
    signed_on: Mapped[date | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    reason: Mapped[str]


class BlankForm(Base):
    """A blank consent as it was drawn, under the number in its code; nothing of a patient."""

    __tablename__ = "blank_form"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    digest: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    template: Mapped[str]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

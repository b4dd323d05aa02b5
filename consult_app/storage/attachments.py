"""Attached files as rows: append-only, the bytes under their hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from consult_app.storage import contents, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.documents import Attachment
from consult_app.storage.tx import Tx

_T = table_of(Attachment)


def find(tx: Tx, consultation_id: int, sha256: str) -> int | None:
    """The id of this file beside a consultation; None where it is not there."""
    found = select(_T.c.id).where(_T.c.consultation_id == consultation_id, _T.c.sha256 == sha256)
    return tx.connection.execute(found).scalar()


def insert(
    tx: Tx, consultation_id: int, data: bytes, content_type: str, *, author_id: int, at: datetime
) -> int:
    """Store a file beside a consultation, which must be a draft; its id."""
    values = {
        "consultation_id": consultation_id,
        "sha256": contents.keep(tx, data),
        "content_type": content_type,
        "author_id": author_id,
        "at": at,
    }
    return rows.add(tx, Attachment, values)


def content(tx: Tx, attachment_id: int) -> bytes:
    """The very bytes that were stored; raises `Refused("store.altered")` for anything else."""
    found = select(_T.c.sha256).where(_T.c.id == attachment_id)
    return contents.get(tx, tx.connection.execute(found).scalar_one())

"""Frozen snapshots as rows: a text under its hash."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select

from consult_app.errors import Refused
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Snapshot
from consult_app.storage.tx import Tx

_T = table_of(Snapshot)


def insert(tx: Tx, consultation_id: int, digest: str, text: str, *, at: datetime) -> None:
    """Keep `text` under its SHA-256 `digest` (hex); the same text is kept once."""
    if tx.connection.execute(select(_T.c.id).where(_T.c.hash == digest)).first():
        return
    values = {"consultation_id": consultation_id, "hash": digest, "content": text, "at": at}
    rows.add(tx, Snapshot, values)


def get(tx: Tx, digest: str) -> str:
    """The text. Raises `Refused`: snapshot.not-found, store.altered (it is not what was kept)."""
    text = tx.connection.execute(select(_T.c.content).where(_T.c.hash == digest)).scalar()
    if text is None:
        raise Refused("snapshot.not-found")
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise Refused("store.altered")
    return str(text)

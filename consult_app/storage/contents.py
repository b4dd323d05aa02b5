"""Bytes under their SHA-256: stored once, never changed, held against their hash when read."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from consult_app.errors import Refused
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.documents import Content
from consult_app.storage.tx import Tx

_T = table_of(Content)


def keep(tx: Tx, data: bytes) -> str:
    """Store the bytes, unless they are there; their SHA-256 as hex."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = select(_T.c.id).where(_T.c.sha256 == sha256)
    if not tx.connection.execute(known).first():
        rows.add(tx, Content, {"sha256": sha256, "data": data})
    return sha256


def get(tx: Tx, sha256: str) -> bytes:
    """The very bytes that were stored; raises `Refused("store.altered")` for anything else."""
    found = select(_T.c.data).where(_T.c.sha256 == sha256)
    data = tx.connection.execute(found).scalar()
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise Refused("store.altered")
    return bytes(data)

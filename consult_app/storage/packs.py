"""Treatment packs as rows: word for word, under the hash that records name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import Pack
from consult_app.storage.tx import Tx

_T = table_of(Pack)


def exists(tx: Tx, hash_: str) -> bool:
    """Whether the pack is stored."""
    return tx.connection.execute(select(_T.c.id).where(_T.c.hash == hash_)).first() is not None


def insert(tx: Tx, hash_: str, files: Mapping[str, str], *, at: datetime) -> None:
    """Store a pack, as a map from path to text, under its hash."""
    text = json.dumps(dict(files), ensure_ascii=False, sort_keys=True)
    rows.add(tx, Pack, {"hash": hash_, "files": text, "stored_at": at})


def get(tx: Tx, hash_: str) -> dict[str, str] | None:
    """The files of a stored pack; None where it is not stored."""
    text = tx.connection.execute(select(_T.c.files).where(_T.c.hash == hash_)).scalar()
    return None if text is None else dict(json.loads(text))

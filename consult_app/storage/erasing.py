"""Takes every row about a patient out of the records, and says what went by its hash.

Which rows these are the foreign keys tell (`ownership`); that signed ones may go at all, the
erasure beside them, which the guards look for.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import replace

from sqlalchemy import delete, select, update

from consult_app.domain.erasure import Erased, Erasure, ranges
from consult_app.storage import erasures, ownership, scans
from consult_app.storage.models.base import table_of
from consult_app.storage.models.documents import Document
from consult_app.storage.models.scans import SignedPaper
from consult_app.storage.tx import Tx

SALT = 16
_DOCUMENT = table_of(Document)
_PAPER = table_of(SignedPaper)


def erase(tx: Tx, erasure: Erasure) -> Erasure:
    """Remove everything about the patient of `erasure`; the tombstone that is stored for it.

    `erasure` is closed as done, and stored as an order or not at all. Inside `Store.erase`: with
    foreign keys on, each answer would cost a walk through all of them.
    """
    if tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("an erasure runs with foreign keys off, and checks them at its end")
    gone = {erasure.patient_id}
    salt = secrets.token_hex(SALT)
    digest, erased = _told(tx, gone, salt)
    tombstone = replace(erasure, salt=salt, sha256=digest, erased=erased)
    if tombstone.id:
        erasures.put(tx, tombstone)
    else:
        tombstone = erasures.insert(tx, tombstone)
    erasures.set_unfinished(tx, unfinished=True)
    _remove(tx, gone)
    if broken := tx.connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError(f"the erasure left a row of {broken[0]!r} without its parent")
    return tombstone


def _told(tx: Tx, patients: set[int], salt: str) -> tuple[str, Erased]:
    """SHA-256 over the salt and every row, by table and id; and which ids they have."""
    digest = hashlib.sha256(salt.encode())
    erased = []
    for name, rows in ownership.everything(tx, patients).items():
        for row in rows:
            text = json.dumps([name, row], sort_keys=True, default=_plain)
            digest.update(text.encode())
        if rows:
            erased.append((name, ranges([row["id"] for row in rows])))
    return digest.hexdigest(), tuple(erased)


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _remove(tx: Tx, patients: set[int]) -> None:
    content = ownership.CONTENT.c
    hashes = tuple(ownership.contents(tx, patients))
    _remove_scanned(tx, patients)
    _loosen(tx, patients)
    for table in ownership.owned():
        tx.connection.execute(delete(table).where(ownership.belonging(table, patients)))
    for sha256 in hashes:
        still = [
            select(column).where(column == sha256).exists()
            for column in ownership.holding_content()
        ]
        mine = delete(ownership.CONTENT).where(content.sha256 == sha256, *(~one for one in still))
        tx.connection.execute(mine)


def _remove_scanned(tx: Tx, patients: set[int]) -> None:
    """Pages from the scanner that name a form of theirs: no key leads from those to anybody."""
    mine = (ownership.belonging(table, patients) for table in (_DOCUMENT, _PAPER))
    numbers, papers = (
        tx.connection.execute(select(column).where(condition)).scalars().all()
        for column, condition in zip((_DOCUMENT.c.number, _PAPER.c.id), mine, strict=True)
    )
    scans.remove_of(tx, numbers, papers)


def _loosen(tx: Tx, patients: set[int]) -> None:
    """A row of somebody else that names one of these, of when two records were one, lets go."""
    for column, target in ownership.loose():
        ids = select(target.c.id).where(ownership.belonging(target, patients))
        others = ~ownership.belonging(column.table, patients)
        tx.connection.execute(
            update(column.table).where(column.in_(ids), others), {column.name: None}
        )

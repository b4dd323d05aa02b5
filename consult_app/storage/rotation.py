"""A new data key, when someone who held the old one leaves: copy, compare, swap.

The records are copied into a new file under the new key; then a vault that names this file and
leads to this key takes the place of the old one. That one renaming decides: killed before it, the
old records are whole and in force, killed after it the new ones. What is left over stands in the
vault's list of scrap and goes at the next opening.

Whoever copied the old file and the old key can still read that copy; nobody can take that back.
The vault's signing key stays: who has taken it, and can write here, can forge a vault that leads
to records of their own, but reads none of these.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.errors import Refused
from consult_app.storage import backup, derive, engine, files, seals, slots, vaultfile
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx
from consult_app.storage.vault import DATA_KEY_LENGTH, Opened
from consult_app.storage.vaulttext import Vault


def renew(opened: Opened, note: Callable[[Tx], None]) -> Opened:
    """Give the closed records a new data key; everyone's password and the recovery code stay.

    `note` writes the audit entry into the copy, so that it holds exactly when the new key does.
    Takes as long as copying and reading the records twice: call it in a worker. Raises `Refused`,
    with the old records in force: store.in-use, store.damaged, store.disk-full, store.disk-error,
    store.read-only, store.busy, vault.damaged, vault.renewed-meanwhile, vault.copy-failed.
    """
    with told(), told_by_system(), files.private():
        lock = files.locked(opened.folder, create=False)
        try:
            with vaultfile.held(opened.folder):
                return _renewed(opened, note)
        finally:
            lock.release()


def sweep(folder: Path, data_key: bytes) -> None:
    """Remove what a renewal left over; the caller holds the records. Raises as `renew`."""
    with vaultfile.held(folder):
        _sweep(folder, *vaultfile.proved(folder, data_key))


def _renewed(opened: Opened, note: Callable[[Tx], None]) -> Opened:
    folder, data_key = opened.folder, secrets.token_bytes(DATA_KEY_LENGTH)
    old, signing = vaultfile.proved(folder, opened.data_key)
    name = f"records-{secrets.token_hex(4)}.db"
    begun = replace(old, scrap=(*old.scrap, name))
    vaultfile.write(folder, begun, signing)
    try:
        _copy(folder / old.database, derive.for_database(opened.data_key), folder / name, data_key)
        _settle(folder / name, opened.data_key, data_key, note)
    except BaseException:
        _sweep(folder, begun, signing)
        raise
    new = replace(
        old,
        database=name,
        scrap=(*old.scrap, old.database),
        slots=tuple(slots.rewrapped(slot, old.id, data_key) for slot in old.slots),
        signer=vaultfile.sealed_signer(signing, data_key, old.id),
    )
    vaultfile.write(folder, new, signing)  # from here on the new records are in force
    _sweep(folder, new, signing)
    return replace(opened, data_key=data_key)


def _copy(old: Path, old_key: bytes, new: Path, data_key: bytes) -> None:
    key = derive.for_database(data_key)
    files.blank(new)
    source = engine.connect(old, old_key, "query_only=ON")
    try:
        target = engine.connect(new, key)
        try:
            source.backup(target)
        finally:
            target.close()
        copy = engine.connect(new, key, "query_only=ON")  # anew: what lies on the disk
        try:
            if _inventory(copy) != _inventory(source):
                raise Refused("vault.copy-failed")
        finally:
            copy.close()
    finally:
        source.close()


def _inventory(raw: Any) -> tuple[object, ...]:
    """What two copies of the same records have in common; reads every page of them."""
    return (
        raw.execute("PRAGMA integrity_check").fetchall(),
        raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall(),
        backup.rows_by_table(raw),
        raw.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone(),
    )


def _settle(new: Path, old_key: bytes, data_key: bytes, note: Callable[[Tx], None]) -> None:
    """Wrap anew what the old key wraps, let the copy tell of itself, leave it without a log."""
    writing = engine.writing(new, derive.for_database(data_key))
    try:
        with writing.begin() as connection:
            seals.rewrap(Tx(connection), old_key, data_key)
            note(Tx(connection))
    finally:
        writing.dispose()
    descriptor = os.open(new, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)
    files.sync_folder(new.parent)


def _sweep(folder: Path, vault: Vault, signing: Ed25519PrivateKey) -> None:
    """Remove the scrap, then its names; what cannot be removed now is tried again later."""
    with suppress(OSError):
        for name in vault.scrap:
            path = folder / name
            for leftover in (path, *files.companions(path)):
                leftover.unlink(missing_ok=True)
        files.sync_folder(folder)
        vaultfile.write(folder, replace(vault, scrap=()), signing)

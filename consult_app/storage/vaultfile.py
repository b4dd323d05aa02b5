"""The vault as a file, `vault.json`: replaced only as a whole, by one program at a time.

It names its database file, so that putting a new vault in the place of the old one is the one
moment at which a new data key and a new database come to hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from filelock import FileLock, Timeout

from consult_app.errors import Refused
from consult_app.storage import derive, files, slots, vaulttext
from consult_app.storage.trouble import told_by_system
from consult_app.storage.vaulttext import Signed, Vault

NAME = files.VAULT
LOCK = "vault.lock"
UNFINISHED = "unfinished-"
LARGEST = 1_000_000
PATIENCE = 10
"""Seconds to wait for another program that is changing the vault."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else reads to change, or changes, the vault and its companions meanwhile.

    Raises `Refused`: store.busy, store.read-only, store.disk-full, store.disk-error.
    """
    lock = FileLock(folder / LOCK, timeout=PATIENCE, mode=0o600, thread_local=False)
    with told_by_system(), files.private():
        try:
            lock.acquire()
        except Timeout:
            raise Refused("store.busy") from None
        try:
            yield
        finally:
            lock.release()


def exists(folder: Path) -> bool:
    """Whether the records in `folder` open by a vault."""
    return (folder / NAME).exists()


def read(folder: Path) -> Signed:
    """The vault as it lies there, whole but not yet known to be ours.

    Raises `Refused`: vault.missing, vault.damaged, vault.newer.
    """
    path = folder / NAME
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("vault.damaged")
        return vaulttext.parsed(path.read_bytes())
    except FileNotFoundError:
        raise Refused("vault.missing") from None


def proved(folder: Path, data_key: bytes) -> tuple[Vault, Ed25519PrivateKey]:
    """The vault and its signing key, for who holds the data key.

    Raises `Refused`: vault.missing, vault.damaged, vault.newer, vault.renewed-meanwhile.
    """
    signed = read(folder)
    signer = signed.vault.signer
    nonce, sealed = signer[: slots.NONCE_LENGTH], signer[slots.NONCE_LENGTH :]
    try:
        raw = AESGCM(derive.for_vault(data_key)).decrypt(nonce, sealed, signed.vault.id.encode())
    except InvalidTag:
        raise Refused("vault.renewed-meanwhile") from None
    signing = Ed25519PrivateKey.from_private_bytes(raw)
    signed.require_signed(signing.public_key().public_bytes_raw())
    return signed.vault, signing


def content(folder: Path, data_key: bytes) -> bytes:
    """The vault as it lies there, proved, to be kept elsewhere. Raises as `held` and `proved`."""
    with held(folder):
        proved(folder, data_key)
        return (folder / NAME).read_bytes()


def sealed_signer(signing: Ed25519PrivateKey, data_key: bytes, vault_id: str) -> bytes:
    """The signing key as it lies in the vault."""
    nonce = os.urandom(slots.NONCE_LENGTH)
    cipher = AESGCM(derive.for_vault(data_key))
    return nonce + cipher.encrypt(nonce, signing.private_bytes_raw(), vault_id.encode())


def write(folder: Path, vault: Vault, signing: Ed25519PrivateKey) -> None:
    """Put this vault in the place of what is there: afterwards it is on disk, or nothing changed.

    Raises OSError.
    """
    files.put(folder / NAME, vaulttext.text(vault, signing))


def discard(folder: Path) -> None:
    """Take back a first start that did not come to its end: nothing was ever entered there.

    What cannot be removed stays; the caller is telling of a trouble already.
    """
    with suppress(OSError):
        for path in (folder / NAME, *folder.glob("records*.db*")):
            path.unlink(missing_ok=True)


def unfinished(folder: Path) -> bool:
    """Whether a vault lies there whose first start was cut short: nobody was ever in its records.

    So it says of itself; nobody has proved it, and nothing may be removed because of it.
    """
    try:
        return not read(folder).vault.begun
    except Refused:
        return False


def put_aside(folder: Path, at: datetime) -> Path:
    """Move what a first start that was cut short has left into a folder of its own, the vault last.

    Its password and recovery code were shown to nobody who could have worked with them. Raises
    `Refused` as `held`.
    """
    with held(folder):
        aside = folder / f"{UNFINISHED}{at:%Y-%m-%d-%H%M%S}"
        aside.mkdir(mode=0o700, exist_ok=True)
        for path in (*folder.glob("records*.db*"), folder / NAME):
            path.replace(aside / path.name)
        files.sync_folder(aside)
        files.sync_folder(folder)
    return aside


def begin(folder: Path, data_key: bytes) -> None:
    """Note that the database is there: from now on its absence is damage. Raises as `proved`."""
    with held(folder):
        vault, signing = proved(folder, data_key)
        write(folder, replace(vault, begun=True), signing)

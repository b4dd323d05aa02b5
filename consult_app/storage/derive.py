"""Keys for one purpose each, made from the data key, so that none gives another away.

HKDF with SHA-256 (RFC 5869): no salt, a label for what the key is for, 32 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LENGTH = 32


@dataclass(frozen=True, slots=True)
class BackupKeys:
    """`records` encrypts the copy of the records, `seal` proves the whole file."""

    records: bytes = field(repr=False)
    seal: bytes = field(repr=False)


def for_backup(key: bytes) -> BackupKeys:
    """The keys of the backups of records with this data key."""
    return BackupKeys(
        _derived(key, b"consult backup 1 records"), _derived(key, b"consult backup 1 seal")
    )


def for_database(key: bytes) -> bytes:
    """The key of the database file of records that open by a vault."""
    return _derived(key, b"consult database 1")


def for_vault(key: bytes) -> bytes:
    """The key around the vault's signing key."""
    return _derived(key, b"consult vault 1 signer")


def for_seal(key: bytes) -> bytes:
    """The key around the private key of the clinic's certificate."""
    return _derived(key, b"consult seal 1 key")


def for_erasures(secret: bytes) -> bytes:
    """The key of the ledger of erasures, from a secret that no renewal changes."""
    return _derived(secret, b"consult erasures 1")


def _derived(key: bytes, label: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # not for opening the records
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), LENGTH, salt=None, info=label).derive(key)

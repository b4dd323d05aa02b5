"""The ledger of erasures: a file beside the vault, so that an old backup cannot bring anyone back.

A backup made before an erasure still holds the record. Whoever restores it finds here what was
erased since. The ledger is encrypted; its key is made from the vault's signing key, which outlives
every renewal of the data key and lies in every backup, or from the key in the key file.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consult_app.domain.erasure import Erasure
from consult_app.errors import Refused
from consult_app.storage import codec, derive, files, vaultfile

NAME = "erasures.ledger"
EVERY = "erasures*.ledger"
"""The ledger and its copies beside backups."""
MAGIC = b"consult-erasures-1"
_NONCE = 12


def key(folder: Path, data_key: bytes) -> bytes:
    """The key of the ledger of the records in `folder`. Raises as `vaultfile.proved`."""
    if not vaultfile.exists(folder):
        return derive.for_erasures(data_key)
    _vault, signing = vaultfile.proved(folder, data_key)
    return derive.for_erasures(signing.private_bytes_raw())


def read(path: Path, ledger_key: bytes) -> tuple[Erasure, ...]:
    """The tombstones in a ledger; none where there is no file.

    Raises `Refused("erasure.ledger-unreadable")` where it is damaged or of other records; OSError.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    sealed = content.removeprefix(MAGIC)
    try:
        text = AESGCM(ledger_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], MAGIC)
        return tuple(codec.decode(Erasure, json.dumps(one)) for one in json.loads(text))
    except (InvalidTag, ValueError, TypeError):
        raise Refused("erasure.ledger-unreadable") from None


def write(path: Path, ledger_key: bytes, tombstones: Iterable[Erasure]) -> None:
    """Put these tombstones in place of those before, for this user alone. Raises OSError."""
    text = json.dumps([json.loads(codec.encode(one)) for one in tombstones])
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(ledger_key).encrypt(nonce, text.encode(), MAGIC)
    files.put(path, MAGIC + nonce + sealed)


def joined(*parts: Iterable[Erasure]) -> tuple[Erasure, ...]:
    """The tombstones of several ledgers, each once: told apart by the hash of what was erased."""
    return tuple({one.sha256: one for part in parts for one in part}.values())


def lay_beside(folder: Path, backups: Path, mark: str) -> None:
    """Put a copy of the ledger of the records in `folder` beside their backups, where there is one.

    `mark` tells it from that of another clinic with backups in the same place.

    A machine that is lost takes its own along; older backups of that place then still know.
    """
    with suppress(OSError):
        files.put(backups / f"erasures-{mark}.ledger", (folder / NAME).read_bytes())

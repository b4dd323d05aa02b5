"""The data key in a file beside the records, until accounts arrive: 32 random bytes, mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from consult_app.errors import Refused

NAME = "records.key"
LENGTH = 32


def create(folder: Path) -> bytes:
    """Write a new key, synced to disk, and return it. The file must not exist yet."""
    key = secrets.token_bytes(LENGTH)
    put(folder, key)
    return key


def put(folder: Path, key: bytes) -> None:
    """Write this key, synced to disk, in place of any other."""
    new = folder / f"{NAME}.new"
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / NAME)


def load(folder: Path) -> bytes | None:
    """The key, or None where there is no file. Raises `Refused("store.key-unreadable")`."""
    return read(folder / NAME)


def read(path: Path) -> bytes | None:
    """The key in a file of any name, as `load`."""
    try:
        text = path.read_text(encoding="ascii")
        key = bytes.fromhex(text.strip())
    except FileNotFoundError:
        return None
    except ValueError:
        raise Refused("store.key-unreadable") from None
    if len(key) != LENGTH:
        raise Refused("store.key-unreadable")
    return key

"""What the driver complains of, told as a refusal a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from consult_app.errors import Refused

_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database is locked": "SQLITE_BUSY",
    "attempt to write a readonly database": "SQLITE_READONLY",
}
"""What the engine says of its codes; the driver's `backup()` hands on no more than that."""


@contextmanager
def told(*, reading: bool = False) -> Iterator[None]:
    """Turn the driver's troubles with disk and file into `Refused`; anything else passes as a bug.

    Codes: store.disk-full, store.disk-error, store.read-only, store.busy, store.damaged,
    store.broken-character.
    `reading`: a refused write is a bug there. The cause is cut off: a driver's message may quote
    a row.
    """
    try:
        yield
    except UnicodeEncodeError:  # half an emoji: a field that was full cut it in two
        raise Refused("store.broken-character") from None
    except (DBAPIError, dbapi2.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(original, "sqlite_errorname", "") or _WORDS.get(str(original), "")
        refusal = _driver(name)
        if refusal is None or (reading and refusal.code == "store.read-only"):
            raise
        raise refusal from None


@contextmanager
def told_by_system() -> Iterator[None]:
    """The same for what the system says while files are opened and made."""
    try:
        yield
    except OSError as error:
        refusal = _system(error)
        if refusal is None:
            raise
        raise refusal from None


def _driver(name: str) -> Refused | None:
    if name in {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}:  # no room for the log's index is no room
        return Refused("store.disk-full")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return Refused("store.read-only")
    if name.startswith("SQLITE_IOERR"):
        return Refused("store.disk-error")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Refused("store.busy")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Refused("store.damaged")
    return None


def _system(error: OSError) -> Refused | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Refused("store.disk-full")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Refused("store.read-only")
    if error.errno in {errno.EIO, errno.EFBIG}:
        return Refused("store.disk-error")
    return None

"""Engines on the encrypted file: every connection gets its key and its PRAGMAs in the creator.

The key never passes through SQLAlchemy, so it cannot reach an echo of SQL or an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from consult_app.errors import Refused

SAFE_SQLITE = (3, 51, 3)
"""Older versions may corrupt a file when the write-ahead log is reset."""
CACHE_KIB = 64_000
"""With a small cache every page read is decrypted again: scans take six times as long."""
BUSY_MS = 5_000
READERS = 4

PRAGMAS: tuple[str, ...] = (
    # its own lines on standard error would name pages of the file; errors reach us as exceptions
    "cipher_log_level=NONE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",  # what is deleted is overwritten: an erasure leaves nothing in free pages
    f"cache_size=-{CACHE_KIB}",
    f"busy_timeout={BUSY_MS}",
)


def require_safe_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise `Refused("store.engine-too-old")` where the bundled SQLite may corrupt the file."""
    if version < SAFE_SQLITE:
        raise Refused("store.engine-too-old", version=".".join(map(str, version)))


def connect(path: Path, key: bytes, *more: str) -> Any:
    """A raw connection with its key and every PRAGMA, and `more` of them.

    The file must exist and is never created.
    """
    raw = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        check_same_thread=False,  # a pool hands connections to any thread, and closes from any
        isolation_level=None,  # BEGIN is ours: the driver would start transactions on its own
    )
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (*PRAGMAS, *more):
            raw.execute(f"PRAGMA {pragma}")
    except BaseException:
        raw.close()
        raise
    return raw


def writing(path: Path, key: bytes) -> Engine:
    """The engine of the one writer: a single connection, transactions begun IMMEDIATE."""
    return _engine(lambda: connect(path, key), 1, "BEGIN IMMEDIATE")


def reading(path: Path, key: bytes) -> Engine:
    """The engine of the readers: connections that refuse every write, each on one snapshot."""
    return _engine(lambda: connect(path, key, "query_only=ON"), READERS, "BEGIN")


def migrating(path: Path, key: bytes) -> Engine:
    """The engine of a migration: with foreign keys on, rebuilding a table could empty another.

    The PRAGMA does nothing inside a transaction, so it belongs here.
    """
    return _engine(lambda: connect(path, key, "foreign_keys=OFF"), 1, "BEGIN IMMEDIATE")


def _engine(creator: Callable[[], Any], size: int, begin: str) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=creator,
        module=dbapi2,
        # the default for this URL keeps a connection per thread and leaves it open on dispose
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

"""The open records: one writer, many readers, one instance; services see nothing else of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection

from consult_app.errors import Refused
from consult_app.storage import cleaning, derive, engine, files, migrate, opening, pages
from consult_app.storage.derive import BackupKeys
from consult_app.storage.opening import Place
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx

__all__ = ["Store", "Tx"]


class Store:
    """The records in one folder. Usable from any thread; `close()` waits for open transactions."""

    def __init__(self, folder: Path, place: Place, lock: FileLock) -> None:
        """Use `Store.open`. Holds `lock` until closed."""
        self.folder = folder
        self._lock = lock
        self._data_key = place.data_key
        self._writing = engine.writing(place.path, place.key)
        self._reading = engine.reading(place.path, place.key)
        self._writer: Connection | None = None
        self._turn = threading.Lock()
        self._turn_of: int | None = None
        self._readers = 0
        self._quiet = threading.Condition()
        self._closed = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = False,
        key: bytes | None = None,
        unfinished: bool = False,
    ) -> Store:
        """The records in `folder`, brought up to date where an older version wrote them.

        `key`: the data key that the vault gave (`vault.unlock`); records behind a new vault are
        made here, and the vault notes that they are there; `unfinished`: the caller sees to that,
        once they hold a first user. Without a key it lies in a file, and `create` makes records
        where there are none. Raises `Refused`, with nothing changed: store.missing, store.in-use,
        store.key-missing, store.key-unreadable, store.wrong-key, store.damaged, store.newer,
        store.read-only, store.disk-full, store.disk-error, store.busy, store.engine-too-old,
        vault.login-needed, vault.missing, vault.damaged, vault.newer, vault.renewed-meanwhile,
        vault.records-missing, vault.other-records.
        """
        engine.require_safe_sqlite()
        with told(), told_by_system(), files.private():
            lock = files.locked(folder, create=create)
            try:
                if key is None:
                    place = opening.by_key_file(folder, create=create)
                    _bring_up(place.path, place.key)
                else:
                    place = opening.by_vault(folder, key)
                    _bring_up_behind_vault(place)
                    opening.settle(folder, key, unfinished=unfinished)
                store = cls(folder, place, lock)
            except BaseException:
                lock.release()
                raise
        with suppress(Refused):  # tried again at the next opening
            store.finish_erasures()
        return store

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """The one writing transaction: on disk when the block has ended, undone if it raises.

        Raises `Refused` (undone): store.disk-full, store.disk-error, store.read-only, store.busy,
        store.damaged, store.closed.
        """
        if self._turn_of == threading.get_ident():
            raise RuntimeError("a writing transaction is already open in this thread")
        with self._turn, told():
            self._turn_of = threading.get_ident()
            try:
                with _committed(self._open_writer()) as connection:
                    yield Tx(connection)
            finally:
                self._turn_of = None

    @contextmanager
    def erase(self) -> Iterator[Tx]:
        """As `write`, with foreign keys off: for what checks them once, at its end."""
        with self._turn, told():
            connection = self._open_writer()
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")  # does nothing inside a transaction
            try:
                with _committed(connection):
                    yield Tx(connection)
            finally:
                driver.execute("PRAGMA foreign_keys=ON")

    def finish_erasures(self) -> None:
        """Leave no trace of what was erased in the file, and enter it in the ledger.

        Copies the whole file: call it in a worker. Nothing happens where nothing was erased since.
        Raises `Refused`, to be tried again: store.disk-full, store.disk-error, store.read-only,
        store.busy, store.damaged, store.closed, erasure.ledger-unreadable.
        """
        with self._turn, told(), told_by_system():
            cleaning.finish(self._open_writer(), self.folder, self._data_key)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """One snapshot of the records, whatever is written meanwhile.

        Raises `Refused`: store.damaged, store.disk-error, store.closed.
        """
        with self._counted(), told(reading=True), self._reading.begin() as connection:
            yield Tx(connection)

    def backup_keys(self) -> BackupKeys:
        """What backups of these records are encrypted and sealed with."""
        return derive.for_backup(self._data_key)

    @property
    def data_key(self) -> bytes:
        """What the vault gave: who adds a user, or comes back by a PIN, needs it."""
        return self._data_key

    def close(self) -> None:
        """Wait for open transactions, then close every connection and let others in."""
        with self._turn, self._quiet:
            if self._closed:
                return
            self._closed = True
            self._quiet.wait_for(lambda: self._readers == 0)
            if self._writer is not None:
                self._writer.close()
            self._reading.dispose()
            self._writing.dispose()
            del self._reading, self._writing  # they hold the key
            self._data_key = b""
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open_writer(self) -> Connection:
        if self._closed:
            raise Refused("store.closed")
        if self._writer is None:
            self._writer = self._writing.connect()
        return self._writer

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._quiet:
            if self._closed:
                raise Refused("store.closed")
            self._readers += 1
        try:
            yield
        finally:
            with self._quiet:
                self._readers -= 1
                self._quiet.notify_all()


@contextmanager
def _committed(connection: Connection) -> Iterator[Connection]:
    transaction = connection.begin()
    try:
        yield connection
        transaction.commit()
    except BaseException:
        transaction.rollback()
        # after a commit that failed SQLAlchemy sends no rollback; the driver may still be inside
        connection.connection.rollback()
        raise


def _bring_up(path: Path, key: bytes) -> None:
    """Refuse a file that `key` does not open, that is damaged or newer, or that is read-only."""
    with path.open("r+b") as file:  # the driver would open what it cannot write without a word,
        if file.seek(0, os.SEEK_END) < pages.PAGE:  # and make a new database of an empty file
            raise Refused("store.damaged")
    try:
        with told():
            migrate.bring_up(path, key)
    except Refused as refused:
        if refused.code == "store.damaged" and pages.key_is_wrong(path, key):
            raise Refused("store.wrong-key") from None
        raise


def _bring_up_behind_vault(place: Place) -> None:
    try:
        _bring_up(place.path, place.key)
    except Refused as refused:
        if refused.code == "store.wrong-key":  # the vault is proved, so the file is another one
            raise Refused("vault.other-records") from None
        raise

"""The files of a store: who may open them, which must be there, how a new one comes to be.

`records.db` is built under another name and renamed when it is whole, so a file of that name that
cannot be read is damage and never a fresh start.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from consult_app.errors import Refused
from consult_app.storage import keyfile

DATABASE = "records.db"
LOCK = "records.lock"
VAULT = "vault.json"


@contextmanager
def private() -> Iterator[None]:
    """Files made within are for this user alone, whoever makes them."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def locked(folder: Path, *, create: bool) -> FileLock:
    """The lock that window and commands share; makes the folder (0700) when `create`.

    Raises `Refused`: store.missing, store.in-use.
    """
    if create:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    elif not (folder / DATABASE).exists() and not (folder / VAULT).exists():
        raise Refused("store.missing")
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Refused("store.in-use") from None
    return lock


def key_for(folder: Path, *, create: bool) -> bytes:
    """The key of the records in `folder`; a new one only where there are no records yet.

    Raises `Refused`: store.missing, store.key-missing, store.damaged, store.key-unreadable.
    """
    key = keyfile.load(folder)
    if (folder / DATABASE).exists():
        if key is None:
            raise Refused("store.key-missing")
        return key
    if (folder / f"{DATABASE}-wal").exists():
        raise Refused("store.damaged")  # a log without its file: someone took the file away
    if not create:
        raise Refused("store.missing")
    return key if key is not None else keyfile.create(folder)


def blank(path: Path) -> None:
    """An empty file for this user alone; the driver gives its log the same mode."""
    for leftover in (path, *companions(path)):
        leftover.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def companions(path: Path) -> tuple[Path, ...]:
    """What may lie beside a database file: its write-ahead log first, the log's index, and the
    journal of a file that was killed on its way to the log, which would ruin the next of its name.
    """
    return tuple(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm", "-journal"))


def settle(new: Path, final: Path) -> None:
    """Give a finished file its name, and make name and content survive a power cut."""
    descriptor = os.open(new, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)
    new.replace(final)
    sync_folder(final.parent)


def put(path: Path, content: bytes) -> None:
    """Write a small file for this user alone: afterwards it is on disk, or what was there still is.

    Raises OSError.
    """
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut, where the system can."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, as far as the system tells; so do those not made yet."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return one.is_relative_to(other)


def try_to_write(folder: Path) -> None:
    """Write a small file and take it away again. Raises OSError where that is not possible."""
    probe = folder / f".consult-{os.urandom(4).hex()}"
    os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    probe.unlink()

"""A backup unpacked aside: proved, compared with what it says of itself, brought up to date."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.audit import Report
from consult_app.domain.backup import Manifest
from consult_app.errors import Refused
from consult_app.storage import archive, audit, backup, derive, engine, files, migrate, vaultfile
from consult_app.storage.archive import Archive
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx

PREFIX = ".restore-"
_OLD = 24 * 3600
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that holds what it says. `report`: on its audit chain; `revision`: of its tables
    once they were brought up to this program's version."""

    archive: Archive
    report: Report
    revision: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Records of this program's version in a folder of their own, closed, under their own key.

    With a vault beside them where the backup holds one.
    """

    folder: Path
    key: bytes = field(repr=False)
    checked: Checked

    @property
    def database(self) -> Path:
        """The file with the records."""
        return self.folder / files.DATABASE


@contextmanager
def place(folder: Path | None = None) -> Iterator[Path]:
    """A private folder that goes again; on the disk of the records, where a `folder` has some."""
    beside = folder if folder is not None and folder.is_dir() else None
    with TemporaryDirectory(prefix=PREFIX, dir=beside) as aside:
        yield Path(aside)


def sweep(folder: Path) -> None:
    """Remove from `folder` what a program that was killed had unpacked there, a day ago or more.

    A younger one may belong to a command that is at work now. Raises OSError.
    """
    for leftover in folder.glob(f"{PREFIX}*"):
        if time.time() - leftover.stat().st_mtime > _OLD:
            shutil.rmtree(leftover, ignore_errors=True)


def unpack_vault(file: Path, aside: Path) -> bool:
    """Put the vault of an undamaged backup into `aside`; False where there is none in it.

    Nobody has proved yet whose backup it is: a password that opens the vault tells. Raises
    `Refused`: file.unreadable, backup.not-one, backup.newer, backup.damaged, store.disk-full.
    """
    with told_by_system(), files.private(), _readable():
        found = archive.whole(file).archive
        if not found.manifest.has(files.VAULT):
            return False
        archive.unpack(found, files.VAULT, aside / files.VAULT)
        return True


def unpack(file: Path, data_key: bytes, aside: Path) -> Unpacked:
    """Unpack `file` into the empty folder `aside`, and compare.

    Raises `Refused`: file.unreadable, backup.not-one, backup.newer, backup.damaged,
    backup.other-key, store.disk-full, store.disk-error.
    """
    keys = derive.for_backup(data_key)
    copy, target = aside / "copy.db", aside / files.DATABASE
    with _readable():
        found = archive.opened(file, keys.seal)
        archive.unpack(found, files.DATABASE, copy)
        if found.manifest.has(files.VAULT):
            archive.unpack(found, files.VAULT, aside / files.VAULT)
    with _told_of_backup():
        key = data_key
        if found.manifest.has(files.VAULT):
            vaultfile.proved(aside, data_key)
            key = derive.for_database(data_key)
        _copy_compared(copy, keys.records, found.manifest, target, key)
        copy.unlink()
        migrate.bring_up(target, key)
        report = _report(target, key, found.manifest)
    return Unpacked(aside, key, Checked(found, report, migrate.HEAD))


def _copy_compared(
    copy: Path, backup_key: bytes, manifest: Manifest, target: Path, key: bytes
) -> None:
    """Copy the records under their own key, if they are what the manifest says."""
    source = engine.connect(copy, backup_key, "query_only=ON")
    try:
        head = source.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        anchor = (manifest.anchor.seq, manifest.anchor.hash) if manifest.anchor else None
        if (
            source.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
            or source.execute("PRAGMA foreign_key_check").fetchone() is not None
            or backup.rows_by_table(source) != manifest.counts
            or head != anchor
        ):
            raise Refused("backup.damaged")
        files.blank(target)
        new = engine.connect(target, key)
        try:
            source.backup(new)
        finally:
            new.close()
    finally:
        source.close()


def _report(database: Path, key: bytes, manifest: Manifest) -> Report:
    """The audit chain of a closed file, held against the anchor and against the records."""
    reading = engine.reading(database, key)
    try:
        with reading.begin() as connection:
            return audit.verify(Tx(connection), (manifest.anchor,) if manifest.anchor else ())
    finally:
        reading.dispose()


@contextmanager
def _readable() -> Iterator[None]:
    """What cannot be read, in words about the file that was named."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise Refused("file.unreadable") from None


@contextmanager
def _told_of_backup() -> Iterator[None]:
    """Trouble with what is inside a backup, in words about the backup."""
    try:
        with told():
            yield
    except Refused as refused:
        match refused.code:
            case "store.newer" | "vault.newer":
                raise Refused("backup.newer") from None
            case "store.damaged" | "vault.damaged" | "vault.renewed-meanwhile":
                raise Refused("backup.damaged") from None
        raise

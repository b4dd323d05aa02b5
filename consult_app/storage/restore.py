"""A backup put aside and compared with what it says of itself, and, if asked, put in place.

What was there is kept in a folder beside it. The restored file gets its name by one rename, with no
log of the old one left: whatever happens on the way, the old records are there or the new ones.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from consult_app.domain.audit import Event, Report
from consult_app.domain.backup import Manifest
from consult_app.errors import Refused
from consult_app.storage import archive, audit, backup, derive, engine, files, keyfile, migrate
from consult_app.storage.archive import Archive
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx

ASIDE = ".restore-"
KEPT = "before-restore-"


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that holds what it says. `report`: on its audit chain; `revision`: of its tables
    once they were brought up to this program's version."""

    archive: Archive
    report: Report
    revision: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place; `kept`: the folder with what was there, None where nothing was."""

    checked: Checked
    kept: Path | None


def verify(file: Path, key: bytes, folder: Path) -> Checked:
    """Restore `file` aside, compare, and throw the copy away; `folder`: of the records, if any.

    Raises `Refused`: file.unreadable, backup.not-one, backup.newer, backup.damaged,
    backup.other-key, store.disk-full, store.disk-error.
    """
    with told(), told_by_system(), files.private():
        place = folder if folder.is_dir() else None
        with TemporaryDirectory(prefix=ASIDE, dir=place) as aside:
            return _checked(file, key, Path(aside) / files.DATABASE)


def restore(file: Path, key: bytes, folder: Path, at: datetime) -> Restored:
    """Put the records in `file` in place of those in `folder`, which are kept.

    Raises `Refused`, with everything as it was: as `verify`, and store.in-use, store.read-only.
    """
    with told(), told_by_system(), files.private():
        lock = files.locked(folder, create=True)
        try:
            for leftover in folder.glob(f"{ASIDE}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            with TemporaryDirectory(prefix=ASIDE, dir=folder) as aside:
                new = Path(aside) / files.DATABASE
                checked = _checked(file, key, new)
                kept = _keep(folder, key, at)
                try:
                    _enter(new, key, checked.archive, replaced=_head(folder))
                except BaseException:
                    if kept is not None:  # nothing was taken away yet
                        shutil.rmtree(kept, ignore_errors=True)
                    raise
                _put(folder, new, key)
                return Restored(checked, kept)
        finally:
            lock.release()


def _checked(file: Path, key: bytes, target: Path) -> Checked:
    """Make `target` of the records in `file`, under the data key and of this program's version."""
    keys = derive.for_backup(key)
    with _readable():
        found = archive.opened(file, keys.seal)
        unpacked = target.with_name("unpacked.db")
        files.blank(unpacked)
        archive.unpack(found, files.DATABASE, unpacked)
    with _told_of_backup():
        _copy_compared(unpacked, keys.records, found.manifest, target, key)
        unpacked.unlink()
        migrate.bring_up(target, key)
        report = _report(target, key, found.manifest)
    return Checked(found, report, migrate.HEAD)


def _copy_compared(
    unpacked: Path, backup_key: bytes, manifest: Manifest, target: Path, key: bytes
) -> None:
    """Copy the unpacked records under the data key, if they are what the manifest says."""
    source = engine.connect(unpacked, backup_key, "query_only=ON")
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


def _enter(database: Path, key: bytes, found: Archive, replaced: str) -> None:
    """The first entry of the restored records: from what, and in place of what."""
    anchor = found.manifest.anchor
    details = {"sha256": found.sha256, "anchor": str(anchor or ""), "replaced": replaced}
    writing = engine.writing(database, key)
    try:
        with writing.begin() as connection:
            audit.append(
                Tx(connection),
                Event.BACKUP_RESTORED,
                actor=None,
                subject_kind="store",
                subject_id=0,
                details=details,
            )
    finally:
        writing.dispose()


def _head(folder: Path) -> str:
    """The newest anchor of the records that were there; empty where there is none to be read."""
    path = folder / files.DATABASE
    try:
        key = keyfile.load(folder)
        if key is None or not path.exists():
            return ""
        raw: Any = engine.connect(path, key)
    except (Refused, dbapi2.Error):
        return ""  # damaged: that may be why someone restores
    try:
        head = raw.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        return f"{head[0]}:{head[1]}" if head else ""
    except dbapi2.Error:
        return ""
    finally:
        raw.close()


def _keep(folder: Path, key: bytes, at: datetime) -> Path | None:
    """Keep the records with their log and their key, before anything touches them."""
    database = folder / files.DATABASE
    there = [path for path in (database, files.companions(database)[0]) if path.exists()]
    own = folder / keyfile.NAME
    if own.exists() and (there or not _has_key(folder, key)):
        there.append(own)
    if not there:
        return None
    kept = _new_folder(folder / f"{KEPT}{at:%Y-%m-%d-%H%M%S}")
    for path in there:
        _second_name(path, kept / path.name)
    files.sync_folder(kept)
    files.sync_folder(folder)
    return kept


def _new_folder(path: Path) -> Path:
    """A folder of this name, or with a number behind it where there is one."""
    for number in count(2):
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            path = path.with_name(f"{path.name}-{number}")
        else:
            break
    return path


def _has_key(folder: Path, key: bytes) -> bool:
    try:
        return keyfile.load(folder) == key
    except Refused:
        return False


def _second_name(path: Path, other: Path) -> None:
    """Keep a file under another name as well; a copy where the disk knows no second names."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)
        with other.open("r+b") as file:
            os.fsync(file.fileno())


def _put(folder: Path, new: Path, key: bytes) -> None:
    """Give the restored file its name; a log left over would be taken for its own."""
    for leftover in files.companions(folder / files.DATABASE):
        leftover.unlink(missing_ok=True)
    files.sync_folder(folder)
    if not _has_key(folder, key):
        keyfile.put(folder, key)
    files.settle(new, folder / files.DATABASE)


@contextmanager
def _readable() -> Iterator[None]:
    """What cannot be read, in words about the file that was named."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise Refused("file.unreadable") from None


@contextmanager
def _told_of_backup() -> Iterator[None]:
    """Trouble with the records inside a backup, in words about the backup."""
    try:
        with told():
            yield
    except Refused as refused:
        match refused.code:
            case "store.newer":
                raise Refused("backup.newer") from None
            case "store.damaged":
                raise Refused("backup.damaged") from None
        raise

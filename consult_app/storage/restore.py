"""A backup put in place of the records. What was there is kept in a folder beside it.

The new records get their name by one rename: of a vault that names their file, or of the file
itself where the key lies beside it, with no log of the old one left. Whatever happens on the way,
the old records are there or the new ones.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.storage import (
    aside,
    audit,
    derive,
    engine,
    files,
    keyfile,
    repeating,
    rotation,
    vaultfile,
    vaulttext,
)
from consult_app.storage.aside import Checked, Unpacked
from consult_app.storage.repeating import Repeated
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx

KEPT = "before-restore-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place; `kept`: the folder with what was there, None where nothing was.

    `repeated`: the erasures made since the backup, which hold in it as well.
    """

    checked: Checked
    kept: Path | None
    repeated: Repeated = field(default_factory=Repeated)


def verify(file: Path, data_key: bytes, folder: Path) -> Checked:
    """Restore `file` aside, compare, and throw the copy away; `folder`: of the records, if any.

    Raises `Refused` as `aside.unpack`.
    """
    with told(), told_by_system(), files.private(), aside.place(folder) as place:
        return aside.unpack(file, data_key, place).checked


def restore(file: Path, data_key: bytes, folder: Path, at: datetime) -> Restored:
    """Put the records in `file` in place of those in `folder`, which are kept.

    Raises `Refused`, with everything as it was: as `verify`, and store.in-use, store.read-only,
    backup.no-vault.
    """
    with told(), told_by_system(), files.private():
        lock = files.locked(folder, create=True)
        try:
            for leftover in folder.glob(f"{aside.PREFIX}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            with aside.place(folder) as place:
                return _restored(aside.unpack(file, data_key, place), data_key, folder, at)
        finally:
            lock.release()


def _restored(new: Unpacked, data_key: bytes, folder: Path, at: datetime) -> Restored:
    behind_vault = vaultfile.exists(new.folder)
    if vaultfile.exists(folder) and not behind_vault:
        raise Refused("backup.no-vault")
    kept = _keep(folder, data_key, at)
    try:
        ledgers = (folder, new.checked.archive.path.parent)
        repeated = repeating.repeat(new, data_key, ledgers, _there(folder, data_key))
        _enter(new, replaced=_head(folder, data_key))
    except BaseException:
        if kept is not None:  # nothing was taken away yet
            shutil.rmtree(kept, ignore_errors=True)
        raise
    if behind_vault:
        _put_behind_vault(new, data_key, folder)
    else:
        _put(new.database, data_key, folder)
    return Restored(new.checked, kept, repeated)


def _enter(new: Unpacked, replaced: str) -> None:
    """The first entry of the restored records: from what, and in place of what."""
    found = new.checked.archive
    anchor = str(found.manifest.anchor or "")
    writing = engine.writing(new.database, new.key)
    try:
        with writing.begin() as connection:
            audit.append(
                Tx(connection),
                Event.BACKUP_RESTORED,
                actor=None,
                subject_kind="store",
                subject_id=0,
                details={"sha256": found.sha256, "anchor": anchor, "replaced": replaced},
            )
    finally:
        writing.dispose()


def _head(folder: Path, data_key: bytes) -> str:
    """The newest anchor of the records that were there; empty where it cannot be read."""
    there = _there(folder, data_key)
    if there is None:
        return ""
    try:
        raw: Any = engine.connect(*there)
    except dbapi2.Error:
        return ""
    try:
        head = raw.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        return f"{head[0]}:{head[1]}" if head else ""
    except dbapi2.Error:
        return ""
    finally:
        raw.close()


def _there(folder: Path, data_key: bytes) -> tuple[Path, bytes] | None:
    """The database that is in force and its key; None where this data key does not lead to it:
    damaged, or of another key, which may be why someone restores."""
    try:
        if vaultfile.exists(folder):
            path = folder / vaultfile.proved(folder, data_key)[0].database
            return (path, derive.for_database(data_key)) if path.exists() else None
        path, key = folder / files.DATABASE, keyfile.load(folder)
    except Refused:
        return None
    return (path, key) if key is not None and path.exists() else None


def _keep(folder: Path, data_key: bytes, at: datetime) -> Path | None:
    """Keep the records with their logs, vault and key, before anything touches them."""
    there = [*_databases(folder), *_logs(folder)]
    if vaultfile.exists(folder):
        there.append(folder / vaultfile.NAME)
    own = folder / keyfile.NAME
    if own.exists() and (there or not _has_key(folder, data_key)):
        there.append(own)
    if not there:
        return None
    kept = _new_folder(folder / f"{KEPT}{at:%Y-%m-%d-%H%M%S}")
    for path in there:
        _second_name(path, kept / path.name)
    files.sync_folder(kept)
    files.sync_folder(folder)
    return kept


def _databases(folder: Path) -> list[Path]:
    """Every file with records that lies there, whoever names it."""
    return [p for p in folder.iterdir() if vaulttext.DATABASE_NAME.fullmatch(p.name)]


def _logs(folder: Path) -> Iterator[Path]:
    """What belongs to them and is on the disk alone: the index of a log is made anew."""
    yield from folder.glob("records*.db-wal")
    yield from folder.glob("records*.db-journal")


def _new_folder(path: Path) -> Path:
    """A folder of this name, or with a number behind it where there is one."""
    for number in count(1):
        new = path if number == 1 else path.with_name(f"{path.name}-{number}")
        try:
            new.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return new
    raise AssertionError  # numbers do not end


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


def _put(new: Path, key: bytes, folder: Path) -> None:
    """Give the restored file its name; a log left over would be taken for its own."""
    for leftover in files.companions(folder / files.DATABASE):
        leftover.unlink(missing_ok=True)
    files.sync_folder(folder)
    if not _has_key(folder, key):
        keyfile.put(folder, key)
    files.settle(new, folder / files.DATABASE)


def _put_behind_vault(new: Unpacked, data_key: bytes, folder: Path) -> None:
    """Put the backup's vault in force: it names the new file, and the old ones as scrap."""
    vault, signing = vaultfile.proved(new.folder, data_key)
    scrap = tuple(path.name for path in _databases(folder))
    name = f"records-{secrets.token_hex(4)}.db"
    files.settle(new.database, folder / name)
    with vaultfile.held(folder):
        in_force = replace(vault, database=name, begun=True, scrap=scrap)
        vaultfile.write(folder, in_force, signing)
    with suppress(Refused):  # what is left over goes at the next opening
        rotation.sweep(folder, data_key)
    (folder / keyfile.NAME).unlink(missing_ok=True)  # of records that had no vault; it is kept

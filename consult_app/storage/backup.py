"""Copies of the records: backups while they are in use, and the one before a migration.

A backup is encrypted with a key of its own, made from the data key. The vault is in it, so that a
password of when it was made, or the recovery code, restores it on any machine. Where the data key
lies in a file instead, that file is not in the backup, and restoring takes both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consult_app.domain.backup import Manifest
from consult_app.errors import Refused
from consult_app.storage import archive, audit, engine, files
from consult_app.storage.archive import Archive
from consult_app.storage.derive import BackupKeys
from consult_app.storage.trouble import told, told_by_system
from consult_app.storage.tx import Tx

FOLDER = "backups"
SUFFIX = ".backup"
PARTIAL = ".partial"


def create(
    tx: Tx,
    target: Path,
    keys: BackupKeys,
    *,
    made_at: datetime,
    program: str,
    vault: bytes | None = None,
) -> Archive:
    """Back up what `tx` sees, in one step, while others write; the file is there whole or not.

    `vault`: the vault that leads to the data key, where there is one (`vaultfile.content`).
    Raises `Refused`, with nothing left behind: file.exists, file.no-folder, file.not-writable,
    file.disk-full, file.disk-error, backup.not-sound, store.damaged.
    """
    if target.exists():
        raise Refused("file.exists")
    partial = target.with_name(f"{target.name}{PARTIAL}")
    with told_of_target(), files.private():
        try:
            manifest = _filled(tx, partial, keys.records, made_at, program, vault)
            checksum = archive.finish(partial, manifest, keys.seal)
            files.settle(partial, target)
        except BaseException:
            for leftover in (partial, *files.companions(partial)):
                leftover.unlink(missing_ok=True)
            raise
    return Archive(target, manifest, checksum)


def before_migration(path: Path, key: bytes, revision: str) -> Path | None:
    """Copy the database at `path` into the folder beside it, with the same key.

    None where there is no row to lose. Raises `Refused("store.backup-failed")` where the copy does
    not hold what the original holds.
    """
    source = engine.connect(path, key, "query_only=ON")
    try:
        counts = rows_by_table(source)
        if not any(counts.values()):
            return None
        folder = path.parent / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        copy = folder / f"before-{revision}-{stamp}.db"
        _copy(source, copy, key, counts)
        return copy
    finally:
        source.close()


def _copy(source: Any, copy: Path, key: bytes, counts: dict[str, int]) -> None:
    if not _copied(source, copy, key, counts):
        raise Refused("store.backup-failed")
    files.sync_folder(copy.parent)


def _filled(
    tx: Tx, partial: Path, key: bytes, made_at: datetime, program: str, vault: bytes | None
) -> Manifest:
    """Copy the records into `partial`, and say what is in there."""
    source: Any = tx.connection.connection.driver_connection
    # the first of these opens the snapshot that all of them, and the copy, see
    counts = rows_by_table(source)
    revision = source.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    anchor = audit.head(tx)
    if not _copied(source, partial, key, counts):
        raise Refused("backup.not-sound")
    parts = [archive.first_part(files.DATABASE, partial)]
    if vault is not None:
        parts.append(archive.add_part(files.VAULT, vault, partial))
    return Manifest(made_at, program, revision, counts, anchor, tuple(parts))


def _copied(source: Any, copy: Path, key: bytes, counts: dict[str, int]) -> bool:
    """Copy everything into a new file under another key; whether the copy holds it all."""
    files.blank(copy)
    target = engine.connect(copy, key)
    try:
        source.backup(target)  # in one step: in pieces it starts over at each write
        sound = target.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and rows_by_table(target) == counts
    finally:
        target.close()


@contextmanager
def told_of_target() -> Iterator[None]:
    """Troubles with the place of the copy, which may be another disk than that of the records."""
    try:
        with told(), told_by_system():
            yield
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("file.no-folder") from None
    except Refused as refused:
        match refused.code:
            case "store.disk-full":
                raise Refused("file.disk-full") from None
            case "store.disk-error":
                raise Refused("file.disk-error") from None
            case "store.read-only":
                raise Refused("file.not-writable") from None
        raise


def rows_by_table(raw: Any) -> dict[str, int]:
    """How many rows each table of a connection has."""
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).fetchall()
    return {
        name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own names
        for (name,) in names
    }

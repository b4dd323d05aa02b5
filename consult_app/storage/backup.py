"""A copy of the records before a migration, verified before anything is changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consult_app.errors import Refused
from consult_app.storage import engine, files

FOLDER = "backups"


def before_migration(path: Path, key: bytes, revision: str) -> Path | None:
    """Copy the database at `path` into the folder beside it, with the same key.

    None where there is no row to lose. Raises `Refused("store.backup-failed")` where the copy does
    not hold what the original holds.
    """
    source = engine.connect(path, key, "query_only=ON")
    try:
        counts = _counts(source)
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
    files.blank(copy)
    target = engine.connect(copy, key)
    try:
        source.backup(target)  # in one step: in pieces it starts over at each write
        sound = target.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not sound or _counts(target) != counts:
            raise Refused("store.backup-failed")
    finally:
        target.close()
    files.sync_folder(copy.parent)


def _counts(raw: Any) -> dict[str, int]:
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).fetchall()
    return {
        name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own names
        for (name,) in names
    }

"""The files of backups in a folder: how they are called, and what they say of themselves.

Those that are made by themselves carry the mark of their records in their names, so that a folder
may serve two clinics: rotation removes only what the program made itself, for these very records.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from consult_app.domain.backup import Manifest
from consult_app.errors import Refused
from consult_app.storage import archive, derive, vaultfile
from consult_app.storage.backup import PARTIAL, SUFFIX

_STAMP = "%Y-%m-%d-%H%M%S"
_OWN = re.compile(rf"consult-auto-([0-9a-f]{{8}})-(\d{{4}}(?:-\d\d){{2}}-\d{{6}}){SUFFIX}")
_MARK = 8


class Found(NamedTuple):
    """A backup in the folder, as it says of itself; nobody has proved a byte of it yet."""

    path: Path
    manifest: Manifest
    size: int
    automatic: bool


def mark(folder: Path, data_key: bytes) -> str:
    """What tells these records from others in a file's name; the same after a change of keys."""
    if vaultfile.exists(folder):
        own = vaultfile.read(folder).vault.id.encode()
    else:
        own = derive.for_backup(data_key).seal
    return hashlib.sha256(b"consult backup 1 name " + own).hexdigest()[:_MARK]


def by_hand(at: datetime) -> str:
    """The name of a backup that a person asked for."""
    return f"consult-{at.astimezone(UTC):{_STAMP}}{SUFFIX}"


def by_itself(mark: str, at: datetime) -> str:
    """The name of one that the plan asked for."""
    return f"consult-auto-{mark}-{at.astimezone(UTC):{_STAMP}}{SUFFIX}"


def automatic(folder: Path, mark: str) -> dict[datetime, Path]:
    """Those that were made by themselves for these records, by when. Raises OSError."""
    found = {}
    for path in folder.iterdir():
        named = _OWN.fullmatch(path.name)
        if named and named[1] == mark and path.is_file():
            with suppress(ValueError):  # a thirteenth month is no name of ours
                found[datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC)] = path
    return found


def remove_leftovers(folder: Path, mark: str) -> None:
    """What a program that was killed while it backed up left behind. Raises OSError.

    The caller has the records open, so no other program is making one.
    """
    for path in folder.glob(f"consult-auto-{mark}-*{SUFFIX}{PARTIAL}*"):
        path.unlink(missing_ok=True)


def every(folder: Path) -> tuple[Found, ...]:
    """Each backup of the folder, the newest first; nothing where there is no folder."""
    return tuple(sorted(_every(folder), key=lambda found: found.manifest.made_at, reverse=True))


def _every(folder: Path) -> Iterator[Found]:
    try:
        paths = [path for path in folder.iterdir() if path.name.endswith(SUFFIX)]
    except OSError:
        return
    for path in paths:
        with suppress(OSError, Refused):
            told = archive.peeked(path)
            own = _OWN.fullmatch(path.name) is not None
            yield Found(path, told, path.stat().st_size, own)

"""A new folder that is there whole or not at all: filled under another name, renamed at its end."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult_app.errors import Refused

PARTIAL = ".partial"


class Filling:
    """What is being written into a folder that has no name yet."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, name: str, content: bytes) -> None:
        """Write one file, for this user alone, its folders as well. Raises OSError."""
        file = self._path / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        binary = getattr(os, "O_BINARY", 0)  # Windows would change line ends
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())


@contextmanager
def new_folder(target: Path) -> Iterator[Filling]:
    """Fill the folder `target`, which must not be there; nothing of it stays if the block raises.

    Raises `Refused`: file.exists, file.no-folder, file.not-writable, file.disk-full,
    file.disk-error.
    """
    partial = target.with_name(f"{target.name}{PARTIAL}")
    if target.exists():
        raise Refused("file.exists")
    try:
        partial.mkdir(mode=0o700)
        try:
            yield Filling(partial)
            partial.rename(target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    except OSError as trouble:
        raise _told(trouble) from None


def _told(trouble: OSError) -> Refused:
    match trouble.errno:
        case errno.EEXIST | errno.ENOTEMPTY:
            return Refused("file.exists")
        case errno.ENOENT | errno.ENOTDIR:
            return Refused("file.no-folder")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Refused("file.not-writable")
        case errno.ENOSPC | errno.EDQUOT:
            return Refused("file.disk-full")
        case _:
            return Refused("file.disk-error")

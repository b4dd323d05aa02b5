"""Saving a copy of a document where a person wants it: the very bytes, or nothing at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from consult_app.domain.documents import DocumentRecord
from consult_app.errors import Refused


def file_name(record: DocumentRecord) -> str:
    """`aftercare-D-2026-00001.pdf`: nothing of the patient, whoever sees the folder."""
    return f"{record.kind.value}-{record.number}.pdf"


def save(pdf: bytes, target: Path) -> Path:
    """Write the bytes to `target`, readable by this user alone; returns where they are.

    A file of the same bytes is left as it is. Raises `Refused`, with nothing left behind:
    file.name-missing, file.exists, file.no-folder, file.not-writable, file.disk-full,
    file.disk-error.
    """
    if not target.name:
        raise Refused("file.name-missing")
    try:
        _write(pdf, target)
    except FileExistsError:
        if not target.is_file() or target.read_bytes() != pdf:
            raise Refused("file.exists") from None
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("file.no-folder") from None
    except OSError as trouble:
        raise _told(trouble) from None
    return target


def _told(trouble: OSError) -> Refused:
    """What the system says of a file, as a person can mend it."""
    match trouble.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return Refused("file.disk-full")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Refused("file.not-writable")
        case _:
            return Refused("file.disk-error")


def _write(pdf: bytes, target: Path) -> None:
    binary = getattr(os, "O_BINARY", 0)  # Windows would change line ends
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise

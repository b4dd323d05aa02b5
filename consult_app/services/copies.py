"""Saving copies of documents where a person wants them: the very bytes, or nothing at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from consult_app.documents.bundle import bundle
from consult_app.domain.documents import DocumentRecord, Edition
from consult_app.errors import Refused

Paper = tuple[str, bytes]
"""The name of a file and what is in it."""


def file_name(record: DocumentRecord) -> str:
    """`aftercare-D-2026-00001.pdf`: nothing of the patient, whoever sees the folder."""
    large = "" if record.edition is Edition.STANDARD else f"-{record.edition.value}"
    return f"{record.kind.value}-{record.number}{large}.pdf"


def pack_name(records: Sequence[DocumentRecord]) -> str:
    """`papers-D-2026-00001-and-2-more.pdf`: nothing of the patient here either."""
    more = f"-and-{len(records) - 1}-more" if len(records) > 1 else ""
    return f"papers-{records[0].number}{more}.pdf"


def save(pdf: bytes, target: Path, *, replace: bool = False) -> Path:
    """Write the bytes to `target`, readable by this user alone; returns where they are.

    A file of the same bytes is left as it is, another one unless it is to be replaced.
    Raises `Refused`, with nothing left behind and nothing lost: file.name-missing, file.exists,
    file.no-folder, file.not-writable, file.disk-full, file.disk-error.
    """
    if not target.name:
        raise Refused("file.name-missing")
    _put([(target, pdf)], replace=replace)
    return target


def save_each(papers: Sequence[Paper], folder: Path, *, replace: bool = False) -> Path:
    """Write each to its own file in the folder, all of them or none. Raises as `save`."""
    _put([(folder / name, pdf) for name, pdf in papers], replace=replace)
    return folder


def save_together(pdfs: Sequence[bytes], target: Path, *, replace: bool = False) -> Path:
    """Write all pages into one file: to be read and printed, without the seals. Raises as `save`,
    and document.unreadable."""
    return save(bundle(pdfs), target, replace=replace)


def _put(files: Sequence[tuple[Path, bytes]], *, replace: bool) -> None:
    """Each beside its place first, then all into their places: a full disk leaves nothing."""
    with _told():
        wanted = [(target, pdf) for target, pdf in files if not _is_there(target, pdf)]
        if not replace and any(target.exists() for target, _pdf in wanted):
            raise Refused("file.exists")
        beside: list[tuple[Path, Path]] = []
        try:
            for target, pdf in wanted:
                part = target.with_name(f".{target.name}.{os.getpid()}.part")
                beside.append((part, target))
                _write(pdf, part)
            for part, target in beside:
                part.replace(target)
        finally:
            for part, _target in beside:
                part.unlink(missing_ok=True)


def _is_there(target: Path, pdf: bytes) -> bool:
    return target.is_file() and target.stat().st_size == len(pdf) and target.read_bytes() == pdf


@contextmanager
def _told() -> Iterator[None]:
    """What the system says of a file, as a person can mend it."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("file.no-folder") from None
    except OSError as trouble:
        match trouble.errno:
            case errno.ENOSPC | errno.EDQUOT:
                raise Refused("file.disk-full") from None
            case errno.EACCES | errno.EPERM | errno.EROFS:
                raise Refused("file.not-writable") from None
            case errno.EISDIR | errno.ENOTEMPTY | errno.EEXIST:
                raise Refused("file.exists") from None
            case errno.ENAMETOOLONG | errno.EINVAL:
                raise Refused("file.name-missing") from None
            case _:
                raise Refused("file.disk-error") from None


def _write(pdf: bytes, target: Path) -> None:
    binary = getattr(os, "O_BINARY", 0)  # Windows would change line ends
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | binary, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())

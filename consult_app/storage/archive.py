"""The file of a backup: the encrypted parts, then the manifest, then what proves both.

    parts | manifest | seal (32) | length of the manifest (8) | checksum (32) | MAGIC (16)

The seal is HMAC-SHA256 over the SHA-256 of parts and manifest, by a key made from the data key: who
does not hold it can neither make nor change a backup. The checksum is the SHA-256 of everything
before it, so that damage shows without a key and is not taken for another clinic's backup. The
parts come first, so that the records are copied into the very file that becomes the backup.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from consult_app.domain.backup import Manifest, Part, read
from consult_app.errors import Refused

MAGIC = b"consult-backup-1"
_FAMILY = MAGIC[:-1]
_SEAL = 32
_LENGTH = 8
_CHECKSUM = 32
_TAIL = _SEAL + _LENGTH + _CHECKSUM + len(MAGIC)
_CHUNK = 1 << 20


class Archive(NamedTuple):
    """A backup that is whole and belongs to the key; `sha256` of the file but its last 48 bytes."""

    path: Path
    manifest: Manifest
    sha256: str


def part(name: str, path: Path) -> Part:
    """What the manifest says of a file that is the only part so far."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file, path.stat().st_size):
            digest.update(chunk)
    return Part(name, path.stat().st_size, digest.hexdigest())


def finish(path: Path, manifest: Manifest, seal_key: bytes) -> str:
    """Make a backup of a file that holds the parts alone, synced; its checksum as hex."""
    text = manifest.text().encode()
    with path.open("r+b") as file:
        digest = hashlib.sha256()
        for chunk in _chunks(file, path.stat().st_size):
            digest.update(chunk)
        digest.update(text)
        tail = hmac.digest(seal_key, digest.digest(), "sha256") + len(text).to_bytes(_LENGTH, "big")
        digest.update(tail)
        file.write(text + tail + digest.digest() + MAGIC)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def opened(path: Path, seal_key: bytes) -> Archive:
    """The backup at `path`, once every byte of it has been proved.

    Raises `Refused`: backup.not-one, backup.newer, backup.damaged, backup.other-key; OSError.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < _TAIL:
            raise Refused("backup.not-one")
        file.seek(size - _TAIL)
        tail = file.read(_TAIL)
        _require_magic(tail[-len(MAGIC) :])
        length = int.from_bytes(tail[_SEAL : _SEAL + _LENGTH], "big")
        if length > size - _TAIL:
            raise Refused("backup.damaged")
        file.seek(0)
        digest = hashlib.sha256()
        for chunk in _chunks(file, size - _TAIL - length):
            digest.update(chunk)
        text = file.read(length)
    digest.update(text)
    seal = hmac.digest(seal_key, digest.digest(), "sha256")
    digest.update(tail[: _SEAL + _LENGTH])
    if digest.digest() != tail[_SEAL + _LENGTH : -len(MAGIC)]:
        raise Refused("backup.damaged")
    if not hmac.compare_digest(seal, tail[:_SEAL]):
        raise Refused("backup.other-key")
    return Archive(path, _manifest(text, size - _TAIL - length), digest.hexdigest())


def unpack(archive: Archive, name: str, target: Path) -> None:
    """Write one part into `target`, which must exist and be empty.

    Raises `Refused("backup.damaged")` where it is not there or has changed since; OSError.
    """
    start = 0
    digest = hashlib.sha256()
    for found in archive.manifest.parts:
        if found.name != name:
            start += found.size
            continue
        with archive.path.open("rb") as file, target.open("r+b") as out:
            file.seek(start)
            for chunk in _chunks(file, found.size):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() == found.sha256:
            return
        break
    raise Refused("backup.damaged")


def _require_magic(found: bytes) -> None:
    if found == MAGIC:
        return
    if found.startswith(_FAMILY) and found[-1:].isdigit():
        raise Refused("backup.newer")
    raise Refused("backup.not-one")


def _manifest(text: bytes, size: int) -> Manifest:
    """The manifest, whose parts must fill `size` bytes."""
    try:
        manifest = read(text.decode())
    except (ValueError, KeyError, TypeError):  # sealed by us, so by a version that writes others
        raise Refused("backup.newer") from None
    if sum(part.size for part in manifest.parts) != size:
        raise Refused("backup.damaged")
    return manifest


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The next `size` bytes, in pieces; fewer where the file ends."""
    while size > 0 and (chunk := file.read(min(_CHUNK, size))):
        size -= len(chunk)
        yield chunk

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
_LONGEST_MANIFEST = 1_000_000
_CHUNK = 1 << 20


class Archive(NamedTuple):
    """A backup that is whole and belongs to the key; `sha256` of the file but its last 48 bytes."""

    path: Path
    manifest: Manifest
    sha256: str


def first_part(name: str, path: Path) -> Part:
    """What the manifest says of a file that is the only part so far."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file, path.stat().st_size):
            digest.update(chunk)
    return Part(name, path.stat().st_size, digest.hexdigest())


def add_part(name: str, content: bytes, path: Path) -> Part:
    """Append a small part, and say what the manifest says of it."""
    with path.open("ab") as file:
        file.write(content)
    return Part(name, len(content), hashlib.sha256(content).hexdigest())


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


class Whole(NamedTuple):
    """A backup of which no byte is damaged; whose it is only `opened` tells."""

    archive: Archive
    digest: bytes
    seal: bytes


def opened(path: Path, seal_key: bytes) -> Archive:
    """The backup at `path`, once every byte of it has been proved.

    Raises `Refused`: backup.not-one, backup.newer, backup.damaged, backup.other-key; OSError.
    """
    found = whole(path)
    if not hmac.compare_digest(hmac.digest(seal_key, found.digest, "sha256"), found.seal):
        raise Refused("backup.other-key")
    return found.archive


def whole(path: Path) -> Whole:
    """The backup at `path`, before anyone has a key. Raises as `opened`, but for the last."""
    with path.open("rb") as file:
        size, tail, length = _tail(file)
        seal = tail[:_SEAL]
        file.seek(0)
        digest = hashlib.sha256()
        for chunk in _chunks(file, size - _TAIL - length):
            digest.update(chunk)
        text = file.read(length)
    digest.update(text)
    content = digest.digest()
    digest.update(tail[: _SEAL + _LENGTH])
    if digest.digest() != tail[_SEAL + _LENGTH : -len(MAGIC)]:
        raise Refused("backup.damaged")
    manifest = _manifest(text, size - _TAIL - length)
    return Whole(Archive(path, manifest, digest.hexdigest()), content, seal)


def peeked(path: Path) -> Manifest:
    """What a backup says of itself, without a look at the rest of it. Raises as `whole`."""
    with path.open("rb") as file:
        size, _seals, length = _tail(file)
        file.seek(size - _TAIL - length)
        return _manifest(file.read(length), size - _TAIL - length)


def unpack(archive: Archive, name: str, target: Path) -> None:
    """Write one part into `target`, a file that is not there yet.

    Raises `Refused("backup.damaged")` where it is not there or has changed since; OSError.
    """
    start = 0
    digest = hashlib.sha256()
    for found in archive.manifest.parts:
        if found.name != name:
            start += found.size
            continue
        with archive.path.open("rb") as file, target.open("xb") as out:
            file.seek(start)
            for chunk in _chunks(file, found.size):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() == found.sha256:
            return
        break
    raise Refused("backup.damaged")


def _tail(file: BinaryIO) -> tuple[int, bytes, int]:
    """The size of the whole, its last bytes, and how long the manifest before them is."""
    size = os.fstat(file.fileno()).st_size
    if size < _TAIL:
        raise Refused("backup.not-one")
    file.seek(size - _TAIL)
    tail = file.read(_TAIL)
    _require_magic(tail[-len(MAGIC) :])
    length = int.from_bytes(tail[_SEAL : _SEAL + _LENGTH], "big")
    if length > min(size - _TAIL, _LONGEST_MANIFEST):
        raise Refused("backup.damaged")
    return size, tail, length


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
    except (ValueError, KeyError, TypeError):  # undamaged, so of a version that writes others
        raise Refused("backup.newer") from None
    if sum(part.size for part in manifest.parts) != size:
        raise Refused("backup.damaged")
    return manifest


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The next `size` bytes, in pieces; fewer where the file ends."""
    while size > 0 and (chunk := file.read(min(_CHUNK, size))):
        size -= len(chunk)
        yield chunk

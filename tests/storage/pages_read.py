"""Every page of an encrypted file and its log as it lies on the disk, decrypted by hand.

SQLCipher 4: AES-256-CBC, 80 bytes at the end of a page of which the first 16 are its IV; the first
16 bytes of the file are the salt, which a raw key does not use.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def plain(file: Path, key: bytes) -> bytes:
    """Everything that the database file and its write-ahead log hold, free pages as well."""
    content = file.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    found = [_page(page, key, first=n == 0) for n, page in enumerate(pages)]
    return b"".join([*found, *_frames(file.with_name(f"{file.name}-wal"), key)])


def _frames(log: Path, key: bytes) -> Iterator[bytes]:
    content = log.read_bytes() if log.exists() else b""
    for at in range(LOG_HEAD, len(content), FRAME_HEAD + PAGE):
        first = int.from_bytes(content[at : at + 4], "big") == 1
        yield _page(content[at + FRAME_HEAD : at + FRAME_HEAD + PAGE], key, first=first)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : PAGE - RESERVED]
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    decryptor = Cipher(AES(key), CBC(iv)).decryptor()
    return decryptor.update(body) + decryptor.finalize()

"""Whether a file that does not open has another key or is damaged: the pages' own checksums tell.

SQLCipher 4 reports both as "not a database". Each page of 4096 bytes ends in 80 reserved ones: an
initialisation vector (16) and an HMAC-SHA512 (64) over the rest and the page's number; the HMAC's
key comes from the data key and the salt in the file's first 16 bytes
(Zetetic, "SQLCipher Design").
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

PAGE = 4096
SALT = 16
RESERVE = 80
IV = 16
MASK = 0x3A
LOOK_AT = 64
"""Pages that are tried before the key is called wrong."""


def key_is_wrong(path: Path, key: bytes) -> bool:
    """Whether none of the first pages was sealed with `key`; with it, one would do."""
    with path.open("rb") as file:
        salt = file.read(SALT)
        file.seek(0)
        pages = [page for _ in range(LOOK_AT) if len(page := file.read(PAGE)) == PAGE]
    masked = bytes(byte ^ MASK for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, masked, 2, dklen=len(key))
    return not any(_sealed(seal_key, number, page) for number, page in enumerate(pages, start=1))


def _sealed(key: bytes, number: int, page: bytes) -> bool:
    start = SALT if number == 1 else 0
    covered = page[start : PAGE - RESERVE + IV] + number.to_bytes(4, "little")
    expected = hmac.digest(key, covered, "sha512")
    return hmac.compare_digest(expected, page[PAGE - RESERVE + IV :])

"""Files that belong to an answer: which kinds are kept, told by their bytes and not their name."""

from __future__ import annotations

from consult_app.domain.names import clean
from consult_app.domain.photographs import is_heif
from consult_app.errors import Refused

LARGEST = 20_000_000
"""Bytes of one file."""
TITLE_LIMIT = 200
"""Characters kept of a file's name."""

_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_PDF, _PDF_WITHIN = b"%PDF-", 1024
"""Readers take a PDF whose mark stands anywhere in the first 1,024 bytes; scanners write such."""


def content_type(data: bytes, largest: int = LARGEST) -> str:
    """What the bytes are, of a file of at most `largest` bytes.

    Raises `Refused`: attachment.empty, attachment.too-large, photograph.heic,
    attachment.wrong-kind.
    """
    if not data:
        raise Refused("attachment.empty")
    if len(data) > largest:
        raise Refused("attachment.too-large", limit=largest // 1_000_000)
    for mark, kind in _KINDS:
        if data.startswith(mark):
            return kind
    if _PDF in data[:_PDF_WITHIN]:
        return "application/pdf"
    if is_heif(data):
        raise Refused("photograph.heic")
    raise Refused("attachment.wrong-kind")


def title(name: str) -> str:
    """A file's name as it is kept: visible characters, its ending and a bounded beginning."""
    whole = clean(name)
    if len(whole) <= TITLE_LIMIT:
        return whole
    stem, dot, ending = whole.rpartition(".")
    end = dot + ending if stem and len(ending) <= 8 else ""
    return whole[: TITLE_LIMIT - len(end) - 1] + "…" + end

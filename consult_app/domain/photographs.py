"""Photographs of the treated place: when one may be taken, and which session it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST = 40_000_000
"""Bytes of a file as it comes from a camera."""
MOST_PIXELS = 60_000_000
"""Of one picture, told by its head, before any of them is unpacked."""
LONGEST_SIDE = 2_400
"""Pixels that are kept: enough to compare a place by, and a hundred of them weigh little."""
KEPT_AS = "image/jpeg"
"""What every photograph is kept as: drawn anew, so that nothing of the camera's file is left."""
STATEMENT = "photographs"
"""Id of the optional statement of a consent that allows them."""


_HEIF = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")  # ISO/IEC 23008-12
)


def is_heif(data: bytes) -> bool:
    """Whether these are the bytes of a HEIF picture, as phones take them, by their brand."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIF


class Moment(StrEnum):
    """When in a session a photograph was taken."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph without its bytes; `width` and `height` in pixels."""

    id: int
    consultation_id: int
    session: int
    moment: Moment
    sha256: str
    width: int
    height: int
    author_id: int
    at: datetime

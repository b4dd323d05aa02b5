"""The finished document in the patient's hands: that they confirmed it to be what they signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """The patient looked at the finished document and confirmed it.

    `sha256`: of the very bytes that were shown; `strokes_sha256`: of the signature in them;
    `author_id`: who had handed the screen over.
    """

    consent_id: int
    document_id: int
    sha256: str
    strokes_sha256: str
    author_id: int
    at: datetime

"""What the code on a printed page says: which document, which page. Nothing of the patient."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"CONSULT:([A-Z0-9-]{1,40}):([1-9]\d{0,3}):([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class PageCode:
    """Page `page` (from 1) of the `pages` of the document with this number."""

    number: str
    page: int
    pages: int

    def __str__(self) -> str:
        """In the characters that a QR code holds most of."""
        return f"CONSULT:{self.number.upper()}:{self.page}:{self.pages}"


def read(text: str) -> PageCode | None:
    """The page that a scanned code names; None where it is no code of ours."""
    found = _FORM.fullmatch(text)
    if found is None or int(found[2]) > int(found[3]):
        return None
    return PageCode(found[1], int(found[2]), int(found[3]))

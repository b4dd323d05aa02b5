"""What can be said of a file without knowing the clinic: its hash, its fonts, its structure."""

from __future__ import annotations

import hashlib
from typing import Any

from consult_app.documents import pages


def sha256(pdf: bytes) -> str:
    """The hash that a document is stored and found under."""
    return hashlib.sha256(pdf).hexdigest()


def fonts_embedded(pdf: bytes) -> bool:
    """Whether every piece of text brings its font along. Raises Refused (document.unreadable)."""
    with pages.opened(pdf) as document:
        return all(_embedded(page) for page in document)


def _embedded(page: Any) -> bool:
    import pypdfium2.raw as pdfium  # as in `pages`

    texts = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    return all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(t.raw)) for t in texts)

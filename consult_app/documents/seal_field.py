"""The place for the clinic's seal, made while the document is drawn: a seal changes nothing else.

A field that is made while sealing would be untagged (PDF/UA-1, 7.18.1). This one lies off the page,
so that it is no content; what signs visibly is drawn as a figure.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)

NAME = "ClinicSeal"

_PRINTED_AND_LOCKED = 4 | 128
"""Flags of an annotation (ISO 32000-1, 12.5.3); PDF/A wants the first."""
_SIGNATURES_EXIST_APPEND_ONLY = 1 | 2
_OFF_PAGE = (-9, -9, -9, -9)


def reserve(document: Any, words: str) -> None:
    """Give the first page the empty field; `words` are what a screen reader says of it."""
    field = PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(NAME),
            "TU": PDFString(words),
            "F": _PRINTED_AND_LOCKED,
            "Rect": PDFArray(list(_OFF_PAGE)),
            "P": PDFObjectReference("Page1"),
        }
    )
    reference = document.Reference(field, NAME)
    first = document.Pages.pages[0]
    first.Annots = PDFArray([reference])
    document.Catalog.AcroForm = PDFDictionary(
        {"Fields": PDFArray([reference]), "SigFlags": _SIGNATURES_EXIST_APPEND_ONLY}
    )

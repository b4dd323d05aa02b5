"""Scanned pages as one file that lasts: PDF/A-2b, the pictures in it byte for byte."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import cos, radians, sin
from typing import Any

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from consult_app.documents import archive, fonts, paper, seal_field
from consult_app.documents.archive import About

LONGER_SIDE = 842.0
"""Points: a page is as high as A4, or as wide where it lies."""


def write(pictures: Sequence[tuple[bytes, int]], about: About, seal: str) -> bytes:
    """A page for each (JPEG, turn in degrees counter-clockwise), with a place for the seal.

    `seal`: what that place is called. The same pictures give the same bytes.
    """
    fonts.ready()
    out = io.BytesIO()
    canvas = Canvas(
        out,
        invariant=1,
        pageCompression=1,
        initialFontName=paper.REGULAR,
        pdfVersion=(1, 7),
        lang=about.language,
    )
    for number, (picture, turn) in enumerate(pictures, 1):
        _draw(canvas, f"scan{number}", picture, turn)
    document = canvas._doc
    archive.describe(document, about, tagged=False)
    seal_field.reserve(document, seal)
    with archive.repaired_writer():
        document.SaveToFile(out, canvas)
    return out.getvalue()


def _draw(canvas: Any, name: str, picture: bytes, turn: int) -> None:
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as image:
        (wide, high), grey = image.size, image.mode == "L"
    scale = LONGER_SIDE / max(wide, high)
    width, height = wide * scale, high * scale
    lying = turn % 180 != 0
    page = (height, width) if lying else (width, height)
    canvas.setPageSize(page)
    canvas.saveState()
    canvas.translate(page[0] / 2, page[1] / 2)
    angle = radians(turn)
    canvas.transform(cos(angle), sin(angle), -sin(angle), cos(angle), 0, 0)
    canvas.transform(width, 0, 0, height, -width / 2, -height / 2)
    _put(canvas, name, _stream(picture, wide, high, grey))
    canvas.restoreState()
    canvas.showPage()


def _stream(picture: bytes, wide: int, high: int, grey: bool) -> Any:
    """The picture as the file holds it; the library's own way would decode it and write it anew."""
    stream = PDFStream(content=picture)
    stream.dictionary["Type"] = PDFName("XObject")
    stream.dictionary["Subtype"] = PDFName("Image")
    stream.dictionary["Width"], stream.dictionary["Height"] = wide, high
    stream.dictionary["ColorSpace"] = PDFName("DeviceGray" if grey else "DeviceRGB")
    stream.dictionary["BitsPerComponent"] = 8
    stream.dictionary["Filter"] = PDFName("DCTDecode")
    return stream


def _put(canvas: Any, name: str, stream: Any) -> None:
    """Draw it over the unit square."""
    document = canvas._doc
    known = document.getXObjectName(name)
    document.Reference(stream, known)
    document.addForm(name, stream)
    canvas.addLiteral(f"/{known} Do")
    canvas._formsinuse.append(name)

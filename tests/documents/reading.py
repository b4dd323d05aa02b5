"""Files read back for the tests, by readers that are not the writer."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from consult_app.documents import pages, text
from consult_app.documents.content import printed_text
from consult_app.domain.blocks import Sheet

SOFT_HYPHEN_AS_READ = re.compile("[\u00ad\ufffe\x02]\\s*")


class Glyph(NamedTuple):
    """A drawn character and its box, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def squeezed(text: str) -> str:
    """Without spaces and line ends, which layout may move."""
    return re.sub(r"\s+", "", SOFT_HYPHEN_AS_READ.sub("", text))


def page_texts(pdf: bytes) -> list[str]:
    return [pages.page_text(pdf, index) for index in range(pages.page_count(pdf))]


def whole_text(pdf: bytes) -> str:
    return squeezed("".join(page_texts(pdf)))


def lost(sheet: Sheet, pdf: bytes) -> list[str]:
    """The pieces of the sheet that cannot be read from any one page."""
    found = [squeezed(text) for text in page_texts(pdf)]
    return [piece for piece in meant(sheet) if not any(piece in page for page in found)]


def meant(sheet: Sheet) -> list[str]:
    """The pieces of text of the sheet as they should be read, without spaces."""
    return [squeezed(text.clean(value)) for value in printed_text(sheet)]


def unmeant(sheet: Sheet, read: str) -> str:
    """What was read beyond the text of the sheet: markers, the words around it, times of signing.

    Fails where a piece of the sheet is not read in its place.
    """
    found: list[str] = []
    at = 0
    for piece in meant(sheet):
        place = read.find(piece, at)
        assert place >= 0, f"not read in its place: {piece[:80]}"
        found.append(read[at:place])
        at = place + len(piece)
    found.append(read[at:])
    return "".join(found)


def glyphs(pdf: bytes, index: int) -> list[Glyph]:
    document = pypdfium2.PdfDocument(pdf)
    page = document[index]
    read = page.get_textpage()
    found = [
        Glyph(read.get_text_range(i, 1), *read.get_charbox(i)) for i in range(read.count_chars())
    ]
    for thing in (read, page, document):
        thing.close()
    return [glyph for glyph in found if glyph.text.strip()]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def instructions(page: pikepdf.Page) -> list[tuple[str, list[Any]]]:
    """Operator and operands of all that the page draws."""
    stream = pikepdf.parse_content_stream(page)
    return [(str(instruction.operator), list(instruction.operands)) for instruction in stream]


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Role and alternative text of each element, in reading order."""
    found: list[tuple[str, str]] = []

    def walk(element: pikepdf.Object) -> None:
        found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
        for kid in element.get("/K", pikepdf.Array()):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
                walk(kid)

    with opened(pdf) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def labels(pdf: bytes) -> list[str]:
    """What the marker of each list item is read out as."""
    with opened(pdf) as document:
        elements = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return [str(e.get("/ActualText", "")) for e in elements if e.get("/S") == "/Lbl"]


def qpdf_complaints(pdf: bytes, folder: Path) -> str:
    """What `qpdf --check` says against the file; empty where nothing."""
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    return done.stderr if done.returncode == 0 else done.stdout + done.stderr

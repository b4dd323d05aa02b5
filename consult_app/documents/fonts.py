"""The fonts of paper: registered once, always embedded, asked for every character beforehand."""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from consult_app import paths
from consult_app.documents import paper

FILES = {
    paper.REGULAR: "NotoSans-Regular.ttf",
    paper.SEMIBOLD: "NotoSans-SemiBold.ttf",
    paper.BOLD: "NotoSans-Bold.ttf",
    paper.ITALIC: "NotoSans-Italic.ttf",
}


@cache
def ready() -> None:
    """Read and register the four fonts; the first call costs some ten milliseconds each."""
    for name, file in FILES.items():
        path = paths.resources() / "fonts" / file
        pdfmetrics.registerFont(TTFont(name, str(path), asciiReadable=False))


@cache
def widths(font: str) -> dict[str, float]:
    """Advance of each character that `font` can draw, in parts of its size."""
    ready()
    face = pdfmetrics.getFont(font).face
    # the canvas draws a no-break space with the glyph of the space
    known = {chr(code): width / 1000 for code, width in face.charWidths.items()}
    return {**known, "\u00a0": known[" "]}


@cache
def coverage() -> frozenset[str]:
    """The characters that all four fonts can draw."""
    ready()
    codes = [frozenset(pdfmetrics.getFont(font).face.charToGlyph) for font in FILES]
    drawable = frozenset.intersection(*codes)
    return frozenset(chr(code) for code in drawable if code >= 32) | {"\n"}

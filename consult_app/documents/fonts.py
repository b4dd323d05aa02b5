"""The fonts of paper: a chain of scripts, always embedded, asked for every character beforehand."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from consult_app import paths
from consult_app.documents import paper
from consult_app.errors import Refused

WEIGHTS = {
    paper.REGULAR: "Regular",
    paper.SEMIBOLD: "SemiBold",
    paper.BOLD: "Bold",
    paper.ITALIC: "Italic",
}

LATIN = "NotoSans"
"""Latin, Greek and Cyrillic."""
SCRIPTS: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {
    "NotoSansArabic": (
        "Arab",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ),
    "NotoSansHebrew": ("Hebr", ((0x590, 0x5FF), (0xFB1D, 0xFB4F))),
    "NotoSansDevanagari": ("Deva", ((0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF))),
}
"""Family of files -> script (ISO 15924) and its characters. The order is that of asking."""
SIGNS = "ConsultSigns"
"""Arrows, relations and other signs that no family of a script has."""
SPOKEN = {"NotoSansArabic": "ar", "NotoSansHebrew": "he", "NotoSansDevanagari": "hi"}
"""The language that a name in another script is read out in, where nobody says which it is."""

LAST_PUBLIC = 0xEFFFF
"""Codes beyond stand for glyphs that no character names; see `shaping`."""


@cache
def font(name: str) -> Any:
    """The writer's font of one of our names, read at its first use (10 to 40 ms).

    Raises Refused (document.font-missing).
    """
    file = f"{file_of(name)}.ttf"
    try:
        made = TTFont(name, str(paths.resources() / "fonts" / file), asciiReadable=False)
    except (OSError, TTFError) as broken:
        raise Refused("document.font-missing", file=file) from broken
    pdfmetrics.registerFont(made)  # which keeps the first of a name
    return pdfmetrics.getFont(name)


def ready() -> None:
    """Read the fonts that every document begins with."""
    for name in WEIGHTS:
        font(name)


def file_of(name: str) -> str:
    """The file, without its ending, of `Consult-Bold` or `Consult-Bold/NotoSansArabic`."""
    look, _, family = name.partition("/")
    return f"{family or LATIN}-{WEIGHTS[look]}"


def chained(look: str, family: str) -> str:
    """The name of a look in another family; what has no slanted form is set apart by weight."""
    if not family:
        return look
    return f"{paper.SEMIBOLD if look == paper.ITALIC else look}/{family}"


def script(name: str) -> str:
    """The script (ISO 15924) that a font of ours is for."""
    family = name.partition("/")[2]
    if family == SIGNS:
        return "Zyyy"
    return SCRIPTS[family][0] if family else "Latn"


@cache
def family_of(character: str) -> str:
    """The family that draws `character` whatever stands beside it; empty for what Latin has."""
    code = ord(character)
    for family, (_, ranges) in SCRIPTS.items():
        if any(first <= code <= last for first, last in ranges):
            return family
    return SIGNS if character not in coverage() and character in coverage(SIGNS) else ""


@cache
def widths(name: str) -> dict[str, float]:
    """Advance of each character that the font can draw, in parts of its size."""
    face = font(name).face
    # the canvas draws a no-break space with the glyph of the space
    known = {chr(c): width / 1000 for c, width in face.charWidths.items() if c <= LAST_PUBLIC}
    return {**known, "\u00a0": known[" "]}


@cache
def coverage(family: str = "") -> frozenset[str]:
    """The characters that all weights of a family can draw; the empty one is Latin."""
    names = {chained(look, family) for look in WEIGHTS}
    codes = [frozenset(font(name).face.charToGlyph) for name in names]
    drawable = frozenset.intersection(*codes)
    return frozenset(chr(c) for c in drawable if 32 <= c <= LAST_PUBLIC) | {"\n"}


def draws(character: str) -> bool:
    """Whether some font of the chain can draw `character`."""
    return character in coverage() or character in coverage(family_of(character))

"""One shaped word as operators of a page: glyphs from left to right, each at its place."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from consult_app.documents import fonts, shaping
from consult_app.documents.shaping import Glyph
from consult_app.documents.spans import Span

NUDGE = 0.01
"""Thousandths of the size that nobody sees."""


def operators(canvas: Any, span: Span, x: float, y: float) -> str:
    """A text object that shows one word, and the space behind it, with its left end at (x, y).

    A word that runs from right to left is marked as written backwards; another, where a glyph
    stands for no character of its own or stacks, says as a whole what it is.
    """
    word = span.text.removesuffix(" ")
    glyphs = [_space(span)] * (len(span.text) - len(word))
    shaped = shaping.shaped(word, span.font, backward=span.backward)
    glyphs = [*glyphs, *shaped] if span.backward else [*shaped, *glyphs]
    colour = " ".join(f"{part:.4g}" for part in span.colour)
    shown = f"BT {colour} rg 1 0 0 1 {x:.6g} {y:.6g} Tm {_shown(canvas, span, glyphs)} ET"
    if span.backward:
        return f"/ReversedChars BMC {shown} EMC"
    if any(glyph.text == shaping.SILENT or glyph.right or glyph.up for glyph in shaped):
        actual = span.text.encode("utf-16-be").hex()
        return f"/Span <</ActualText <FEFF{actual}>>> BDC {shown} EMC"
    return shown


def _space(span: Span) -> Glyph:
    width = fonts.widths(span.font)[" "] * 1000
    return Glyph(" ", " ", width, width, 0.0, 0.0)


def _shown(canvas: Any, span: Span, glyphs: list[Glyph]) -> str:
    """Text operators for the glyphs: another font where the writer's subset ends, a rise for marks
    that stand higher, a step back or forth where the next glyph does not simply follow."""
    font, document = fonts.font(span.font), canvas._doc
    codes = [
        (subset, code)
        for subset, some in font.splitString("".join(g.code for g in glyphs), document)
        for code in some
    ]
    found, pen, at, rise = [], 0.0, 0.0, 0.0
    pairs = zip(codes, glyphs, strict=True)
    for (subset, up), same in groupby(pairs, lambda pair: (pair[0][0], pair[1].up)):
        found.append(f"{font.getSubsetInternalName(subset, document)} {span.size:.4g} Tf")
        if up != rise:
            found.append(f"{up * span.size / 1000:.4g} Ts")
            rise = up
        shown = []
        for (_, code), glyph in same:
            step = at + glyph.right - pen
            shown.append(f"{-step:.6g}<{code:02X}>" if abs(step) > NUDGE else f"<{code:02X}>")
            pen = at + glyph.right + glyph.width
            at += glyph.advance
        found.append(f"[{''.join(shown)}] TJ")
    return " ".join([*found, "0 Ts"] if rise else found)

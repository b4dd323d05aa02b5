"""Signatures: the pen's own lines as curves whose width follows the pressure, or a line for ink."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_date, format_datetime

from consult_app.documents import paper, structure, text
from consult_app.documents.boxes import Box, Row, Stack, Text
from consult_app.documents.pen import Pen
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import SignatureBlock, Stroke

AREA = 56.0
LINE_PART = 0.6
"""Of the width, for the signature; the rest is for the date."""

THINNEST = 0.5
THICKNESS = 1.7
"""Points at no pressure, and what full pressure adds."""


class Ink(Box):
    """The place for one signature above its line, and beside it one for the date."""

    def __init__(self, strokes: Sequence[Stroke], alt: str, height: float, *, dated: bool) -> None:
        self.height = height
        self._strokes = strokes
        self._dated = dated
        self.element = Element("Figure", alt=alt)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        bottom = top - self.height
        own = self.width * LINE_PART
        pen.rule(x, bottom, own, paper.QUIET, 0.8)
        if not self._dated:
            pen.rule(x + own + paper.GAP, bottom, self.width - own - paper.GAP, paper.QUIET, 0.8)
        if not self._strokes:
            return
        left = pen.left(x, own)
        self.element.attributes = structure.layout_box(left, bottom, own, self.height)
        with pen.content(self.element.under(parent)):
            pen.canvas.saveState()
            _draw_strokes(pen.canvas, self._strokes, left + 4, bottom + 3, own - 8, self.height - 4)
            pen.canvas.restoreState()


class Signature(Stack):
    """Who signs, what it means, the place to sign, what stands below it."""

    def stretch(self, height: float) -> None:
        for child in self.children[1:]:  # a part of one may begin with it, and has no room above
            if isinstance(child, Ink):
                child.before += height - self.height
                self.height = height


def build(block: SignatureBlock, style: Style, words: Words, width: float) -> Signature:
    """Who signs, what it means, the signature, the name and the time."""
    signed = block.signed_at is not None
    alt = f"{words['signature']}: {block.name or block.role}"
    ink = Ink(block.strokes, alt, style.scaled(AREA), dated=signed)
    ink.before = 4.0
    role = Text(text.plain(block.role, style.heading_3), style.heading_3, style.language)
    meaning = Text(text.plain(block.meaning, style.body), style.body, style.language)
    meaning.before = 2.0
    captions = _captions(block, style, words, width)
    captions.before = 4.0
    stack = Signature([role, meaning, ink, captions], Element("Sect"), whole=True)
    stack.before = stack.after = 16.0
    return stack


def _captions(block: SignatureBlock, style: Style, words: Words, width: float) -> Box:
    """Name and time below their lines; below each other where the time would be broken."""
    left = block.name or words["signature"]
    right = words["date"] if block.signed_at is None else moment(block.signed_at, style.language)
    own = width * LINE_PART
    face = style.caption
    beside = width - own - paper.GAP
    spans = [text.plain(words, face) for words in (left, right)]
    cells = [Text(span, face, style.language) for span in spans]
    if block.signed_at is not None and text.natural_width(spans[1]) > beside:
        return Stack(cells)
    return Row(cells, (own, beside), paper.GAP)


def moment(when: datetime, language: str) -> str:
    """Date and time in words of `language`, with the distance from UTC where it is known."""
    locale = "en_GB" if language in ("", "en") else language.replace("-", "_")
    day = format_date(when, "long", locale=locale)
    zone = format_datetime(when, " (xxx)", locale=locale) if when.tzinfo else ""
    return day + format_datetime(when, ", HH:mm", locale=locale) + zone


def _draw_strokes(
    canvas: Any, strokes: Sequence[Stroke], x: float, y: float, width: float, height: float
) -> None:
    """The strokes in the given rectangle; the pad's height is the unit of its points."""
    widest = max((point[0] for stroke in strokes for point in stroke.points), default=0.0)
    scale = min(height, width / widest) if widest > 0 else height
    canvas.setStrokeColorRGB(*paper.INK)
    canvas.setFillColorRGB(*paper.INK)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in strokes:
        placed = [(x + px * scale, y + height - py * scale, p) for px, py, p, _ in stroke.points]
        _draw_stroke(canvas, placed)


def _draw_stroke(canvas: Any, points: Sequence[tuple[float, float, float]]) -> None:
    """One line through all points: curves that meet without a corner, each in its own width."""
    if len(points) == 1:
        px, py, pressure = points[0]
        canvas.circle(px, py, _thickness(pressure) * 0.6, stroke=0, fill=1)
        return
    for index in range(len(points) - 1):
        before = points[max(index - 1, 0)]
        start, end = points[index], points[index + 1]
        after = points[min(index + 2, len(points) - 1)]
        canvas.setLineWidth(_thickness((start[2] + end[2]) / 2))
        path = canvas.beginPath()
        path.moveTo(start[0], start[1])
        path.curveTo(
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            end[0],
            end[1],
        )
        canvas.drawPath(path)


def _thickness(pressure: float) -> float:
    return THINNEST + THICKNESS * min(max(pressure, 0.0), 1.0)

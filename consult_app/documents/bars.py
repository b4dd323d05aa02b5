"""Counts as bars of one scale: three parts that differ by their pattern, their figures in words."""

from __future__ import annotations

from typing import Any

from consult_app.documents import paper, structure, text
from consult_app.documents.boxes import Box, Stack, Text
from consult_app.documents.pen import Pen
from consult_app.documents.scores import Key, hatched
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.domain.blocks import Bar, BarsBlock

HEIGHT = 9.0
"""Points of a bar."""


class BarBox(Box):
    """One bar as wide as its count is of the largest one."""

    def __init__(self, bar: Bar, most: int, style: Style) -> None:
        self._bar, self._most = bar, max(most, 1)
        self.height = style.scaled(HEIGHT)
        self.element = Element("Figure", alt=bar.words)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        bottom, left = top - self.height, pen.left(x, self.width)
        box = structure.layout_box(left, bottom, self.width, self.height)
        self.element.attributes = box
        with pen.content(self.element.under(parent)):
            pen.canvas.saveState()
            pen.canvas.setStrokeColorRGB(*paper.HAIRLINE)
            pen.canvas.setLineWidth(paper.HAIR)
            pen.canvas.line(left, bottom, left + self.width, bottom)
            at = x
            for count, pattern in zip(self._bar.parts, PATTERNS, strict=True):
                wide = self.width * count / self._most
                if count:
                    pattern(pen.canvas, pen.left(at, wide), bottom, wide, self.height)
                at += wide
            pen.canvas.restoreState()


def build(block: BarsBlock, style: Style) -> Stack:
    """Each bar under its words; what the patterns mean stands at the end."""
    most = max((sum(bar.parts) for bar in block.bars), default=0)
    most = max(most, block.most)
    found: list[Box] = []
    for bar in block.bars:
        words = Text(text.plain(bar.words, style.small), style.small, style.language)
        words.keep, words.before = True, 6.0
        drawn = BarBox(bar, most, style)
        drawn.before = 2.0
        keys = Key(bar.key, PATTERN_SIGNS, style)
        keys.before = 2.0
        found.append(Stack([words, drawn, keys], whole=True))
    stack = Stack(found, gap=8.0)
    stack.before = stack.after = 6.0
    return stack


def solid(canvas: Any, x: float, y: float, width: float, height: float) -> None:
    """The first part."""
    canvas.setFillColorRGB(*paper.ACCENT)
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def empty(canvas: Any, x: float, y: float, width: float, height: float) -> None:
    """The last part."""
    canvas.setFillColorRGB(*paper.WHITE)
    canvas.setStrokeColorRGB(*paper.QUIET)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, width, height, stroke=1, fill=1)


PATTERNS = (solid, hatched, empty)


def _sign(pattern: Any) -> Any:
    def drawn(canvas: Any, x: float, y: float, half: float) -> None:
        pattern(canvas, x - half, y - half, 2 * half, 2 * half)

    return drawn


PATTERN_SIGNS = tuple(_sign(pattern) for pattern in PATTERNS)

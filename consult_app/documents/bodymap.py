"""The drawn body, front and back, with the application areas marked, and the same in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from consult_app import paths
from consult_app.documents import paper, structure, text
from consult_app.documents.boxes import Box, Row, Stack, Text
from consult_app.documents.paper import Colour
from consult_app.documents.pen import Pen
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import BodyMapBlock, BodyMark

FIGURE_HEIGHT = 132.0
VIEW_WIDTH = 86.0
VIEW_GAP = 16.0
WORDS_HEIGHT = 13.0
CAPTION_WIDTH = 110.0
"""Points; what would be narrower stands below the figure."""

BOTH = frozenset({"", "both"})

SIDES = {"front": ("right", "left"), "back": ("left", "right")}
"""The side of the body that lies left and right on paper."""


class Figure(Box):
    """Both views beside each other; an area on both is marked on both."""

    def __init__(self, marks: Sequence[BodyMark], alt: str, words: Words, style: Style) -> None:
        self._tall = style.scaled(FIGURE_HEIGHT)
        self._style = style
        self.height = self._tall + style.scaled(WORDS_HEIGHT)
        self.element = Element("Figure", alt=alt)
        self._marks = marks
        self._words = words

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        left = pen.left(x, self.width)
        box = structure.layout_box(left, top - self.height, self.width, self.height)
        self.element.attributes = box
        with pen.content(self.element.under(parent)):
            own = min(self._style.scaled(VIEW_WIDTH), (self.width - VIEW_GAP) / 2)
            for name in SIDES:
                left = pen.left(x, own)  # the body itself is never mirrored
                self._draw_view(pen, name, left, top, own)
                self._draw_words(pen, name, left, top - self._tall, own)
                x += own + VIEW_GAP

    def _draw_view(self, pen: Pen, name: str, x: float, top: float, width: float) -> None:
        body = _body()
        view, (own, high) = body["views"][name], body["size"]
        canvas, scale = pen.canvas, self._tall / high
        canvas.saveState()
        canvas.translate(x + (width - own * scale) / 2, top)
        canvas.scale(scale, -scale)
        canvas.setLineWidth(0.7 / scale)
        canvas.setLineJoin(1)
        _shape(canvas, view["outline"], paper.NOTE_WASH, None)
        for shape in view["shapes"]:
            if self._is_marked(shape["region"], shape["side"]):
                _shape(canvas, shape["points"], paper.ACCENT, None)
        _shape(canvas, view["outline"], None, paper.QUIET)
        canvas.setStrokeColorRGB(*paper.WRITE_LINE)
        for line in view["lines"]:
            canvas.drawPath(_path(canvas, line))
        canvas.restoreState()

    def _draw_words(self, pen: Pen, name: str, x: float, top: float, width: float) -> None:
        left, right = SIDES[name]
        for word, part in ((left, 0.0), (name, 0.5), (right, 1.0)):
            face = self._style.tiny
            line = text.lines(text.plain(self._words[word], face), float("inf"), "")[0]
            height = self._style.scaled(WORDS_HEIGHT)
            pen.placed_line(x + (width - line.width) * part, top, line, height)

    def _is_marked(self, region: str, side: str) -> bool:
        return any(m.region == region and (m.side in BOTH or m.side == side) for m in self._marks)


def build(block: BodyMapBlock, style: Style, words: Words, width: float) -> Box:
    """The figure with its caption beside it, on one page."""
    caption = Text(text.plain(block.caption, style.body), style.body, style.language)
    figure = Figure(block.marks, block.caption, words, style)
    own = drawn_width(style)
    beside = width - own - paper.GAP
    row = Row([figure, caption], [own, beside], paper.GAP)
    stack = Stack([row] if beside >= style.scaled(CAPTION_WIDTH) else [figure, caption], whole=True)
    stack.before = stack.after = 12.0
    return stack


def drawn_width(style: Style) -> float:
    """What both views need beside each other."""
    return 2 * style.scaled(VIEW_WIDTH) + VIEW_GAP


def upright(block: BodyMapBlock, style: Style, words: Words) -> Stack:
    """The figure of its own width with the caption below it, on one page."""
    caption = Text(text.plain(block.caption, style.caption), style.caption, style.language)
    caption.before = 2.0
    return Stack([Figure(block.marks, block.caption, words, style), caption], whole=True)


@cache
def _body() -> dict[str, Any]:
    """The drawing: outline, areas and inner lines of each view, y downward."""
    file = paths.resources() / "bodymap.json"
    body: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return body


def _shape(
    canvas: Any, points: Sequence[Sequence[float]], fill: Colour | None, stroke: Colour | None
) -> None:
    path = _path(canvas, points)
    path.close()
    if fill is not None:
        canvas.setFillColorRGB(*fill)
    if stroke is not None:
        canvas.setStrokeColorRGB(*stroke)
    canvas.drawPath(path, fill=int(fill is not None), stroke=int(stroke is not None))


def _path(canvas: Any, points: Sequence[Sequence[float]]) -> Any:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path

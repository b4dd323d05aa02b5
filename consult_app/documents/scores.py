"""Scores over time: a picture a scale, treatments as lines through it, gaps where nobody answered.

The four marks differ by shape, so that they are told apart in black and white.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeAlias

from consult_app.documents import paper, structure, text
from consult_app.documents.boxes import Box, Stack, Text
from consult_app.documents.paper import Colour
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Line
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.domain.blocks import ScoresBlock
from consult_app.domain.scores import MOST, TICKS, Course, Scale

FIELD = 54.0
DOT, BAR, TRIANGLE = 3.0, 8.0, 6.0
"""Half a dot, the bar of a gap, the side of the sign of a treatment."""
CORNER = 1.35
"""Halves of a dot from the middle of a diamond to its corners."""
HATCH = 3.0
AIR = 4.0
"""Between words that stand beside each other, and around the figures of the scale."""
KEY_GAP = 16.0


Sign: TypeAlias = Callable[[Any, float, float, float], None]
"""Draws a sign around its middle, half so wide."""


class Picture(Box):
    """One scale; `alt` gives its values."""

    def __init__(self, course: Course, scale: Scale, alt: str, style: Style) -> None:
        self._course, self._scale, self._style = course, scale, style
        self._face = style.caption
        self._field, self._strip = style.scaled(FIELD), style.caption.leading + 1
        self._head = style.caption.size + style.scaled(AIR)
        self.height = self._field + 2 * self._strip + self._head + AIR / 2
        self.element = Element("Figure", alt=alt)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        left = pen.left(x, self.width)
        box = structure.layout_box(left, top - self.height, self.width, self.height)
        self.element.attributes = box
        with pen.content(self.element.under(parent)):
            pen.canvas.saveState()
            bottom = top - self._strip - self._head - self._field
            self._draw_scale(pen, x, bottom)
            self._draw_treatments(pen, x, bottom)
            self._draw_gaps(pen, x, bottom)
            self._draw_runs(pen, x, bottom)
            pen.canvas.restoreState()
            self._draw_words(pen, x, top, self._treated(), self._style.scaled(TRIANGLE) + 2)
            asked = {one.day for one in self._scale.scores}
            days = [(day, words) for day, words in self._course.words if day in asked]
            self._draw_words(pen, x, bottom - AIR / 2, days, 0.0)

    def _treated(self) -> list[tuple[date, str]]:
        given = set(self._course.treated)
        return [(day, words) for day, words in self._course.words if day in given]

    def _line(self, words: str) -> Line:
        return text.lines(text.plain(words, self._face), float("inf"), self._style.language)[0]

    def _insets(self) -> tuple[float, float]:
        """Room at the start for the figures of the scale, at both ends for half a day."""
        figures = self._line(str(MOST)).width + 2 * AIR
        lines = [self._line(words).width for _day, words in self._course.words]
        half = (max(lines, default=0.0) + self._style.scaled(TRIANGLE)) / 2 + 2
        return max(figures, half), half

    def _x(self, x: float, day: date) -> float:
        start, end = self._insets()
        return x + start + (self.width - start - end) * self._course.along(day)

    def _y(self, bottom: float, value: int) -> float:
        return bottom + self._field * value / MOST

    def _draw_scale(self, pen: Pen, x: float, bottom: float) -> None:
        start, leading = self._insets()[0], self._face.leading
        for tick in TICKS:
            y, line = self._y(bottom, tick), self._line(str(tick))
            own = self.width - start + AIR
            _stroke(pen, paper.HAIRLINE, paper.HAIR)
            at = pen.left(x + start - AIR, own)
            pen.canvas.line(at, y, at + own, y)
            words = x + start - 2 * AIR - line.width
            pen.placed_line(pen.left(words, line.width), y + leading / 2, line, leading)

    def _draw_treatments(self, pen: Pen, x: float, bottom: float) -> None:
        """A dashed line through the field, with its sign on top."""
        for day in self._course.treated:
            at, top = pen.left(self._x(x, day)), bottom + self._field + self._head
            _stroke(pen, paper.INK, 0.8)
            pen.canvas.setDash(2.5, 2)
            pen.canvas.line(at, bottom, at, top)
            pen.canvas.setDash()

    def _draw_gaps(self, pen: Pen, x: float, bottom: float) -> None:
        """A hatched bar over the whole scale: what was not answered has no place on it."""
        for one in self._scale.scores:
            if one.value is None:
                wide = self._style.scaled(BAR)
                at = pen.left(self._x(x, one.day) - wide / 2, wide)
                hatched(pen.canvas, at, bottom, wide, self._field)

    def _draw_runs(self, pen: Pen, x: float, bottom: float) -> None:
        """Answered ones as signs with their figure; a line joins where nothing is missing."""
        dot = self._style.scaled(DOT)
        taken = float("-inf")
        for run in self._scale.runs():
            places = [(self._x(x, one.day), self._y(bottom, one.value or 0)) for one in run]
            _stroke(pen, paper.ACCENT, 1.3)
            path = pen.canvas.beginPath()
            path.moveTo(pen.left(places[0][0]), places[0][1])
            for at, y in places[1:]:
                path.lineTo(pen.left(at), y)
            pen.canvas.drawPath(path)
            for one, (at, y) in zip(run, places, strict=True):
                (diamond if one.called else disc)(pen.canvas, pen.left(at), y, dot)
                line = self._line(str(one.value))
                begin = at - line.width / 2
                if begin >= taken:
                    self._draw_figure(pen, begin, y + dot * CORNER, line)
                    taken = begin + line.width + AIR / 2

    def _draw_figure(self, pen: Pen, x: float, bottom: float, line: Line) -> None:
        """A figure above its sign, on a ground of its own: no line runs through it."""
        leading, left = self._face.leading, pen.left(x, line.width)
        pen.canvas.setFillColorRGB(*paper.WHITE)
        high = self._face.size
        pen.canvas.rect(left - 1, bottom + 1.5, line.width + 2, high, stroke=0, fill=1)
        pen.placed_line(left, bottom + leading, line, leading)

    def _draw_words(
        self, pen: Pen, x: float, top: float, told: Iterable[tuple[date, str]], sign: float
    ) -> None:
        """Days below `top`, as many as stand beside each other; the table tells every one.

        `sign`: room before each for the sign of a treatment.
        """
        leading, taken = self._face.leading, float("-inf")
        for day, words in told:
            line, centre = self._line(words), self._x(x, day)
            begin = centre - (line.width + sign) / 2
            if begin < taken:
                continue
            taken = begin + line.width + sign + AIR
            if sign:
                size = self._style.scaled(TRIANGLE)
                middle = top - self._strip / 2
                triangle(pen.canvas, pen.left(begin, size), middle - size / 2, size)
            left = pen.left(begin + sign, line.width)
            pen.placed_line(left, top, line, leading)


class Key(Box):
    """What the signs mean, beside each other and below where they have no room."""

    def __init__(self, words: tuple[str, ...], signs: tuple[Sign, ...], style: Style) -> None:
        self._style, self._signs = style, signs
        self._cells = [text.plain(one, style.caption) for one in words]
        self._rows: list[list[tuple[int, list[Line]]]] = []
        self.element = Element("P")

    def layout(self, width: float) -> None:
        self.width = width
        sign, used = self._sign, 0.0
        rows: list[list[tuple[int, list[Line]]]] = [[]]
        for number, cell in enumerate(self._cells):
            lines = text.lines(cell, width - sign, self._style.language)
            wide = sign + max(line.width for line in lines)
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append((number, lines))
            used += wide + KEY_GAP
        self._rows = rows
        self.height = sum(map(self._high, rows))

    def _high(self, row: list[tuple[int, list[Line]]]) -> float:
        return max(len(lines) for _number, lines in row) * self._style.caption.leading

    @property
    def _sign(self) -> float:
        return self._style.scaled(2 * DOT + BAR * 0.75)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        element, leading = self.element.under(parent), self._style.caption.leading
        for row in self._rows:
            at = x
            for number, lines in row:
                with pen.decoration():
                    self._draw_sign(pen, number, at, top - leading / 2)
                pen.text(element, at + self._sign, top, lines, leading)
                at += self._sign + max(line.width for line in lines) + KEY_GAP
            top -= self._high(row)

    def _draw_sign(self, pen: Pen, number: int, x: float, middle: float) -> None:
        half = self._style.scaled(DOT)
        pen.canvas.saveState()
        self._signs[number](pen.canvas, pen.left(x + half + 1), middle, half)
        pen.canvas.restoreState()


def build(block: ScoresBlock, style: Style) -> Stack:
    """A picture a scale, each with its title and what the ends of the scale mean; then the key."""
    course = block.course
    found: list[Box] = []
    treated, *told = course.told or ("",) * (len(course.scales) + 1)
    for scale, said in zip(course.scales, told, strict=True):
        title = Text(text.plain(scale.title, style.heading_3), style.heading_3, style.language)
        title.keep = True
        ends = Text(text.plain(scale.ends, style.caption), style.caption, style.language)
        ends.keep = True
        picture = Picture(course, scale, f"{treated} {said}".strip(), style)
        one = Stack([title, ends, picture], whole=True)
        one.before = 8.0
        found.append(one)
    key = Key(course.key, SIGNS, style)
    key.before = 6.0
    stack = Stack([*found, key])
    stack.before = stack.after = 10.0
    return stack


def disc(canvas: Any, x: float, y: float, half: float) -> None:
    """Somebody asked, as planned, and it was answered."""
    canvas.setFillColorRGB(*paper.ACCENT)
    canvas.circle(x, y, half, stroke=0, fill=1)


def diamond(canvas: Any, x: float, y: float, half: float) -> None:
    """The patient came or called: hollow, with corners."""
    far = half * CORNER
    path = canvas.beginPath()
    path.moveTo(x, y + far)
    for px, py in ((x + far, y), (x, y - far), (x - far, y)):
        path.lineTo(px, py)
    path.close()
    canvas.setFillColorRGB(*paper.WHITE)
    canvas.setStrokeColorRGB(*paper.ACCENT)
    canvas.setLineWidth(1.2)
    canvas.drawPath(path, stroke=1, fill=1)


def triangle(canvas: Any, x: float, y: float, size: float) -> None:
    """A treatment: it points down to its line."""
    path = canvas.beginPath()
    path.moveTo(x, y + size * 0.9)
    path.lineTo(x + size, y + size * 0.9)
    path.lineTo(x + size / 2, y + size * 0.05)
    path.close()
    canvas.setFillColorRGB(*paper.INK)
    canvas.drawPath(path, stroke=0, fill=1)


def hatched(canvas: Any, x: float, y: float, width: float, height: float) -> None:
    """No answer: a bar of slanting lines."""
    canvas.saveState()
    outline = canvas.beginPath()
    outline.rect(x, y, width, height)
    canvas.setFillColorRGB(*paper.WHITE)
    canvas.setStrokeColorRGB(*paper.QUIET)
    canvas.setLineWidth(0.5)
    canvas.drawPath(outline, stroke=1, fill=1)
    canvas.clipPath(outline, stroke=0, fill=0)
    at = y - width
    while at < y + height:
        canvas.line(x, at, x + width, at + width)
        at += HATCH
    canvas.restoreState()


def _stroke(pen: Pen, colour: Colour, thickness: float) -> None:
    pen.canvas.setStrokeColorRGB(*colour)
    pen.canvas.setLineWidth(thickness)


def _triangle_sign(canvas: Any, x: float, y: float, half: float) -> None:
    triangle(canvas, x - half, y - half, 2 * half)


def _gap_sign(canvas: Any, x: float, y: float, half: float) -> None:
    hatched(canvas, x - half, y - half, 2 * half, 2 * half)


SIGNS: tuple[Sign, ...] = (_triangle_sign, disc, diamond, _gap_sign)
"""In the order of a key: a treatment, a planned contact, a call, no answer."""

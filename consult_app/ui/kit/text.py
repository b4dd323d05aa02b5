"""A paragraph that is measured once for each width and drawn from the shaped result."""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from consult_app.ui.kit import tokens

_OVERHANG = 2
"""Pixels by which a last letter may lean out of its own width; the shaper counts them."""
Span = tuple[int, int]
"""Start and length, in characters, of words to set in semibold."""
_NUMBER = re.compile(r"(?<![A-Za-z\d/-])(?:\+?\d+(?:[ \u00a0/-]\d+)+|\+\d+)(?![A-Za-z\d-])")
"""A telephone number, a date in figures: parts that are read from the left, as one.

What a Latin letter begins or ends (`D-2026-00001`) runs that way by itself.
"""
_FIRST, _LAST = "\u2066", "\u2069"


class Paragraph:
    """Text in one font, wrapped to a width, with the line height of the tokens."""

    def __init__(self, text: str, font: QFont, bold: Sequence[Span] = ()) -> None:
        self.text = text
        self._font = font
        self._shown, self._bold = numbers_whole(text, tuple(bold))
        self._line = font.pixelSize() * tokens.LINE_HEIGHT
        self._natural = -1.0
        self._heights: dict[int, int] = {}
        self._laid: QTextLayout | None = None
        self._laid_for: tuple[int, bool, bool] = (-1, False, False)

    @property
    def line_height(self) -> int:
        return ceil(self._line)

    def natural_width(self) -> int:
        """The width in which no line has to wrap, in pixels."""
        if not self.text:
            return 0  # without asking for the font, which may not be loaded yet
        if self._natural < 0:
            if self._bold:
                layout = self._shape(1 << 20, False)
                self._natural = max(
                    (layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())),
                    default=0.0,
                )
            else:
                metrics = QFontMetricsF(self._font)
                self._natural = max(
                    metrics.horizontalAdvance(line) for line in self.text.split("\n")
                )
        return ceil(self._natural) + _OVERHANG if self.text else 0

    def height(self, width: int) -> int:
        """The height in pixels when wrapped to `width`; 0 for an empty text."""
        if not self.text:
            return 0
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._measure(width)
        return known

    def _measure(self, width: int) -> int:
        fits = "\n" not in self.text and self.natural_width() <= width
        if fits and not _other_script(self.text):
            return ceil(self._line)
        layout = self._shape(width, *self._laid_for[1:])
        lines = layout.lineCount()
        if not _other_script(self.text):
            return ceil(lines * self._line)
        last = layout.lineAt(lines - 1)  # what hangs below it is part of its letters
        return ceil(max(lines * self._line, last.y() + last.ascent() + last.descent()))

    def _shape(self, width: int, mirrored: bool, centered: bool = False) -> QTextLayout:
        """The shaped lines; kept, so that painting does not shape again."""
        if self._laid is not None and self._laid_for == (width, mirrored, centered):
            return self._laid
        layout = QTextLayout(self._shown.replace("\n", "\u2028"), self._font)
        layout.setTextOption(self._option(mirrored, centered))
        layout.setCacheEnabled(True)
        layout.setFormats(self._formats())
        layout.beginLayout()
        metrics, other = QFontMetricsF(self._font), _other_script(self.text)
        top = (self._line - metrics.height()) / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            # the font of another script is higher: its letters stand on the same line all the same
            raised = line.ascent() - metrics.ascent() if other else 0.0
            line.setPosition(QPointF(0, top - raised))
            top += self._line
        layout.endLayout()
        self._laid, self._laid_for = layout, (width, mirrored, centered)
        return layout

    def _option(self, mirrored: bool, centered: bool) -> QTextOption:
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignHCenter if centered else side
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # beside a window that reads from the right, a foreign name at the start turns nothing round
        reads = holds_right_to_left if mirrored else starts_right_to_left
        backwards = not self.text.isascii() and reads(self.text)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        return option

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made = []
        for start, length in self._bold:
            span = QTextLayout.FormatRange()
            span.start, span.length = start, length
            shape = span.format
            shape.setFontWeight(QFont.Weight.DemiBold)
            span.format = shape
            made.append(span)
        return made

    def draw(
        self,
        painter: QPainter,
        x: float,
        y: float,
        width: int,
        color: QColor,
        mirrored: bool,
        centered: bool = False,
    ) -> None:
        """Paint the lines from the top at x, y; `mirrored` sets them against the right edge."""
        if not self.text:
            return
        painter.setPen(color)
        self._shape(width, mirrored, centered).draw(painter, QPointF(x, y))


_KEPT = 2048
_kept: OrderedDict[tuple[str, str, tuple[Span, ...]], Paragraph] = OrderedDict()


def paragraph(text: str, font: QFont, bold: tuple[Span, ...] = ()) -> Paragraph:
    """The paragraph from those measured lately, so that a page built again is not shaped again."""
    key = (text, font.key(), bold)
    known = _kept.get(key)
    if known is None:
        known = _kept[key] = Paragraph(text, font, bold)
        if len(_kept) > _KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    return known


_advances: dict[tuple[str, str], float] = {}


def advance(text: str, font: QFont) -> float:
    """How wide a few words of a control are; measured once for each font."""
    key = (text, font.key())
    known = _advances.get(key)
    if known is None:
        if len(_advances) > _KEPT:
            _advances.clear()
        known = _advances[key] = QFontMetricsF(font).horizontalAdvance(text)
    return known


def too_high(text: str, font: QFont) -> int:
    """By how many pixels Qt's field of one line sets text above the middle.

    The font of another script is higher than the field's own; Qt takes it into account twice.
    """
    if not _other_script(text):
        return 0
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return max(0, round((line.height() - QFontMetricsF(font).height()) / 2))


def _other_script(text: str) -> bool:
    """Whether a letter may come from another font than the window's: from Hebrew on upwards."""
    return not text.isascii() and any("\u0590" <= letter < "\u1e00" for letter in text)


def numbers_whole(text: str, spans: tuple[Span, ...] = ()) -> tuple[str, tuple[Span, ...]]:
    """Text from the right with each number isolated (UAX #9), and where `spans` lie in it.

    Else the parts of a telephone number would stand in the order in which Arabic is read.
    """
    if text.isascii() or not holds_right_to_left(text):
        return text, spans
    found = [match.span() for match in _NUMBER.finditer(text)]
    if not found:
        return text, spans
    marks = sorted(at for span in found for at in span)

    def moved(at: int, end: bool) -> int:
        return at + sum(1 for mark in marks if (mark < at if end else mark <= at))

    shown = _NUMBER.sub(lambda number: f"{_FIRST}{number[0]}{_LAST}", text)
    made = [(moved(start, False), moved(start + length, True)) for start, length in spans]
    return shown, tuple((start, end - start) for start, end in made)


def holds_right_to_left(text: str) -> bool:
    """Whether any letter of the text reads from the right."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def starts_right_to_left(text: str) -> bool:
    """Whether the first strong letter of the text reads from the right (UAX #9, P2)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False

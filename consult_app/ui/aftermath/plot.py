"""Scores over time: a small picture a scale, treatments as lines, gaps where nobody answered.

The same marks as on paper, told apart by their shape. It shows what was said and claims no effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from consult_app.domain.scores import MOST, TICKS, Course, Scale
from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.text import Paragraph, advance
from consult_app.ui.kit.tokens import Token, Type

_FIELD = 96
"""Height of one picture's field in pixels at 100 %."""
_DOT, _GAP, _TRIANGLE = 4, 10, 8
"""Half a dot, the bar of a gap, the side of the sign of a treatment."""
_CORNER = 1.35
"""Halves of a dot from the middle of a diamond to its corners."""


class ScorePlot(PaintedWidget):
    """Drawn by `show_scores`; its words are its value for a screen reader."""

    role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = Course()
        self.setAccessibleName(_("Scores after the treatments"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(tall_policy())

    def show_scores(self, course: Course) -> None:
        """Draw these."""
        self._course = course
        self.setAccessibleDescription(" ".join(course.told))
        self.updateGeometry()
        self.update()

    def accessible_value(self) -> str:
        return " ".join(self._course.told)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Only the ends of a scale and the key take more lines in a narrower one."""
        pictures = sum(self._picture_height(scale, width) for scale in self._course.scales)
        return pictures + len(self._key_rows(width)) * self._line() + tokens.S

    def sizeHint(self) -> QSize:
        width = self.theme.px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self._line())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        top = 0
        for scale in self._course.scales:
            self._draw_picture(painter, scale, top)
            top += self._picture_height(scale, self.width())
        self._draw_key(painter, top)
        painter.end()

    def _line(self) -> int:
        return ceil(self.theme.font(Type.HINT).pixelSize() * tokens.LINE_HEIGHT)

    def _ends(self, scale: Scale) -> Paragraph:
        return self.paragraph(scale.ends, Type.HINT)

    def _head_height(self, scale: Scale, width: int) -> int:
        """The title, the ends of the scale, and the days of treatments above the field."""
        ends = self._ends(scale)
        return self._line() + (ends.height(width) if ends.text else 0) + tokens.XS + self._line()

    def _picture_height(self, scale: Scale, width: int) -> int:
        below = tokens.XS + self._line() + tokens.L
        return self._head_height(scale, width) + tokens.S + self.theme.px(_FIELD) + below

    def _margins(self) -> tuple[int, int]:
        """Room at the start for the figures of the scale, and at both ends for half a day."""
        figures = ceil(advance(str(MOST), self.theme.font(Type.HINT, tabular=True))) + tokens.M
        font = self.theme.font(Type.HINT)
        widest = max((advance(words, font) for _day, words in self._course.words), default=0.0)
        half = ceil((widest + self.theme.px(_TRIANGLE)) / 2) + tokens.XS
        return max(figures, half), half

    def _x(self, day: date) -> float:
        """Where a day lies, counted from the left."""
        start, end = self._margins()
        at = start + max(1, self.width() - start - end) * self._course.along(day)
        return self.width() - at if self.mirrored() else at

    @staticmethod
    def _y(field: QRectF, value: int) -> float:
        return field.bottom() - field.height() * value / MOST

    def _draw_picture(self, painter: QPainter, scale: Scale, top: int) -> None:
        width, mirrored = self.width(), self.mirrored()
        ink, quiet = self.theme.color(Token.TEXT), self.theme.color(Token.QUIET)
        title = self.paragraph(scale.title, Type.HINT, True)
        title.draw(painter, 0, top, width, ink, mirrored)
        self._ends(scale).draw(painter, 0, top + self._line(), width, quiet, mirrored)
        above = top + self._head_height(scale, width)
        start = self._margins()[0]
        inner = QRect(start, above + tokens.S, width - start, self.theme.px(_FIELD))
        field = QRectF(self.place(inner))
        self._draw_scale(painter, field)
        self._draw_treatments(painter, field)
        self._draw_gaps(painter, field, scale)
        self._draw_runs(painter, field, scale)
        given, asked = set(self._course.treated), {one.day for one in scale.scores}
        words = self._course.words
        self._write_beside(painter, (w for w in words if w[0] in given), above - self._line(), True)
        below = inner.bottom() + tokens.XS
        self._write_beside(painter, (w for w in words if w[0] in asked), below, False)

    def _draw_treatments(self, painter: QPainter, field: QRectF) -> None:
        """A dashed line through the field, up to its sign."""
        painter.setPen(QPen(self.theme.color(Token.TEXT), tokens.HAIRLINE, Qt.PenStyle.DashLine))
        for day in self._course.treated:
            x = self._x(day)
            painter.drawLine(QPointF(x, field.top() - tokens.S), QPointF(x, field.bottom()))

    def _draw_gaps(self, painter: QPainter, field: QRectF, scale: Scale) -> None:
        """A hatched bar over the whole scale: what was not answered has no place on it."""
        wide = self.theme.px(_GAP)
        for one in scale.scores:
            if one.value is None:
                bar = QRectF(self._x(one.day) - wide / 2, field.top(), wide, field.height())
                self._hatch(painter, bar)

    def _draw_scale(self, painter: QPainter, field: QRectF) -> None:
        painter.setFont(self.theme.font(Type.HINT, tabular=True))
        line, start = self._line(), self._margins()[0]
        for tick in TICKS:
            y = self._y(field, tick)
            painter.setPen(QPen(self.theme.color(Token.HAIRLINE), tokens.HAIRLINE))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(self.theme.color(Token.QUIET))
            figures = QRect(0, round(y) - line // 2, start - tokens.S, line)
            side = Qt.AlignmentFlag.AlignLeft if self.mirrored() else Qt.AlignmentFlag.AlignRight
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.place(figures), flags, str(tick))

    def _draw_runs(self, painter: QPainter, field: QRectF, scale: Scale) -> None:
        """Answered ones as signs; a line joins those between which nothing is missing."""
        for run in scale.runs():
            places = [QPointF(self._x(one.day), self._y(field, one.value or 0)) for one in run]
            painter.setPen(QPen(self.theme.color(Token.ACCENT), tokens.FOCUS_WIDTH))
            painter.drawPolyline(places)
            for one, place in zip(run, places, strict=True):
                (self._diamond if one.called else self._disc)(painter, place)

    def _disc(self, painter: QPainter, at: QPointF) -> None:
        accent, dot = self.theme.color(Token.ACCENT), self.theme.px(_DOT)
        painter.setPen(QPen(accent, tokens.HAIRLINE))
        painter.setBrush(accent)
        painter.drawEllipse(at, dot, dot)

    def _diamond(self, painter: QPainter, at: QPointF) -> None:
        far = self.theme.px(_DOT) * _CORNER
        steps = ((0, -far), (far, 0), (0, far), (-far, 0))
        painter.setPen(QPen(self.theme.color(Token.ACCENT), tokens.FOCUS_WIDTH))
        painter.setBrush(self.theme.color(Token.SURFACE))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in steps]))

    def _triangle(self, painter: QPainter, at: QPointF) -> None:
        half = self.theme.px(_TRIANGLE) / 2
        corners = (at + QPointF(-half, -half), at + QPointF(half, -half), at + QPointF(0, half))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(Token.TEXT))
        painter.drawPolygon(QPolygonF(corners))

    def _hatch(self, painter: QPainter, bar: QRectF) -> None:
        quiet = self.theme.color(Token.QUIET)
        painter.fillRect(bar, self.theme.color(Token.SURFACE))
        painter.setPen(QPen(quiet, tokens.HAIRLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        painter.save()
        painter.setClipRect(bar)
        step, at = self.theme.px(_DOT), bar.bottom()
        while at > bar.top() - bar.width():
            painter.drawLine(QPointF(bar.left(), at + bar.width()), QPointF(bar.right(), at))
            at -= step
        painter.restore()

    def _write_beside(
        self, painter: QPainter, told: Iterable[tuple[date, str]], top: int, treated: bool
    ) -> None:
        """Words at their days, as many as stand beside each other; the list tells every day."""
        taken, sign = 0.0, self.theme.px(_TRIANGLE) + tokens.XS if treated else 0
        ink = self.theme.color(Token.TEXT if treated else Token.QUIET)
        for day, words in told:
            x, line = self._x(day), self.paragraph(words, Type.HINT)
            wide = line.natural_width()
            along = self.width() - x if self.mirrored() else x
            begin = along - (wide + sign) / 2
            if begin < taken:
                continue
            left = self.width() - begin - sign - wide if self.mirrored() else begin + sign
            line.draw(painter, left, top, wide, ink, self.mirrored())
            if treated:
                at = begin + self.theme.px(_TRIANGLE) / 2
                middle = QPointF(self.width() - at if self.mirrored() else at, top)
                self._triangle(painter, middle + QPointF(0, self._line() / 2))
            taken = begin + sign + wide + tokens.S

    def _key_rows(self, width: int) -> list[list[tuple[int, Paragraph]]]:
        """What the four signs mean, beside each other as far as there is room."""
        rows: list[list[tuple[int, Paragraph]]] = [[]]
        used, sign = 0, self._sign()
        for number, words in enumerate(self._course.key):
            line = self.paragraph(words, Type.HINT)
            if rows[-1] and used + sign + line.natural_width() > width:
                rows.append([])
                used = 0
            rows[-1].append((number, line))
            used += sign + line.natural_width() + tokens.L
        return rows

    def _sign(self) -> int:
        return self.theme.px(_GAP) + tokens.S

    def _draw_key(self, painter: QPainter, top: int) -> None:
        draw = (self._triangle, self._disc, self._diamond, self._square)
        for row in self._key_rows(self.width()) if self._course.scales else ():
            along = 0
            for number, line in row:
                wide, at = line.natural_width(), along + self.theme.px(_GAP) / 2
                middle = QPointF(self.width() - at if self.mirrored() else at, top)
                draw[number](painter, middle + QPointF(0, self._line() / 2))
                left = along + self._sign()
                left = self.width() - left - wide if self.mirrored() else left
                ink = self.theme.color(Token.QUIET)
                line.draw(painter, left, top, wide, ink, self.mirrored())
                along += self._sign() + wide + tokens.L
            top += self._line()

    def _square(self, painter: QPainter, at: QPointF) -> None:
        half = self.theme.px(_GAP) / 2
        self._hatch(painter, QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))

"""Scores over time: three small pictures under each other, sessions as lines, gaps where nobody
answered. It shows what was said and claims no effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consult_app.i18n import _, series
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.text import advance
from consult_app.ui.kit.tokens import Token, Type

MOST = 10
"""The highest score; the lowest is 0."""
_TICKS = (0, 5, MOST)
_FIELD = 96
"""Height of one picture's field in pixels at 100 %."""
_DOT, _GAP = 4, 10
"""Half a dot, and the bar of a gap."""
_LEAST_DAYS = 28
"""So many days at least are spread over the width: one week alone is not stretched to a year."""


@dataclass(frozen=True, slots=True)
class Point:
    """A follow-up: the day of its answer, or the day it was due; None where there is no score."""

    day: date
    score: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """One picture: what was asked, in words, and each follow-up by day."""

    title: str
    points: tuple[Point, ...]

    def runs(self) -> list[list[tuple[date, int]]]:
        """Scores with nothing missing between them: what a line may join."""
        found: list[list[tuple[date, int]]] = [[]]
        for point in self.points:
            if point.score is None:
                found.append([])
            else:
                found[-1].append((point.day, point.score))
        return [run for run in found if run]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything drawn. `sessions` and each day with its words."""

    scores: tuple[Scores, ...]
    sessions: tuple[tuple[date, str], ...]
    day_words: tuple[tuple[date, str], ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day in it, by time."""
        asked = (point.day for one in self.scores for point in one.points)
        return tuple(sorted({*asked, *(day for day, _words in self.sessions)}))

    def words(self) -> list[str]:
        """The same as sentences, one a picture, for whoever reads instead of looking."""
        said = dict(self.day_words)
        found = [_("Treated on {days}.").format(days=series((w for _d, w in self.sessions), "; "))]
        for one in self.scores:
            each = [
                _("{day}: {score} of 10").format(day=said[point.day], score=point.score)
                if point.score is not None
                else _("{day}: no answer").format(day=said[point.day])
                for point in one.points
            ]
            each = each or [_("nothing asked yet")]
            found.append(f"{one.title}: {series(each, '; ')}.")
        return found


class ScorePlot(PaintedWidget):
    """Drawn by `show_scores`; its words are its value for a screen reader."""

    role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown((), (), ())
        self.setAccessibleName(_("Scores after the treatments"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(tall_policy())

    def show_scores(self, shown: Shown) -> None:
        """Draw these."""
        self._shown = shown
        self.setAccessibleDescription(" ".join(shown.words()))
        self.updateGeometry()
        self.update()

    def accessible_value(self) -> str:
        return " ".join(self._shown.words())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        """The same for every width: only the days come closer."""
        return self._bottom(len(self._shown.scores) - 1) + tokens.S + self._line()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(640), self.heightForWidth(0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self.heightForWidth(0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        for n, one in enumerate(self._shown.scores):
            self._draw_scores(painter, one, self._bottom(n))
        self._draw_sessions(painter)
        self._draw_days(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color(Token.ACCENT), tokens.FOCUS_WIDTH))
            edge = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, tokens.RADIUS, tokens.RADIUS)
        painter.end()

    def _line(self) -> int:
        return ceil(self.theme.font(Type.HINT).pixelSize() * tokens.LINE_HEIGHT)

    def _field(self) -> int:
        return self.theme.px(_FIELD)

    def _bottom(self, n: int) -> int:
        """Where the field of picture `n` ends: above it lie the dates of sessions, and titles."""
        each = tokens.L + self._line() + tokens.M + self._field()
        return self._line() + (n + 1) * each

    def _margins(self) -> tuple[int, int]:
        """Room at the start for the figures of the scale, and at the end for half a date."""
        font = self.theme.font(Type.HINT, tabular=True)
        start = ceil(advance(str(MOST), font)) + tokens.M
        words = [words for _day, words in self._shown.day_words]
        words += [_treated(words) for _day, words in self._shown.sessions]
        widest = max((advance(text, self.theme.font(Type.HINT)) for text in words), default=0.0)
        half = ceil(widest / 2) + tokens.XS
        return max(start, half), half

    def _x(self, day: date) -> float:
        """Where a day lies, from the start of the direction of reading."""
        start, end = self._margins()
        days = self._shown.days
        span = max((days[-1] - days[0]).days, _LEAST_DAYS) if days else _LEAST_DAYS
        room = max(1, self.width() - start - end)
        at = start + room * ((day - days[0]).days / span)
        return self.width() - at if self.mirrored() else at

    def _y(self, field: QRectF, score: int) -> float:
        return field.bottom() - field.height() * score / MOST

    def _draw_sessions(self, painter: QPainter) -> None:
        """A dashed line through every field, its date above where there is room."""
        pen = QPen(self.theme.color(Token.QUIET), tokens.HAIRLINE, Qt.PenStyle.DashLine)
        for day, _words in self._shown.sessions:
            painter.setPen(pen)
            for n in range(len(self._shown.scores)):
                x, bottom = self._x(day), self._bottom(n)
                painter.drawLine(QPointF(x, bottom - self._field()), QPointF(x, bottom))
        told = [(day, _treated(words)) for day, words in self._shown.sessions]
        self._write_beside(painter, told, 0, Token.TEXT)

    def _draw_scores(self, painter: QPainter, one: Scores, bottom: int) -> None:
        """One picture whose field ends at `bottom`."""
        start, height = self._margins()[0], self._field()
        title = self.paragraph(one.title, Type.HINT, True)
        top = bottom - height - tokens.M - self._line()
        ink = self.theme.color(Token.TEXT)
        title.draw(painter, 0, top, self.width(), ink, self.mirrored())
        inner = QRect(start, bottom - height, self.width() - start, height)
        field = QRectF(self.place(inner))
        self._draw_gaps(painter, field, one)
        self._draw_scale(painter, field)
        self._draw_runs(painter, field, one)

    def _draw_gaps(self, painter: QPainter, field: QRectF, one: Scores) -> None:
        """A bar over the whole scale: what was not answered has no place on it, least of all 0."""
        wide = self.theme.px(_GAP)
        for point in one.points:
            if point.score is None:
                bar = QRectF(self._x(point.day) - wide / 2, field.top(), wide, field.height())
                painter.setBrush(self.theme.color(Token.HAIRLINE))
                painter.setPen(QPen(self.theme.color(Token.CONTROL), tokens.HAIRLINE))
                painter.drawRect(bar)

    def _draw_scale(self, painter: QPainter, field: QRectF) -> None:
        painter.setFont(self.theme.font(Type.HINT, tabular=True))
        line, start = self._line(), self._margins()[0]
        for tick in _TICKS:
            y = self._y(field, tick)
            painter.setPen(QPen(self.theme.color(Token.HAIRLINE), tokens.HAIRLINE))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(self.theme.color(Token.QUIET))
            figures = QRect(0, round(y) - line // 2, start - tokens.S, line)
            side = Qt.AlignmentFlag.AlignLeft if self.mirrored() else Qt.AlignmentFlag.AlignRight
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.place(figures), flags, str(tick))

    def _draw_runs(self, painter: QPainter, field: QRectF, one: Scores) -> None:
        """Answered ones as dots; a line joins those between which nothing is missing."""
        accent, dot = self.theme.color(Token.ACCENT), self.theme.px(_DOT)
        for run in one.runs():
            places = [QPointF(self._x(day), self._y(field, score)) for day, score in run]
            painter.setPen(QPen(accent, tokens.FOCUS_WIDTH))
            painter.drawPolyline(places)
            painter.setBrush(accent)
            for place in places:
                painter.drawEllipse(place, dot, dot)

    def _draw_days(self, painter: QPainter) -> None:
        """The days of follow-ups under the last picture."""
        top = self._bottom(len(self._shown.scores) - 1) + tokens.S
        self._write_beside(painter, self._shown.day_words, top, Token.QUIET)

    def _write_beside(
        self, painter: QPainter, told: Sequence[tuple[date, str]], top: int, token: Token
    ) -> None:
        """Words at their days, as many as stand beside each other; the list tells every day."""
        taken = 0.0
        for day, words in told:
            x, line = self._x(day), self.paragraph(words, Type.HINT)
            wide = line.natural_width()
            along = self.width() - x if self.mirrored() else x
            if along - wide / 2 < taken:
                continue
            ink = self.theme.color(token)
            line.draw(painter, x - wide / 2, top, wide, ink, self.mirrored(), True)
            taken = along + wide / 2 + tokens.S


def _treated(day: str) -> str:
    return _("Treated {day}").format(day=day)

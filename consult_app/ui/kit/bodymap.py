"""The drawn body, front and back: an area is chosen by a click or by walking with the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.i18n import _, series
from consult_app.ui.kit import access, tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting
from consult_app.ui.kit.bodyart import Shape, artwork
from consult_app.ui.kit.tokens import Token, Type

LEFT, RIGHT, BOTH = "left", "right", "both"
_TALLEST = 400
_TOP = 2


Mark = tuple[str, str]
"""Region and side; side is "left", "right", "both" or "" for what lies in the middle."""


class BodyMap(PaintedWidget):
    """Regions by id with their words; `chosen(region, side)` when one is chosen.

    Of a region in the middle of the body (face, chest, back) the side is "". Choosing the other
    side of what is chosen gives "both"; choosing it again takes that side back, and a region of
    which nothing is left fires `chosen("", "")`. `others` are drawn quietly, for places already
    recorded. Arrows walk (up and down by region, left and right by side), Space or Enter choose.
    """

    chosen = Signal(str, str)
    role = QAccessible.Role.Graphic

    def __init__(
        self,
        regions: Sequence[tuple[str, str]],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._labels: Mapping[str, str] = dict(regions)
        self._shapes = [s for s in artwork().shapes if s.region in self._labels]
        self._value: Mark = ("", "")
        self._others: tuple[Mark, ...] = ()
        self._hover: Mark | None = None
        self._cursor: Mark = self._first()
        self.setAccessibleName(name or _("Body map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> Mark:
        return self._value

    def set_value(self, region: str, side: str = "") -> None:
        """Show this as chosen, silently; a region that is not drawn shows nothing."""
        self._value = (region, side if region else "")
        if region in self._labels:
            self._cursor = (region, self._sides(region)[0] if side in ("", BOTH) else side)
        self.update()

    def set_others(self, marks: Sequence[Mark]) -> None:
        self._others = tuple(marks)
        self.update()

    def words(self, mark: Mark) -> str:
        """The mark as a person says it: "Knee, left"."""
        region, side = mark
        label = self._labels.get(region, "")
        sides = {LEFT: _("left"), RIGHT: _("right"), BOTH: _("both sides")}
        return series((label, sides[side])) if side in sides else label

    def accessible_value(self) -> str:
        return self.words(self._value) if self._value[0] else _("Nothing chosen")

    def _first(self) -> Mark:
        for region in self._labels:
            sides = self._sides(region)
            if sides:
                return region, sides[0]
        return "", ""

    def _sides(self, region: str) -> tuple[str, ...]:
        """The sides one can choose of a region; none if it is not drawn."""
        if not any(shape.region == region for shape in self._shapes):
            return ()
        return ("",) if region in artwork().midline else (RIGHT, LEFT)

    def _mark(self, shape: Shape) -> Mark:
        return shape.region, "" if shape.region in artwork().midline else shape.side

    def _choose(self, mark: Mark) -> None:
        region, side = mark
        now_region, now_side = self._value
        if region == now_region and side != now_side and side and now_side != BOTH:
            self._value = (region, BOTH)
        elif region == now_region and now_side == BOTH:
            self._value = (region, LEFT if side == RIGHT else RIGHT)
        elif mark == self._value:
            self._value = ("", "")
        else:
            self._value = mark
        self._cursor = mark
        self.update()
        access.announce(self, self.accessible_value())
        self.chosen.emit(*self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        regions = [region for region in self._labels if self._sides(region)]
        region, side = self._cursor
        if not regions or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            at = regions.index(region) + (1 if key == Qt.Key.Key_Down else -1)
            goal = regions[max(0, min(len(regions) - 1, at))]
            sides = self._sides(goal)
            self._walk((goal, side if side in sides else sides[0]))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            sides = self._sides(region)
            self._walk((region, sides[-1] if side == sides[0] else sides[0]))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._cursor)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._value[0]:
            self._value = ("", "")
            self.update()
            self.chosen.emit("", "")
        else:
            super().keyPressEvent(event)

    def _walk(self, mark: Mark) -> None:
        self._cursor = mark
        access.announce(self, self.words(mark))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._at(event.position()))

    def leaveEvent(self, _event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, mark: Mark | None) -> None:
        if mark != self._hover:
            self._hover = mark
            self.setToolTip(self.words(mark) if mark else "")
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(mark)

    def center_of(self, region: str, side: str = "") -> QPointF:
        """Where to click for a region, in the widget's coordinates."""
        shape = next(s for s in self._shapes if s.region == region and side in ("", s.side))
        scale, left, top = self._frame()
        middle = shape.points.boundingRect().center()
        return QPointF(left + middle.x() * scale, top + middle.y() * scale)

    def _at(self, position: QPointF) -> Mark | None:
        scale, left, top = self._frame()
        point = QPointF((position.x() - left) / scale, (position.y() - top) / scale)
        for shape in self._shapes:
            if shape.points.containsPoint(point, Qt.FillRule.WindingFill):
                return self._mark(shape)
        return None

    def _caption(self) -> int:
        return self.theme.px(Type.HINT) * 2

    def _frame(self) -> tuple[float, float, float]:
        """Scale and top left corner of the drawing; a body is not mirrored with the language."""
        art = artwork()
        room = self.height() - self._caption() - tokens.S
        scale = max(0.1, min(self.width() / art.width, room / art.height))
        return scale, (self.width() - art.width * scale) / 2, _TOP

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        art = artwork()
        tall = min(self.theme.px(_TALLEST), round(width * art.height / art.width))
        return tall + self._caption() + tokens.S

    def sizeHint(self) -> QSize:
        art = artwork()
        tall = self.theme.px(_TALLEST)
        return QSize(round(tall * art.width / art.height), tall + self._caption() + tokens.S)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 300)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        art, color = artwork(), self.theme.color
        scale, left, top = self._frame()
        painter.save()
        painter.translate(left, top)
        painter.scale(scale, scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(Token.HOVER))
        for outline in art.outlines:
            painter.drawPolygon(outline)
        self._paint_marks(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(Token.HAIRLINE), 1.2 / scale))
        for line in art.lines:
            painter.drawPolyline(line)
        painter.setPen(QPen(color(Token.CONTROL), 1.2 / scale))
        for outline in art.outlines:
            painter.drawPolygon(outline)
        self._paint_cursor(painter, scale)
        painter.restore()
        self._paint_captions(painter, scale, left)
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        color = self.theme.color
        for shape in self._shapes:
            if _covers(self._value, shape):
                painter.setBrush(color(Token.ACCENT))
            elif any(_covers(mark, shape) for mark in self._others):
                painter.setBrush(color(Token.CONTROL))
            elif self._hover is not None and _covers(self._hover, shape):
                painter.setBrush(color(Token.ACCENT_WASH))
            else:
                continue
            painter.drawPolygon(shape.points)

    def _paint_cursor(self, painter: QPainter, scale: float) -> None:
        if self.hasFocus():
            painter.setPen(QPen(self.theme.color(Token.ACCENT), 2 / scale))
            for shape in self._shapes:
                if _covers(self._cursor, shape):
                    painter.drawPolygon(shape.points)

    def _paint_captions(self, painter: QPainter, scale: float, left: float) -> None:
        """Which view it is, and on which side the patient's right lies."""
        titles = {"front": _("Front"), "back": _("Behind")}
        painter.setFont(self.theme.font(Type.HINT))
        painter.setPen(self.theme.color(Token.PATIENT_QUIET))
        height = self._caption()
        foot = _TOP + artwork().height * scale + tokens.XS
        for view, middle in artwork().titles:
            x = left + middle * scale
            title = titles.get(view, view)
            wide = painter.fontMetrics().horizontalAdvance(title) + 1
            start = min(max(0.0, x - wide / 2), self.width() - wide)  # whole, in a narrow map too
            where = QRectF(start, foot, wide, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, title)
            sides = (_("R"), _("L")) if view == "front" else (_("L"), _("R"))
            for word, offset in zip(sides, (-0.16, 0.16), strict=True):
                place = x + offset * artwork().width * scale
                spot = QRectF(place - 20, 2, 40, height)
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, word)


def _covers(mark: Mark, shape: Shape) -> bool:
    """Whether the mark lies on the shape; without a side, or on both, it lies on either."""
    opposite = LEFT if shape.side == RIGHT else RIGHT
    return shape.region == mark[0] and mark[1] != opposite

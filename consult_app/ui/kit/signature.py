"""Where one signs: stylus with pressure, finger or mouse; the strokes are kept, not a picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from time import monotonic

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.domain.blocks import Stroke
from consult_app.i18n import _, ngettext
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.tokens import Size, Token, Type

Point = tuple[float, float, float, int]

ASPECT = 3.2
"""Width of the pad in heights of it."""

_THINNEST, _THICKNESS = 0.006, 0.024
_EVEN_PRESSURE = 0.5
_LIGHTEST, _FIRMEST = 0.2, 0.75
_PER_SPEED = 0.08
"""Pressure that is taken away for each height of the pad per second: a quick line is a thin one."""
_INERTIA = 0.7
"""Of the pressure before, so that the width changes without a step."""
_BASE_LINE = 0.78


class Pad(PaintedWidget):
    """The paper itself; `changed()` after each stroke, undo and clear."""

    changed = Signal()
    role = QAccessible.Role.Canvas

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self._began = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn: x and y in heights of the pad, pressure 0 to 1, milliseconds."""
        return tuple(Stroke(tuple(stroke)) for stroke in self._strokes)

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show these, silently."""
        self._strokes = [list(stroke.points) for stroke in strokes]
        self._drawing = False
        self.update()

    def undo(self) -> None:
        if self._strokes:
            self._strokes.pop()
            self._finish()

    def clear(self) -> None:
        if self._strokes:
            self._strokes.clear()
            self._finish()

    def accessible_value(self) -> str:
        count = len(self._strokes)
        if not count:
            return _("Empty")
        return ngettext("{n} stroke drawn", "{n} strokes drawn", count).format(n=count)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width / ASPECT)

    def sizeHint(self) -> QSize:
        return QSize(round(180 * ASPECT), 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, round(320 / ASPECT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        taken_back = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if taken_back or event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        pressed, released = QEvent.Type.TabletPress, QEvent.Type.TabletRelease
        self._pen(event.type(), pressed, released, event.position(), event.pressure())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start(event.position(), _EVEN_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position(), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def event(self, event: QEvent) -> bool:
        kinds = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)
        if event.type() in kinds and isinstance(event, QTouchEvent) and event.points():
            finger = event.points()[0]
            self._pen(event.type(), kinds[0], kinds[2], finger.position(), _felt(finger.pressure()))
            event.accept()
            return True
        if event.type() == QEvent.Type.TouchCancel:
            self._lift()
            return True
        return super().event(event)

    def _pen(
        self,
        kind: QEvent.Type,
        down: QEvent.Type,
        up: QEvent.Type,
        at: QPointF,
        pressure: float | None,
    ) -> None:
        """A pen or a finger: touches down, moves, lifts. None: it does not tell its pressure."""
        if kind == down:
            self._start(at, _EVEN_PRESSURE if pressure is None else pressure)
        elif kind == up:
            self._lift()
        else:
            self._go_on(at, pressure)

    def _start(self, at: QPointF, pressure: float) -> None:
        if not self._strokes:
            self._began = monotonic()
        self._drawing = True
        self._strokes.append([self._point(at, pressure)])
        self.update()

    def _go_on(self, at: QPointF, pressure: float | None) -> None:
        if not self._drawing:
            return
        last = self._strokes[-1][-1]
        point = self._point(at, last[2] if pressure is None else pressure)
        if pressure is None:
            point = (*point[:2], _by_speed(last, point), point[3])
        if point[:2] != last[:2]:
            self._strokes[-1].append(point)
            self.update(self._touched(last, point))

    def _lift(self) -> None:
        if self._drawing:
            self._drawing = False
            self._finish()

    def _finish(self) -> None:
        self.update()
        self.changed.emit()

    def _point(self, at: QPointF, pressure: float) -> Point:
        height = max(1, self.height())
        x = min(max(at.x(), 0.0), self.width()) / height
        y = min(max(at.y(), 0.0), self.height()) / height
        since = round((monotonic() - self._began) * 1000)
        return round(x, 4), round(y, 4), round(min(max(pressure, 0.0), 1.0), 3), since

    def _touched(self, one: Point, other: Point) -> QRect:
        """What to paint again for the last piece; the curve before it moves a little too."""
        height, air = self.height(), 24
        rect = QRectF(one[0] * height, one[1] * height, 0, 0)
        rect = rect.united(QRectF(other[0] * height, other[1] * height, 0.1, 0.1))
        return rect.adjusted(-air, -air, air, air).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.PAPER), color(Token.CONTROL))
        line = round(self.height() * _BASE_LINE)
        ink = color(Token.PEN_QUIET)
        ink.setAlphaF(0.45)
        painter.fillRect(tokens.XL, line, self.width() - 2 * tokens.XL, 1, ink)
        painter.setClipRect(event.rect())
        for stroke in self._strokes:
            _draw(painter, stroke, self.height(), QPen(color(Token.PEN)))
        painter.end()


def _draw(painter: QPainter, stroke: Sequence[Point], height: int, pen: QPen) -> None:
    """Curves through all points, each piece as wide as it was pressed."""
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    places = [QPointF(x * height, y * height) for x, y, *_rest in stroke]
    if len(places) == 1:
        pen.setWidthF(_width(stroke[0][2], height) * 1.3)
        painter.setPen(pen)
        painter.drawPoint(places[0])
        return
    for i in range(len(places) - 1):
        before, start = places[max(i - 1, 0)], places[i]
        end, after = places[i + 1], places[min(i + 2, len(places) - 1)]
        path = QPainterPath(start)
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
        pen.setWidthF(_width((stroke[i][2] + stroke[i + 1][2]) / 2, height))
        painter.strokePath(path, pen)


def _felt(pressure: float) -> float | None:
    """What a touch screen says of a finger: nothing, or always the same, where it cannot tell."""
    return pressure if 0.0 < pressure < 1.0 else None


def _by_speed(last: Point, point: Point) -> float:
    """The pressure of who cannot tell theirs: as of a pen, which lies lighter when it is quick."""
    way = hypot(point[0] - last[0], point[1] - last[1])
    speed = way / max(1, point[3] - last[3]) * 1000
    wanted = min(max(_FIRMEST - _PER_SPEED * speed, _LIGHTEST), _FIRMEST)
    return round(_INERTIA * last[2] + (1 - _INERTIA) * wanted, 3)


def _width(pressure: float, height: int) -> float:
    return max(1.2, (_THINNEST + _THICKNESS * pressure) * height)


class SignaturePad(PaintedWidget):
    """The pad with who signs above, Undo and Clear below. `changed()` after each stroke.

    `strokes` is a tuple of the domain's Stroke; `domain.consent.is_signature` says whether it is
    one. The accessible name of the pad is the role: "Patient's signature".
    """

    changed = Signal()

    def __init__(self, role: str, *, size: Size = Size.DESK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = Pad()
        self.pad.setAccessibleName(role)
        self.pad.setAccessibleDescription(_("Draw with a pen, a finger or the mouse."))
        self._undo = Button(_("Undo"), Kind.QUIET, icon="undo-2", size=size)
        self._clear = Button(_("Clear"), Kind.QUIET, icon="eraser", size=size)
        line = QHBoxLayout()
        kind = Type.HINT if size is Size.DESK else tokens.PATIENT_BODY
        label = WrapLabel(role, kind, size.quiet)
        label.setAccessibleName("")  # the pad itself says it
        line.addWidget(label, 1)
        line.addWidget(self._undo)
        line.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addLayout(line)
        column.addWidget(self.pad)
        self.setFocusProxy(self.pad)
        self._undo.clicked.connect(self.pad.undo)
        self._clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._told)
        self._enable()

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self.pad.strokes

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        self.pad.set_strokes(strokes)
        self._enable()

    def _told(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for button in (self._undo, self._clear):
            button.setEnabled(bool(self.strokes))

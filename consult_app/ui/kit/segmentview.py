"""How options side by side are measured and painted; what choosing means, segmented.py says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, box, keycap, start_painting
from consult_app.ui.kit.flow import flow
from consult_app.ui.kit.text import advance
from consult_app.ui.kit.tokens import Size, Token

_KEYCAP = 18


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers: what it means to the program, its words, the key that chooses it."""

    value: str
    label: str
    key: str = ""


class SegmentedView(PaintedWidget):
    """Options joined in one frame at the desk; apart, and wrapped, for the patient or if narrow."""

    def __init__(self, options: Sequence[Option], size: Size, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._size = size
        self._value: str | None = None
        self._cursor = 0
        self._walking = False
        self._hover = -1
        self._places: list[QRect] = []
        self.restyled()

    def rect_of(self, value: str) -> QRect:
        """Where the option that means `value` is seen and clicked."""
        return self._places[[option.value for option in self._options].index(value)]

    def option_at(self, point: QPoint) -> int:
        """The place of the option under the point, or -1."""
        return next((i for i, rect in enumerate(self._places) if rect.contains(point)), -1)

    def restyled(self) -> None:
        plain = self.theme.font(self._size.type)
        strong = self.theme.font(self._size.type, semibold=True)
        room = 2 * self._padding()
        self._widths = [
            round(max(advance(o.label, plain), advance(o.label, strong))) + room
            for o in self._options
        ]
        self._height = self.theme.px(self._size.value)
        self._arrange()

    def _padding(self) -> int:
        return self.theme.px(22) if self._size is Size.DESK else tokens.XL

    def _joined_width(self) -> int:
        return sum(self._widths)

    def _apart(self, width: int) -> bool:
        return self._size is Size.PATIENT or self._joined_width() > width

    def _rects(self, width: int) -> list[QRect]:
        height = self._height
        if self._apart(width):
            gap = tokens.M if self._size is Size.PATIENT else tokens.S
            return flow(self._widths, height, width, gap)
        lefts = [sum(self._widths[:i]) for i in range(len(self._widths))]
        return [QRect(x, 0, w, height) for x, w in zip(lefts, self._widths, strict=True)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._apart(width):
            return self._height
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        gaps = tokens.M * (len(self._widths) - 1) if self._size is Size.PATIENT else 0
        return QSize(self._joined_width() + gaps, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths, default=0), self._height)

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        self._places = [self.place(rect) for rect in self._rects(self.width())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        if self._apart(self.width()):
            for i, rect in enumerate(self._places):
                self._paint_pill(painter, i, rect)
        else:
            self._paint_joined(painter)
        for i, rect in enumerate(self._places):
            self._paint_words(painter, i, rect)
        painter.end()

    def _paint_pill(self, painter: QPainter, index: int, rect: QRect) -> None:
        color = self.theme.color
        if self._options[index].value == self._value:
            box(painter, rect, color(self._size.accent))
        else:
            hovered = index == self._hover
            box(
                painter,
                rect,
                color(Token.HOVER if hovered else Token.SURFACE),
                color(Token.CONTROL),
            )

    def _paint_joined(self, painter: QPainter) -> None:
        color = self.theme.color
        whole = self.place(QRect(0, 0, self._joined_width(), self._height))
        box(painter, whole, color(Token.SURFACE))
        if self._hover >= 0 and self.isEnabled():
            self._paint_part(painter, self._places[self._hover], whole, Token.HOVER)
        for rect in self._places:
            if rect.left() > whole.left() + 1:
                painter.fillRect(rect.left(), 1, 1, self._height - 2, color(Token.HAIRLINE))
        box(painter, whole, None, color(Token.CONTROL))
        for i, rect in enumerate(self._places):
            if self._options[i].value == self._value:
                self._paint_part(painter, rect, whole, Token.ACCENT)

    def _paint_part(self, painter: QPainter, rect: QRect, whole: QRect, fill: Token) -> None:
        """Fill one option's part of the frame; only the outer corners are round."""
        painter.save()
        painter.setClipRect(rect)
        grown = QRect(rect)
        if rect.left() > whole.left():
            grown.setLeft(rect.left() - 2 * tokens.RADIUS)
        if rect.right() < whole.right():
            grown.setRight(rect.right() + 2 * tokens.RADIUS)
        box(painter, grown, self.theme.color(fill))
        painter.restore()

    def _paint_words(self, painter: QPainter, index: int, rect: QRect) -> None:
        option = self._options[index]
        chosen = option.value == self._value
        ink = self.theme.color(Token.ON_ACCENT if chosen else Token.TEXT)
        if not self.isEnabled() and not chosen:
            ink = self.theme.color(Token.DISABLED)
        painter.setFont(self.theme.font(self._size.type, semibold=chosen))
        painter.setPen(ink)
        keyed = self.hasFocus() and bool(option.key) and self._size is Size.DESK
        if not keyed:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, option.label)
        else:
            self._paint_keyed(painter, index, rect)
        if self._walking and index == self._cursor and not chosen:
            self._paint_cursor(painter, rect)

    def _paint_keyed(self, painter: QPainter, index: int, rect: QRect) -> None:
        """The words moved aside by as much as the key needs, so that nothing else moves."""
        option = self._options[index]
        chosen = option.value == self._value
        cap = self.theme.px(_KEYCAP)
        room = max(2 * self._padding() - cap - 3 * tokens.XS, 2 * tokens.XS)
        lead, trail = room - room // 2, room // 2
        words = rect.adjusted(lead, 0, -trail - cap - tokens.XS, 0)
        key = QRect(rect.right() - trail - cap + 1, rect.center().y() - cap // 2 + 1, cap, cap)
        if self.mirrored():
            words = rect.adjusted(trail + cap + tokens.XS, 0, -lead, 0)
            key.moveLeft(rect.left() + trail)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, option.label)
        color = self.theme.color
        ink = color(Token.ON_ACCENT if chosen else Token.QUIET)
        line = color(Token.ON_ACCENT_QUIET if chosen else Token.HAIRLINE)
        keycap(painter, key, option.key, ink, line)

    def _paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        """A line under the option that Space would choose."""
        painter.fillRect(
            rect.left() + tokens.M, rect.bottom() - 4, rect.width() - 2 * tokens.M, 2,
            self.theme.color(Token.ACCENT),
        )  # fmt: skip

"""A few words in a pill: one that is only read, and one that leads to what it speaks of."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, PaintedWidget, box, start_painting
from consult_app.ui.kit.text import starts_right_to_left
from consult_app.ui.kit.theme import Theme
from consult_app.ui.kit.tokens import Token, Type, Verdict

_GAP = 6


class _Look:
    """Measures and paints a pill: on a wash where it warns, quiet otherwise."""

    def __init__(self, words: str, verdict: Verdict | None, icon: str | None, ink: Token) -> None:
        self._words, self._verdict, self._icon = words, verdict, icon
        self._ink = verdict.ink if verdict else ink

    def measure(self, theme: Theme) -> QSize:
        self._theme = theme
        self._font = theme.font(Type.HINT, semibold=self._verdict is not None)
        self._width = round(QFontMetricsF(self._font).horizontalAdvance(self._words)) + 1
        self._glyph = theme.px(15) if self._icon else 0
        before = self._glyph + _GAP if self._glyph else 0
        return QSize(self._width + before + 2 * tokens.M, theme.px(28))

    def paint(
        self, painter: QPainter, widget: PaintedWidget | PaintedButton, line: Token | None
    ) -> None:
        """`line`: what is drawn around it."""
        color, verdict = self._theme.color, self._verdict
        wash = color(verdict.wash) if verdict else color(Token.HOVER) if _lively(widget) else None
        edge = color(line) if line else None
        box(painter, widget.rect(), wash, edge, radius=widget.height() / 2)
        at = tokens.M
        if self._icon:
            where = widget.place(QRect(at, 0, self._glyph, self._glyph))
            mark = color(verdict.mark if verdict else Token.QUIET)
            top = (widget.height() - self._glyph) / 2
            icons.draw(painter, self._icon, mark, where.left(), top, self._glyph)
            at += self._glyph + _GAP
        room = min(self._width, widget.width() - at - tokens.M)
        metrics = QFontMetricsF(self._font)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room + 1)
        backwards = starts_right_to_left(self._words)
        sides = Qt.LayoutDirection
        painter.setLayoutDirection(sides.RightToLeft if backwards else sides.LeftToRight)
        painter.setPen(color(self._ink))
        painter.setFont(self._font)
        spot = widget.place(QRect(at, 0, room, widget.height()))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Chip(PaintedWidget):
    """Words that are only read: on a wash with an icon when they warn, quiet otherwise."""

    role = QAccessible.Role.StaticText

    def __init__(
        self,
        words: str,
        verdict: Verdict | None = None,
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._warns = verdict is not None
        self._look = _Look(words, verdict, icon, Token.QUIET)
        self.setAccessibleName(words)
        self.restyled()

    def restyled(self) -> None:
        self.setFixedSize(self._look.measure(self.theme))

    def sizeHint(self) -> QSize:
        return self._look.measure(self.theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        self._look.paint(painter, self, None if self._warns else Token.HAIRLINE)
        painter.end()


class Pill(PaintedButton):
    """Words that lead to what they speak of; Qt's `clicked` is its signal."""

    def __init__(
        self,
        words: str,
        verdict: Verdict | None = None,
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._look = _Look(words, verdict, icon, Token.TEXT)
        super().__init__(words, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def restyled(self) -> None:
        self._size = self._look.measure(self.theme)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._size.width(), self.theme.px(120)), self._size.height())

    def resizeEvent(self, _event: object) -> None:
        """Words that do not fit can be read whole in the tool tip."""
        self.setToolTip(self.label if self.width() < self._size.width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        self._look.paint(painter, self, Token.CONTROL)
        painter.end()


def _lively(widget: PaintedWidget | PaintedButton) -> bool:
    return isinstance(widget, PaintedButton) and (widget.underMouse() or widget.isDown())

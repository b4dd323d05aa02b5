"""The list that drops from a search field: what was found so far, one line lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.i18n import _, series
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, PaintedWidget, box, start_painting
from consult_app.ui.kit.text import starts_right_to_left
from consult_app.ui.kit.tokens import Token, Type

_WIDTH = 560
_SHADOW = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One line: its words, what stands quietly behind them, an icon where it is an action."""

    words: str
    facts: str = ""
    icon: str = ""


class _Row(PaintedButton):
    """A result to click; the keyboard stays in the field, so the row takes none."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self.lit = False
        super().__init__(result.words)
        self.setAccessibleName(series(w for w in (result.words, result.facts) if w))
        self.setToolTip(result.words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyled(self) -> None:
        self._font = self.theme.font(Type.BODY, semibold=True)
        self._facts_font = self.theme.font(Type.HINT, tabular=True)
        width = QFontMetricsF(self._facts_font).horizontalAdvance(self._result.facts)
        self._facts_width = round(width) + 1

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        if self.lit or self.underMouse():
            box(painter, self.rect(), color(Token.ACCENT_WASH if self.lit else Token.HOVER))
        left = tokens.M
        if self._result.icon:
            size = self.theme.px(18)
            where = self.place(QRect(left, 0, size, size))
            top = (self.height() - size) / 2
            icons.draw(painter, self._result.icon, color(Token.ACCENT), where.left(), top, size)
            left += size + tokens.S
        self._paint_words(painter, left)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        color, centre = self.theme.color, Qt.AlignmentFlag.AlignVCenter
        side = Qt.AlignmentFlag.AlignRight if self.mirrored() else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        backwards = starts_right_to_left(self._result.words)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        end = self.width() - tokens.M - self._facts_width
        room = end - tokens.L - left
        metrics = QFontMetricsF(self._font)
        words = metrics.elidedText(self._result.words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._font)
        painter.setPen(color(Token.ACCENT if self._result.icon else Token.TEXT))
        painter.drawText(self.place(QRect(left, 0, room, self.height())), centre | side, words)
        painter.setFont(self._facts_font)
        painter.setPen(color(Token.QUIET))
        facts = self.place(QRect(end, 0, self._facts_width, self.height()))
        painter.drawText(facts, centre | side, self._result.facts)


class ResultList(PaintedWidget):
    """Lies over the window under its field. `taken(index)` when a line is clicked."""

    taken = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Results"))
        self._rows: list[_Row] = []
        self._lit = 0
        self._column = QVBoxLayout(self)
        edge = tokens.S
        self._column.setContentsMargins(edge, edge, edge, edge + _SHADOW)
        self._column.setSpacing(0)
        self.hide()

    @property
    def lit(self) -> int:
        """Index of the line that Enter takes."""
        return self._lit

    def show_results(self, results: Sequence[Result], field: QWidget) -> None:
        """Show these lines under `field`, the first lit; none: go away."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [_Row(result) for result in results]
        for index, row in enumerate(self._rows):
            row.clicked.connect(lambda _checked=False, i=index: self.taken.emit(i))
            self._column.addWidget(row)
            row.show()  # it is counted at once where the list is on screen already
        self._light(0)
        self.setVisible(bool(results))
        if results:
            self._settle(field)

    def walk(self, key: int) -> None:
        """Move the light; it stays at the ends."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        self._light(max(0, min(len(self._rows) - 1, self._lit + step)))

    def _light(self, index: int) -> None:
        self._lit = index
        for i, row in enumerate(self._rows):
            row.lit = i == index
            row.update()

    def _settle(self, field: QWidget) -> None:
        home = self.parentWidget()
        if home is None:
            return
        width = min(max(field.width(), self.theme.px(_WIDTH)), home.width() - 2 * tokens.S)
        at = field.mapTo(home, QPoint(0, field.height() + tokens.XS))
        left = at.x() + field.width() - width if self.mirrored() else at.x()
        left = max(tokens.S, min(left, home.width() - width - tokens.S))
        self.setGeometry(left, at.y(), width, self._column.sizeHint().height())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        sheet = self.rect().adjusted(0, 0, 0, -_SHADOW)
        shadow = color(Token.SHADOW)
        shadow.setAlphaF(0.10)
        for reach in range(1, _SHADOW + 1):
            box(painter, sheet.translated(0, reach), shadow)
        box(painter, sheet, color(Token.SURFACE), color(Token.CONTROL))
        painter.end()

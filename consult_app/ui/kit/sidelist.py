"""A calm list at the side of a page: one part of it is open, the others are a press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import (
    PaintedButton,
    PaintedWidget,
    box,
    start_painting,
    tall_policy,
)
from consult_app.ui.kit.segmentview import Option
from consult_app.ui.kit.tokens import Token, Type, Verdict

_USUAL, _LEAST, _HIGH = 204, 120, 40
_MARK = 16


class _Part(PaintedButton):
    """One part by its name, with a mark where it wants to be looked at."""

    def __init__(self, option: Option) -> None:
        self.option = option
        self._attention = False
        super().__init__(option.label)
        self.setCheckable(True)
        self.setSizePolicy(tall_policy())

    def nextCheckState(self) -> None:
        """The list decides what is open."""

    def show_open(self, checked: bool) -> None:
        self.setChecked(checked)
        self.restyled()
        self.update()

    def set_attention(self, words: str) -> None:
        self._attention = bool(words)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def restyled(self) -> None:
        self._words = self.paragraph(self.label, Type.BODY, semibold=self.isChecked())

    def _room(self, width: int) -> int:
        return width - 2 * tokens.M - self.theme.px(_MARK) - tokens.S

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.theme.px(_HIGH), self._words.height(self._room(width)) + 2 * tokens.S)

    def sizeHint(self) -> QSize:
        width = self.theme.px(_USUAL)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(_LEAST), self.theme.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        if self.isChecked():
            box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE))
        elif self.underMouse():
            box(painter, self.rect(), color(Token.HAIRLINE))
        room = self._room(self.width())
        left = self.place(QRect(tokens.M, 0, room, 1)).left()
        top = (self.height() - self._words.height(room)) / 2
        ink = Token.TEXT if self.isChecked() or self.underMouse() else Token.QUIET
        self._words.draw(painter, left, top, room, color(ink), self.mirrored())
        if self._attention:
            self._paint_mark(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        size = self.theme.px(_MARK)
        x, y = self.width() - tokens.M - size, (self.height() - size) // 2
        where = self.place(QRect(x, y, size, size))
        ink = self.theme.color(Verdict.CAUTION.mark)
        icons.draw(painter, Verdict.CAUTION.icon, ink, where.x(), where.y(), size)


class SideList(PaintedWidget):
    """Parts of a page under each other. Arrows, Home and End walk, Space or Enter opens.

    `chosen(value)` fires when a person opened one; `set_value` is silent. One Tab stop.
    """

    chosen = Signal(object)
    role = QAccessible.Role.Grouping

    def __init__(self, options: Sequence[Option], *, name: str) -> None:
        super().__init__()
        self.options = tuple(options)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._parts = [_Part(option) for option in options]
        for part in self._parts:
            part.clicked.connect(lambda _on=False, v=part.option.value: self._open(v))
        self.setAccessibleName(name)
        self.setSizePolicy(tall_policy())
        self.set_columns(1)
        self._rove(0)

    @property
    def value(self) -> str | None:
        return next((part.option.value for part in self._parts if part.isChecked()), None)

    def set_value(self, value: str) -> None:
        """Show silently which part is open."""
        for at, part in enumerate(self._parts):
            part.show_open(part.option.value == value)
            if part.isChecked():
                self._rove(at)

    def set_attention(self, value: str, words: str) -> None:
        """Mark a part that wants to be looked at; empty words take the mark away."""
        for part in self._parts:
            if part.option.value == value:
                part.set_attention(words)

    def set_columns(self, columns: int) -> None:
        """One column at the side of a page; more where it has to lie above."""
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        rows = -(-len(self._parts) // columns)
        self._grid.setRowStretch(len(self._parts), 1)
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, at % rows, at // rows)

    def accessible_value(self) -> str:
        return next((part.label for part in self._parts if part.isChecked()), "")

    def _open(self, value: str) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def _rove(self, index: int) -> None:
        """The one part that Tab comes to."""
        for at, part in enumerate(self._parts):
            here = at == index
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            if part.focusPolicy() != policy:
                part.setFocusPolicy(policy)
            if here and self.focusProxy() is not part:
                self.setFocusProxy(part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the focused part left: walk along the list."""
        last = len(self._parts) - 1
        at = next((i for i, part in enumerate(self._parts) if part.hasFocus()), 0)
        goals = {
            Qt.Key.Key_Up: max(0, at - 1),
            Qt.Key.Key_Down: min(last, at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        goal = goals.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
            return
        self._rove(goal)
        self._parts[goal].setFocus(Qt.FocusReason.TabFocusReason)

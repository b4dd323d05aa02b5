"""A list of options to choose one or several of, each with its words whole and a digit key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import series
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import (
    PaintedButton,
    PaintedWidget,
    box,
    keycap,
    start_painting,
    tall_policy,
)
from consult_app.ui.kit.tokens import Size, Token, Type


@dataclass(frozen=True, slots=True)
class Choice:
    """One option; an `exclusive` one ("none of these") takes all others back when chosen."""

    value: str
    label: str
    hint: str = ""
    exclusive: bool = False


class _Row(PaintedButton):
    """One option: the mark, the words, and the digit while the list has the keyboard."""

    def __init__(self, choice: Choice, digit: str, multiple: bool, size: Size) -> None:
        self.choice, self.digit, self._multiple, self._size = choice, digit, multiple, size
        super().__init__(choice.label)
        self.setCheckable(True)
        self.setAutoExclusive(not multiple)
        self.setAccessibleDescription(choice.hint)
        self.setSizePolicy(tall_policy())

    def nextCheckState(self) -> None:
        """The list decides what is checked."""

    def show_checked(self, checked: bool) -> None:
        self.setAutoExclusive(False)
        self.setChecked(checked)
        self.setAutoExclusive(not self._multiple)

    def restyled(self) -> None:
        self._words = self.paragraph(self.label, self._size.type)
        self._hint = self.paragraph(self.choice.hint, Type.HINT)
        self._mark = self.theme.px(20 if self._size is Size.DESK else 26)

    def _left(self) -> int:
        pad = tokens.XS if self._size is Size.DESK else tokens.L
        return pad + self._mark + tokens.M

    def _room(self, width: int) -> int:
        return width - self._left() - self.theme.px(18) - tokens.M

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        words = self._words.height(room) + self._hint.height(room)
        return max(self.theme.px(self._size.value), words + tokens.M)

    def sizeHint(self) -> QSize:
        width = self._words.natural_width() + self._left() + self.theme.px(18) + tokens.M
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(self._size.value))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, mirrored = self.theme.color, self.mirrored()
        if self._size is Size.PATIENT:
            fill = Token.ACCENT_WASH if self.isChecked() else Token.SURFACE
            line = Token.ACCENT if self.isChecked() else Token.CONTROL
            box(painter, self.rect(), color(fill), color(line))
        elif self.underMouse():
            box(painter, self.rect(), color(Token.HOVER))
        room = self._room(self.width())
        height = self._words.height(room) + self._hint.height(room)
        top = (self.height() - height) // 2
        above = top + (self._words.line_height - self._mark) // 2
        left = self._left() - self._mark - tokens.M
        self._paint_mark(painter, self.place(QRect(left, above, self._mark, self._mark)))
        x = self.place(QRect(self._left(), 0, room, 1)).left()
        self._words.draw(painter, x, top, room, self.color(Token.TEXT), mirrored)
        below = top + self._words.height(room)
        self._hint.draw(painter, x, below, room, self.color(Token.QUIET), mirrored)
        self._paint_digit(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter, where: QRect) -> None:
        """A circle for one of many, a square for many: filled and ticked when chosen."""
        color = self.theme.color
        radius = tokens.XS + 1 if self._multiple else where.width() / 2
        if not self.isChecked():
            box(painter, where, color(Token.SURFACE), color(Token.CONTROL), radius=radius)
        elif self._multiple:
            box(painter, where, color(Token.ACCENT), radius=radius)
            size = round(where.width() * 0.64)
            inset = (where.width() - size) / 2
            ink = color(Token.ON_ACCENT)
            icons.draw(painter, "check-bold", ink, where.x() + inset, where.y() + inset, size)
        else:
            dot = where.width() * 0.3
            painter.setPen(QPen(color(Token.ACCENT), dot))
            painter.setBrush(color(Token.SURFACE))
            painter.drawEllipse(where.toRectF().adjusted(dot / 2, dot / 2, -dot / 2, -dot / 2))

    def _paint_digit(self, painter: QPainter) -> None:
        above = self.parentWidget()
        if not self.digit or not isinstance(above, ChoiceList) or not above.has_keyboard():
            return
        cap = self.theme.px(18)
        x = self.width() - cap - tokens.XS - (tokens.M if self._size is Size.PATIENT else 0)
        where = self.place(QRect(x, (self.height() - cap) // 2, cap, cap))
        color = self.theme.color
        keycap(painter, where, self.digit, color(Token.QUIET), color(Token.HAIRLINE))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        above = self.parentWidget()
        if isinstance(above, ChoiceList):
            above.update_digits()


class ChoiceList(PaintedWidget):
    """Options under each other. Up and Down walk, Space, Enter or the digit choose.

    `chosen(values)` fires with a tuple of all chosen values, in the order of the options; empty
    when a person took it back (Backspace, or choosing again where `multiple`). One Tab stop.
    """

    chosen = Signal(object)
    role = QAccessible.Role.Grouping

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        multiple: bool = False,
        name: str = "",
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple = multiple
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0 if size is Size.DESK else tokens.S)
        self._rows: list[_Row] = []
        for i, choice in enumerate(choices):
            digit = str(i + 1) if i < 9 else ""
            row = _Row(choice, digit, multiple, size)
            row.clicked.connect(lambda _checked=False, v=choice.value: self._press(v))
            self._rows.append(row)
            column.addWidget(row)
        self._rove(0)
        self.setSizePolicy(tall_policy())
        self.setAccessibleName(name)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(row.choice.value for row in self._rows if row.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        """Show these as chosen; raises ValueError for a value that is no option."""
        known = {row.choice.value for row in self._rows}
        if not set(values) <= known:
            raise ValueError(sorted(set(values) - known))
        for row in self._rows:
            row.show_checked(row.choice.value in values)

    def option(self, value: str) -> PaintedButton:
        """The button of an option, for clicks and its place on the screen."""
        return next(row for row in self._rows if row.choice.value == value)

    def digit_of(self, label: str) -> str:
        """The key that chooses the option with these words; empty where there is none."""
        return next((row.digit for row in self._rows if row.label == label), "")

    def has_keyboard(self) -> bool:
        return any(row.hasFocus() for row in self._rows)

    def update_digits(self) -> None:
        for i, row in enumerate(self._rows):
            if row.hasFocus():
                self._rove(i)
            row.update()

    def accessible_value(self) -> str:
        return series(row.label for row in self._rows if row.isChecked())

    def _rove(self, index: int) -> None:
        """The one row that Tab comes to."""
        for i, row in enumerate(self._rows):
            here = i == index
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() != policy:
                row.setFocusPolicy(policy)
            if here and self.focusProxy() is not row:
                self.setFocusProxy(row)

    def _press(self, value: str) -> None:
        if not self._multiple:
            self._take((value,))
            return
        chosen = set(self.values)
        if value in chosen:
            chosen.discard(value)
        else:
            alone = {row.choice.value for row in self._rows if row.choice.exclusive}
            chosen = {value} if value in alone else (chosen - alone) | {value}
        self._take(tuple(row.choice.value for row in self._rows if row.choice.value in chosen))

    def _take(self, values: tuple[str, ...]) -> None:
        self.set_values(values)
        self.chosen.emit(values)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the focused row left: digits, arrows, Backspace."""
        key, text = event.key(), event.text()
        at = next((i for i, row in enumerate(self._rows) if row.hasFocus()), 0)
        if text.isdigit() and 1 <= int(text) <= min(9, len(self._rows)):
            row = self._rows[int(text) - 1]
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self._press(row.choice.value)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            goal = at + (1 if key == Qt.Key.Key_Down else -1)
            goal = max(0, min(len(self._rows) - 1, goal))
            self._rows[goal].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self.values:
                self._take(())
        else:
            super().keyPressEvent(event)

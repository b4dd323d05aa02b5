"""One answer out of a few, side by side: yes, no, unknown and their like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, box, keycap, start_painting
from consult_app.ui.kit.flow import flow
from consult_app.ui.kit.tokens import Size, Token

_KEYCAP = 18


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers: what it means to the program, its words, the key that chooses it."""

    value: str
    label: str
    key: str = ""


def with_keys(options: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """Options from (value, label), each with the first letter of its label that is still free."""
    taken: set[str] = set()
    made = []
    for value, label in options:
        letters = (letter.upper() for letter in label if letter.isalpha())
        key = next((letter for letter in letters if letter not in taken and len(letter) == 1), "")
        taken.add(key)
        made.append(Option(value, label, key))
    return tuple(made)


def yes_no_unknown() -> tuple[Option, ...]:
    """The three answers in the window's language, values `yes`, `no`, `unknown`."""
    return with_keys((("yes", _("Yes")), ("no", _("No")), ("unknown", _("Unknown"))))


class _Segment(QAbstractButton):
    """Takes the click and speaks to a screen reader; the group paints."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(option.label.replace("&", "&&"))
        self.setAccessibleName(option.label)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the group paints all of it at once."""

    def nextCheckState(self) -> None:
        """The group decides what is checked, not the click."""


class Segmented(PaintedWidget):
    """A row of options with one chosen or none.

    A letter chooses; arrows walk, then Space or Enter chooses; Backspace and Delete take it back.
    `chosen(value)` fires when a person chose, with None when they took it back; `set_value` is
    silent. At the desk the options are joined, in the patient's hands they stand apart. The
    accessible name is the question.
    """

    chosen = Signal(object)
    role = QAccessible.Role.Grouping
    holds_focus_ring = True

    def __init__(
        self,
        options: Sequence[Option] | None = None,
        *,
        name: str = "",
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options) if options is not None else yes_no_unknown()
        self._size = size
        self._value: str | None = None
        self._cursor = 0
        self._walking = False
        self._segments = [_Segment(option, self) for option in self._options]
        for segment, option in zip(self._segments, self._options, strict=True):
            segment.clicked.connect(lambda _checked=False, v=option.value: self._choose(v))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.restyled()

    @property
    def value(self) -> str | None:
        return self._value

    @property
    def options(self) -> tuple[Option, ...]:
        return self._options

    def set_value(self, value: str | None) -> None:
        """Show this answer; None shows that there is none. Raises ValueError for a stranger."""
        values = [option.value for option in self._options]
        if value is not None and value not in values:
            raise ValueError(value)
        self._value = value
        if value is not None:
            self._cursor = values.index(value)
        for segment, known in zip(self._segments, values, strict=True):
            segment.setAutoExclusive(False)
            segment.setChecked(known == value)
            segment.setAutoExclusive(True)
        self.update()

    def accessible_value(self) -> str:
        labels = [option.label for option in self._options if option.value == self._value]
        return labels[0] if labels else _("Not answered")

    def segment(self, value: str) -> QAbstractButton:
        """The part that answers `value`, for clicks and for its place on the screen."""
        return self._segments[[option.value for option in self._options].index(value)]

    def _choose(self, value: str | None) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.set_value(value)
        self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().upper()
        by_key = {option.key: option.value for option in self._options if option.key}
        if event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)
        elif text in by_key:
            self._choose(by_key[text])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._value is not None:
                self._choose(None)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._walking:
                self._choose(self._options[self._cursor].value)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk((key == Qt.Key.Key_Right) != self.mirrored())
        else:
            super().keyPressEvent(event)

    def _walk(self, forward: bool) -> None:
        step = 1 if forward else -1
        if self._walking or self._value is not None:
            self._cursor = (self._cursor + step) % len(self._options)
        else:
            self._cursor = 0 if forward else len(self._options) - 1
        self._walking = True
        self.update()

    def focusInEvent(self, _event: object) -> None:
        self.update()

    def focusOutEvent(self, _event: object) -> None:
        self._walking = False
        self.update()

    def restyled(self) -> None:
        plain = QFontMetricsF(self.theme.font(self._size.type))
        strong = QFontMetricsF(self.theme.font(self._size.type, semibold=True))
        room = 2 * self._padding()
        self._widths = [
            round(max(plain.horizontalAdvance(o.label), strong.horizontalAdvance(o.label))) + room
            for o in self._options
        ]
        self._arrange()

    def _padding(self) -> int:
        return self.theme.px(22) if self._size is Size.DESK else tokens.XL

    def _joined_width(self) -> int:
        return sum(self._widths)

    def _apart(self, width: int) -> bool:
        return self._size is Size.PATIENT or self._joined_width() > width

    def _rects(self, width: int) -> list[QRect]:
        height = self.theme.px(self._size.value)
        if self._apart(width):
            gap = tokens.M if self._size is Size.PATIENT else tokens.S
            return flow(self._widths, height, width, gap)
        lefts = [sum(self._widths[:i]) for i in range(len(self._widths))]
        return [QRect(x, 0, w, height) for x, w in zip(lefts, self._widths, strict=True)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._apart(width):
            return self.theme.px(self._size.value)
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        gaps = tokens.M * (len(self._widths) - 1) if self._size is Size.PATIENT else 0
        return QSize(self._joined_width() + gaps, self.theme.px(self._size.value))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths, default=0), self.theme.px(self._size.value))

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        for segment, rect in zip(self._segments, self._rects(self.width()), strict=True):
            segment.setGeometry(self.place(rect))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        if self._apart(self.width()):
            for i, segment in enumerate(self._segments):
                self._paint_pill(painter, i, segment.geometry())
        else:
            self._paint_joined(painter)
        for i, segment in enumerate(self._segments):
            self._paint_words(painter, i, segment.geometry())
        painter.end()

    def _paint_pill(self, painter: QPainter, index: int, rect: QRect) -> None:
        color = self.theme.color
        if self._options[index].value == self._value:
            box(painter, rect, color(Token.ACCENT))
        else:
            hovered = self._segments[index].underMouse()
            box(
                painter,
                rect,
                color(Token.HOVER if hovered else Token.SURFACE),
                color(Token.CONTROL),
            )

    def _paint_joined(self, painter: QPainter) -> None:
        color = self.theme.color
        whole = QRect(0, 0, self._joined_width(), self.theme.px(self._size.value))
        whole = self.place(whole)
        box(painter, whole, color(Token.SURFACE))
        painter.setPen(color(Token.HAIRLINE))
        for segment in self._segments:
            edge = segment.geometry().left()
            if edge > whole.left() + 1:
                painter.drawLine(edge, whole.top() + 1, edge, whole.bottom() - 1)
        box(painter, whole, None, color(Token.CONTROL))
        for i, segment in enumerate(self._segments):
            if self._options[i].value == self._value:
                self._paint_chosen(painter, segment.geometry(), whole)

    def _paint_chosen(self, painter: QPainter, rect: QRect, whole: QRect) -> None:
        """The chosen one fills its part of the group; only outer corners are round."""
        painter.save()
        painter.setClipRect(rect)
        grown = QRect(rect)
        if rect.left() > whole.left():
            grown.setLeft(rect.left() - 2 * tokens.RADIUS)
        if rect.right() < whole.right():
            grown.setRight(rect.right() + 2 * tokens.RADIUS)
        box(painter, grown, self.theme.color(Token.ACCENT))
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

"""One answer out of a few, side by side: yes, no, unknown and their like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consult_app.i18n import _
from consult_app.ui.kit.segmentview import Option, SegmentedView
from consult_app.ui.kit.tokens import Size


@cache
def _policy() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    return policy


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
    """What a screen reader finds of an option; the group paints and takes the mouse."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(option.label.replace("&", "&&"))
        self.setAccessibleName(option.label)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the group paints all of it at once."""

    def nextCheckState(self) -> None:
        """The group decides what is checked, not the press."""


class Segmented(SegmentedView):
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
        self._segments: list[_Segment] = []
        super().__init__(options if options is not None else yes_no_unknown(), size, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(_policy())
        self.setMouseTracking(True)
        if name:
            self.setAccessibleName(name)

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
        self._show_checked()
        self.update()

    def _show_checked(self) -> None:
        for segment, option in zip(self._segments, self._options, strict=False):
            segment.setAutoExclusive(False)
            segment.setChecked(option.value == self._value)
            segment.setAutoExclusive(True)

    def accessible_value(self) -> str:
        labels = [option.label for option in self._options if option.value == self._value]
        return labels[0] if labels else _("Not answered")

    def make_accessible_parts(self) -> None:
        """The options as widgets of their own, made only when a screen reader asks for them."""
        if self._segments:
            return
        for option in self._options:
            segment = _Segment(option, self)
            segment.clicked.connect(lambda _checked=False, v=option.value: self._choose(v))
            segment.show()
            self._segments.append(segment)
        self._show_checked()
        self._arrange()

    def _arrange(self) -> None:
        super()._arrange()
        for segment, rect in zip(self._segments, self._places, strict=False):
            segment.setGeometry(rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.option_at(event.position().toPoint())
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._options[at].value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.option_at(event.position().toPoint()))

    def leaveEvent(self, _event: QEvent) -> None:
        self._point_at(-1)

    def _point_at(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()

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

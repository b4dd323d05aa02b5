"""Drives the real window by key, mouse and pen events alone, as a person would.

Controls are found by the name a screen reader would say, never by their place in the code. The
scripted demonstration and the journeys in the tests share these hands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from consult_app.ui.pen import Pen

PATIENCE_S = 120.0
"""How long a control may take to appear before the hands give up: a busy machine is no fault."""
STOPS = 80
"""Tab stops passed on the way to a control before the hands give up."""

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


class ControlNotFoundError(Exception):
    """No visible control of this name came up in time."""


class Hands:
    """Two hands at one window. `presses` counts the keys pressed, each character one; `secret` is
    what they type where the window asks who sits there.

    `busy` tells whether the window is still waiting for disk or paper. Where a name stands more
    than once, `within` names what it stands in, the outermost first.
    """

    def __init__(self, window: QWidget, busy: Callable[[], bool]) -> None:
        self.window = window
        self._busy = busy
        self._pen = Pen()
        self.presses = 0
        self.secret = ""

    def settle(self) -> None:
        """Let the window finish everything that is under way."""
        self.wait(lambda: not self._busy(), "the window stays busy")
        for _round in range(3):
            QCoreApplication.processEvents()
        if self._busy():
            self.settle()

    def wait(self, reached: Callable[[], bool], otherwise: str) -> None:
        """Let the window work until `reached`. Raises `ControlNotFoundError(otherwise)`."""
        deadline = time.monotonic() + PATIENCE_S
        QCoreApplication.processEvents()
        while not reached():
            if time.monotonic() > deadline:
                raise ControlNotFoundError(f"{otherwise}; on screen: {self.reading()}")
            QTest.qWait(2)

    def reading(self) -> str:
        """Every name on screen, as a screen reader would come by them."""
        return " | ".join(dict.fromkeys(w.accessibleName() for w in self._on_screen() if _said(w)))

    def sees(self, name: str, *within: str) -> bool:
        """Whether a control or a text of this name is on screen now."""
        return bool(self._named(name, within))

    def reads(self, words: str) -> bool:
        """Whether these words stand somewhere on screen now, errors and help of a control too."""
        there = self._on_screen()
        return any(words in w.accessibleName() + w.accessibleDescription() for w in there)

    def find(self, name: str, *within: str) -> QWidget:
        """The visible control of this name; waits for it. Raises `ControlNotFoundError`."""
        lost = f"no control named {name!r}" + (f" within {within}" if within else "")
        self.wait(lambda: bool(self._named(name, within)), lost)
        return self._named(name, within)[0]

    def _on_screen(self) -> list[QWidget]:
        active = QApplication.activeModalWidget()
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        roots: Sequence[QWidget] = [active] if active else tops
        return [w for root in roots for w in _visible(root)]

    def _named(self, name: str, within: Sequence[str] = ()) -> list[QWidget]:
        """What can be operated before what is only read, a control before its frame."""
        there = self._on_screen()
        for outer in within:
            roots = [w for w in there if w.accessibleName() == outer]
            there = [w for root in roots for w in _visible(root)[1:]]
        found = [w for w in there if w.accessibleName() == name]
        frames = {w for w in found for inner in found if w is not inner and w.isAncestorOf(inner)}
        return sorted(found, key=lambda w: (not _operable(w), w in frames))

    def click(self, name: str, *within: str) -> None:
        """Click the middle of a control; scroll to it first, as a person must."""
        widget = self.find(name, *within)
        self.wait(widget.isEnabled, f"{name!r} stays disabled")
        self._reveal(widget)
        QTest.mouseClick(widget, _LEFT, _NO_KEYS, widget.rect().center())
        self.settle()

    def focus(self, name: str, *within: str) -> QWidget:
        """Put the keyboard on a control by a click, unless it is there already."""
        widget = self.find(name, *within)
        if not _has_keyboard(widget):
            self.wait(widget.isEnabled, f"{name!r} stays disabled")
            self._reveal(widget)
            target = widget.childAt(QPoint(4, 4)) or widget
            at = target.mapFrom(widget, QPoint(4, 4))
            QTest.mouseClick(target, _LEFT, _NO_KEYS, at)
            if not _has_keyboard(widget):
                widget.setFocus(Qt.FocusReason.MouseFocusReason)
            self.settle()
        return widget

    def travel(self, name: str, *within: str) -> None:
        """Put the keyboard on a control by Tab alone."""
        widget = self.find(name, *within)
        for _stop in range(STOPS):
            if _has_keyboard(widget):
                return
            self.press(Qt.Key.Key_Tab)
        raise ControlNotFoundError(f"Tab does not come to {name!r}")

    def answer(self, question: str, option: str, *within: str) -> None:
        """Click one of the options of a question."""
        self.find(question, *within)
        for group in reversed(self._named(question, within)):
            QAccessible.queryAccessibleInterface(group)  # as a screen reader, to see the parts
            buttons = [
                b
                for b in group.findChildren(QAbstractButton)
                if b.accessibleName() == option and b.isVisible()
            ]
            if buttons:
                self._touch(buttons[0])
                return
        raise ControlNotFoundError(f"no option {option!r} of {question!r}")

    def _touch(self, button: QWidget) -> None:
        """Click where a part is painted; whoever paints it takes the click."""
        self._reveal(button)
        owner = button
        if button.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
            owner = button.parentWidget() or button
        QTest.mouseClick(owner, _LEFT, _NO_KEYS, button.mapTo(owner, button.rect().center()))
        self.settle()

    def write(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        for character in text:
            self._strike(character)
            self.presses += 1
        self.settle()

    def _strike(self, character: str) -> None:
        if character.isascii():
            QTest.keyClicks(self.focused(), character)
            return
        for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
            QTest.sendKeyEvent(action, self.focused(), Qt.Key(0), character, _NO_KEYS)

    def fill(self, name: str, text: str, *within: str) -> None:
        """Click a field, replace what is in it, and type."""
        self.focus(name, *within)
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.write(text)

    def paste(self, text: str) -> None:
        """Put a text on the clipboard and press Ctrl+V."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_KEYS) -> None:
        """One key, with modifiers, to whatever has the keyboard."""
        QTest.keyClick(self.focused(), key, modifiers)
        self.presses += 1
        self.settle()

    def focused(self) -> QWidget:
        """What a key goes to now."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.window

    def sign(self, name: str, *within: str) -> None:
        """Draw a signature on a pad with a pen."""
        pad = self.find(name, *within)
        self._reveal(pad)
        self._pen.sign(pad)
        self.settle()

    def _reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 20, 20)
            parent = parent.parentWidget()
        QCoreApplication.processEvents()


def _visible(root: QWidget) -> list[QWidget]:
    return [w for w in (root, *root.findChildren(QWidget)) if w.isVisible()]


def _said(widget: QWidget) -> bool:
    return bool(widget.accessibleName())


def _operable(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None


def _has_keyboard(widget: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (held is widget or widget.isAncestorOf(held))

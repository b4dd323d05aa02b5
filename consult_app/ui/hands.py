"""Drives the real window by key, mouse and pen events alone, as a person would.

Controls are found by the name a screen reader would say, never by their place in the code. The
scripted demonstration and the journeys in the tests share these hands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

PATIENCE_S = 15.0
"""How long a control may take to appear before the hands give up."""

_NO_KEYS = Qt.KeyboardModifier.NoModifier


class ControlNotFoundError(Exception):
    """No visible control of this name came up in time."""


class Hands:
    """Two hands at one window. `presses` counts the keys pressed, each character one.

    `busy` tells whether the window is still waiting for disk or paper.
    """

    def __init__(self, window: QWidget, busy: Callable[[], bool]) -> None:
        self._window = window
        self._busy = busy
        self._pen = _pen()
        self.presses = 0

    def settle(self) -> None:
        """Let the window finish everything that is under way."""
        self._wait(lambda: not self._busy(), "the window stays busy")
        for _round in range(3):
            QCoreApplication.processEvents()

    def _wait(self, reached: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        QCoreApplication.processEvents()
        while not reached():
            if time.monotonic() > deadline:
                raise ControlNotFoundError(otherwise)
            QTest.qWait(2)

    def sees(self, name: str) -> bool:
        """Whether a control of this name is on screen now."""
        return bool(self._named(name))

    def find(self, name: str, within: str = "") -> QWidget:
        """The visible control of this name; waits for it. Raises `ControlNotFoundError`."""
        self._wait(lambda: bool(self._named(name, within)), self._lost(name, within))
        return self._named(name, within)[0]

    def _lost(self, name: str, within: str) -> str:
        return f"no control named {name!r}" + (f" within {within!r}" if within else "")

    def _named(self, name: str, within: str = "") -> list[QWidget]:
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        active = QApplication.activeModalWidget()
        roots: Sequence[QWidget] = [active] if active else tops
        if within:
            roots = self._named(within)
        found = [w for root in roots for w in (root, *root.findChildren(QWidget))]
        return [w for w in found if w.accessibleName() == name and w.isVisible()]

    def click(self, name: str, within: str = "") -> None:
        """Click the middle of a control; scroll to it first, as a person must."""
        widget = self.find(name, within)
        self._wait(widget.isEnabled, f"{name!r} stays disabled")
        self._reveal(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NO_KEYS, widget.rect().center())
        self.settle()

    def focus(self, name: str, within: str = "") -> QWidget:
        """Put the focus on a control by a click, unless it is there already."""
        widget = self.find(name, within)
        if not widget.hasFocus():
            self._reveal(widget)
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NO_KEYS, QPoint(4, 4))
            if not widget.hasFocus():
                widget.setFocus(Qt.FocusReason.MouseFocusReason)
        self.settle()
        return widget

    def answer(self, question: str, option: str, within: str = "") -> None:
        """Click one of the options of a question."""
        self.find(question, within)
        group = self._named(question, within)[-1]  # the row and its control bear the same name
        QAccessible.queryAccessibleInterface(group)  # as a screen reader would, to see the parts
        buttons = [b for b in group.findChildren(QAbstractButton) if b.accessibleName() == option]
        if not buttons:
            raise ControlNotFoundError(f"no option {option!r} of {question!r}")
        self._reveal(buttons[0])
        middle = buttons[0].mapTo(group, buttons[0].rect().center())
        target = group.childAt(middle) or group
        at = target.mapFrom(group, middle)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, _NO_KEYS, at)
        self.settle()

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        for character in text:
            QTest.keyClicks(self._focused(), character)
            self.presses += 1
        self.settle()

    def fill(self, name: str, text: str, within: str = "") -> None:
        """Click a field, replace what is in it, and type."""
        widget = self.focus(name, within)
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.presses += 1
        self.write(text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_KEYS) -> None:
        """One key, with modifiers, to whatever has the focus."""
        QTest.keyClick(self._focused(), key, modifiers)
        self.presses += 1
        self.settle()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 20, 20)
            parent = parent.parentWidget()
        QCoreApplication.processEvents()

    def sign(self, name: str) -> None:
        """Draw a signature on a pad with a pen whose pressure rises and falls."""
        pad = self.find(name)
        self._reveal(pad)
        width, height = pad.width(), pad.height()
        for start in (0.2, 0.5):
            points = [
                QPointF(width * (start + 0.02 * i), height * (0.3 + 0.4 * (i % 3) / 2))
                for i in range(12)
            ]
            self._stroke(pad, points)
        self.settle()

    def _stroke(self, pad: QWidget, points: Sequence[QPointF]) -> None:
        kinds = [QEvent.Type.TabletMove] * len(points)
        kinds[0], kinds[-1] = QEvent.Type.TabletPress, QEvent.Type.TabletRelease
        for step, (kind, point) in enumerate(zip(kinds, points, strict=True)):
            pressure = 0.0 if kind is QEvent.Type.TabletRelease else 0.3 + 0.05 * step
            QCoreApplication.sendEvent(pad, self._touch_down(pad, kind, point, pressure))

    def _touch_down(
        self, pad: QWidget, kind: QEvent.Type, point: QPointF, pressure: float
    ) -> QTabletEvent:
        button = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else button
        return QTabletEvent(
            kind,
            self._pen,
            point,
            QPointF(pad.mapToGlobal(point.toPoint())),
            pressure,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            _NO_KEYS,
            button,
            held,
        )


def _pen() -> QPointingDevice:
    return QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
        1,
        1,
    )

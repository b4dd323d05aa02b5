"""Keys and clicks as a person gives them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PLAIN = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """One key, down and up, to the widget that has or would have the keyboard."""
    QTest.keyClick(widget.focusProxy() or widget, key, modifiers)


def write(widget: QWidget, text: str) -> None:
    """Each letter of the text."""
    QTest.keyClicks(widget.focusProxy() or widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """The left button, in the middle unless told where."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, at or widget.rect().center())


def show(widget: QWidget) -> None:
    """On the screen, with the keyboard in it."""
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    settle()


def settle() -> None:
    """Until every layout that asked for it has been done: one asks the next."""
    for _ in range(5):
        QApplication.processEvents()

"""Buttons: by key and mouse, busy, with names that hold an &."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Button, Kind, Size
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.hands import click, press, show


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_key_presses_the_button(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Next", Kind.PRIMARY)
    qtbot.addWidget(button)
    show(button)
    with qtbot.waitSignal(button.clicked):
        press(button, key)


def test_shortcut_presses_from_another_field(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    other, button = Button("Back"), Button("Next", Kind.PRIMARY, shortcut="Ctrl+Return")
    column.addWidget(other)
    column.addWidget(button)
    show(window)
    other.setFocus()
    with qtbot.waitSignal(button.clicked), qtbot.assertNotEmitted(other.clicked):
        press(other, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    face = QAccessible.queryAccessibleInterface(button)
    assert face.text(QAccessible.Text.Description) == "Ctrl+Return"


def test_busy_takes_no_press_and_keeps_its_width(qtbot: QtBot) -> None:
    button = Button("Print and file", shortcut="Ctrl+P")
    qtbot.addWidget(button)
    show(button)
    width = button.sizeHint().width()
    button.set_busy("Printing")
    with qtbot.assertNotEmitted(button.clicked):
        click(button)
        press(button, Qt.Key.Key_Space)
        press(button, Qt.Key.Key_Return)
        press(button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (button.accessibleName(), button.sizeHint().width()) == ("Printing", width)
    button.set_busy(None)
    with qtbot.waitSignal(button.clicked):
        click(button)


def test_label_with_ampersand_is_no_shortcut(qtbot: QtBot) -> None:
    button = Button("Tom & Jerry")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Tom & Jerry"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(("size", "least"), [(Size.DESK, 36), (Size.PATIENT, 56)])
def test_size_is_large_enough_to_hit(qtbot: QtBot, kind: Kind, size: Size, least: int) -> None:
    button = Button("No", kind, size=size)
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= least
    assert button.sizeHint().width() >= least


def test_icon_alone_is_square_and_named(qtbot: QtBot, look: Theme) -> None:
    button = Button("", Kind.QUIET, icon="zoom-in")
    qtbot.addWidget(button)
    button.setAccessibleName("Larger")
    look.set_scale(150)
    assert button.sizeHint().width() >= button.sizeHint().height() == 54
    assert button.accessibleName() == "Larger"


def test_arrow_keys_do_not_wander_to_another_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = Button("Back"), Button("Next")
    column.addWidget(first)
    column.addWidget(second)
    show(window)
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    assert first.hasFocus()

"""The list at the side of a page: walked by arrows, opened by a press, read by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import SideList, with_keys
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.hands import click, press, show

PARTS = (("settings", "Letterhead and rules"), ("texts", "Texts"), ("status", "Legal status"))


@pytest.fixture
def parts(qtbot: QtBot) -> SideList:
    """Shown, the first part open, with the keyboard."""
    made = SideList(with_keys(PARTS), name="Part of the clinic")
    qtbot.addWidget(made)
    made.set_value("settings")
    made.resize(204, 400)
    show(made)
    return made


def button(parts: SideList, label: str) -> QAbstractButton:
    found = parts.findChildren(QAbstractButton)
    return next(one for one in found if one.accessibleName() == label)


def held() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def focused() -> str:
    return held().accessibleName()


def test_arrows_walk_and_enter_opens(parts: SideList) -> None:
    heard: list[object] = []
    parts.chosen.connect(heard.append)
    button(parts, "Letterhead and rules").setFocus()
    press(held(), Qt.Key.Key_Down)
    assert (focused(), heard) == ("Texts", []), "walking is not opening"
    press(held(), Qt.Key.Key_Return)
    assert (parts.value, heard) == ("texts", ["texts"])
    press(held(), Qt.Key.Key_End)
    assert focused() == "Legal status"
    press(held(), Qt.Key.Key_Down)
    assert focused() == "Legal status"
    press(held(), Qt.Key.Key_Home)
    assert focused() == "Letterhead and rules"


def test_press_opens_and_what_is_set_is_silent(parts: SideList) -> None:
    heard: list[object] = []
    parts.chosen.connect(heard.append)
    parts.set_value("status")
    assert (parts.accessible_value(), heard) == ("Legal status", [])
    click(button(parts, "Texts"))
    assert heard == ["texts"]


def test_only_one_part_is_a_stop_of_tab(parts: SideList) -> None:
    parts.set_value("texts")
    buttons = parts.findChildren(QAbstractButton)
    stops = [b for b in buttons if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [b.accessibleName() for b in stops] == ["Texts"]


def test_mark_is_told_and_taken_away(parts: SideList) -> None:
    parts.set_attention("status", "An entry is overdue")
    assert button(parts, "Legal status").accessibleDescription() == "An entry is overdue"
    parts.set_attention("status", "")
    assert button(parts, "Legal status").accessibleDescription() == ""


@pytest.mark.parametrize("columns", [1, 3])
def test_no_name_is_cut_in_large_type(parts: SideList, look: Theme, columns: int) -> None:
    look.set_scale(200)
    parts.set_columns(columns)
    parts.resize(420 * columns, parts.heightForWidth(420 * columns))
    QApplication.processEvents()
    for one in parts.findChildren(QAbstractButton):
        assert one.height() >= one.heightForWidth(one.width())

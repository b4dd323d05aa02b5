"""Tab stays among what lies over the window, and comes to an end whatever the chain is like."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.consent.veil import Veil


class Loop(QPushButton):
    """A control that is out of the ring that those behind it form."""

    def __init__(self, following: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._following = following

    def nextInFocusChain(self) -> QWidget:  # noqa: N802 - the name that Qt gives it
        return self._following


@pytest.fixture
def over(qtbot: QtBot) -> Iterator[QWidget]:
    host = QWidget()
    qtbot.addWidget(host)
    made = QWidget(host)
    layout = QVBoxLayout(made)
    for name in ("first", "second"):
        layout.addWidget(QPushButton(name))
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    yield made
    host.close()


def test_tab_goes_round_among_what_lies_over(over: QWidget) -> None:
    veil = Veil(over)
    first, second = over.findChildren(QPushButton)
    first.setFocus()
    seen = []
    for _press in range(2):
        assert veil.walk(forward=True)
        seen.append(first.hasFocus())
    assert seen == [False, True]
    assert veil.walk(forward=False)
    assert second.hasFocus()


def test_tab_ends_where_the_chain_does_not_come_back(over: QWidget) -> None:
    for button in over.findChildren(QPushButton):
        button.setEnabled(False)
    outside = Loop(over.findChildren(QPushButton)[0], over)
    outside.setFocus()
    assert not Veil(over).walk(forward=True)

"""The whole window on a real clinic, with two hands at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.settings import WindowSettings
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages import printing
from consult_app.ui.router import Router
from consult_app.ui.window import Window


class StrayWindows(QObject):
    """Notes every widget that shows itself as a window of its own: a flash on the screen.

    The list of a field that narrows as one types is meant to be one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            meant = isinstance(watched, Window) or watched.windowType() == Qt.WindowType.Popup
            if watched.isWindow() and not meant:
                self.seen.append(type(watched).__name__)
        return False


FINE = printing.DPI


@pytest.fixture(autouse=True)
def coarse_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page as fine as paper takes ten times as long on its way: one test waits for it."""
    monkeypatch.setattr(printing, "DPI", 60)


@pytest.fixture
def window(ctx: Context, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The frame with its pages, at the size the program starts with; Today is shown."""
    made = Window(ctx.theme, WindowSettings())
    qtbot.addWidget(made)
    Router(ctx, made)
    stray = StrayWindows()
    qapp.installEventFilter(stray)
    made.show()
    ctx.go.today.emit()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qapp.removeEventFilter(stray)
    assert stray.seen == []


@pytest.fixture
def hands(window: Window, ctx: Context) -> Hands:
    made = Hands(window, lambda: ctx.work.busy)
    made.settle()
    return made

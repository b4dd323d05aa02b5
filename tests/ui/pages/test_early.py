"""What a person does while the records are still being opened."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consult_app.domain.patients import Patient
from consult_app.settings import WindowSettings
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.router import Router
from consult_app.ui.window import Window


def test_name_typed_before_the_records_are_open_is_looked_for(
    ctx: Context, qtbot: QtBot, elif_demir: Patient
) -> None:
    window = Window(ctx.theme, WindowSettings())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.search.summon()
    QTest.keyClicks(window.search.edit, "dem")
    Router(ctx, window)
    hands = Hands(window, lambda: ctx.work.busy)
    hands.settle()
    assert hands.reads(elif_demir.name)

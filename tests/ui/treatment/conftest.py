"""A page with real services behind it, and hands to work it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.services import clinic
from consult_app.ui.context import Context, Navigator
from consult_app.ui.hands import Hands
from consult_app.ui.kit.theme import install
from consult_app.ui.work import Work
from tests.clinics import open_clinic
from tests.services.walk import Walk

Shown = Callable[[QWidget], Hands]


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    opened = open_clinic(tmp_path / "clinic")
    yield Walk(opened)
    opened.acting.store.close()


@pytest.fixture
def ctx(qapp: QApplication, walk: Walk) -> Iterator[Context]:
    work = Work()
    acting = walk.acting
    yield Context(acting, work, install(qapp), Navigator(), "en", clinic.settings(acting))
    work.close()


@pytest.fixture
def show(qtbot: QtBot, ctx: Context) -> Shown:
    """Show a page as the window would, and give the hands to work it."""

    def shown(page: QWidget) -> Hands:
        qtbot.addWidget(page)
        page.resize(760, 900)
        page.show()
        page.activateWindow()
        enter = getattr(page, "enter", None)
        if enter is not None:
            enter()
        hands = Hands(page, lambda: ctx.work.busy)
        hands.settle()
        return hands

    return shown

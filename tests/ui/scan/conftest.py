"""The page of scans in a window, over a real clinic; files lie in a real folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.scan.page import ScanPageView
from consult_app.ui.work import Work
from tests.clinics import Clinic, open_clinic
from tests.services.walk import Walk

Shown = tuple[ScanPageView, Hands]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    opened = open_clinic(tmp_path / "clinic")
    yield opened
    opened.acting.store.close()


@pytest.fixture
def acting(clinic: Clinic) -> Acting:
    """The physician of that clinic."""
    return clinic.acting


@pytest.fixture
def walk(clinic: Clinic) -> Walk:
    return Walk(clinic)


@pytest.fixture
def show(qtbot: QtBot, ctx: Context, work: Work) -> Callable[[], Shown]:
    """The page in a window of its own."""

    def opened() -> Shown:
        page = ScanPageView(ctx)
        window = QMainWindow()
        window.setCentralWidget(page)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        hands = Hands(window, lambda: work.busy)
        page.enter()
        hands.settle()
        return page, hands

    return opened

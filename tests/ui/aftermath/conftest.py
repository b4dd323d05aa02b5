"""A patient who was treated some weeks ago, and the whole window on that clinic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.services import clinic
from consult_app.services.acting import Acting
from consult_app.settings import WindowSettings
from consult_app.ui.context import Context, Navigator
from consult_app.ui.hands import Hands
from consult_app.ui.kit.theme import install
from consult_app.ui.router import Router
from consult_app.ui.window import Window
from consult_app.ui.work import Lane, Work
from tests.clinics import open_clinic
from tests.services.walk import Walk

WEEKS = 6
LONGEST_S = 20.0
"""The disk answers after this even where a test has failed."""


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    opened = open_clinic(tmp_path / "clinic")
    yield Walk(opened)
    opened.acting.store.close()


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def ctx(qapp: QApplication, walk: Walk, treated: Treatment) -> Iterator[Context]:
    """Six weeks after the treatment."""
    work, then = Work(), walk.acting
    acting = Acting(then.user, then.store, lambda: treated.at + timedelta(weeks=WEEKS))
    yield Context(acting, work, install(qapp), Navigator(), "en", clinic.settings(acting))
    work.close()


@pytest.fixture
def hands(ctx: Context, qtbot: QtBot) -> Hands:
    made = Window(ctx.theme, WindowSettings())
    qtbot.addWidget(made)
    Router(ctx, made)
    made.show()
    ctx.go.follow_ups.emit()
    qtbot.waitUntil(made.isActiveWindow)
    hands = Hands(made, lambda: ctx.work.busy)
    hands.settle()
    return hands


@contextmanager
def slow_disk(hands: Hands, ctx: Context) -> Iterator[Hands]:
    """Hands that do not wait for the disk, which answers when they are done."""

    def never(refused: Refused) -> None:
        raise refused

    gate = Event()
    ctx.work.run(Lane.WRITE, hands.window, lambda: gate.wait(LONGEST_S), lambda _open: None, never)
    try:
        yield Hands(hands.window, lambda: False)
    finally:
        gate.set()
        hands.settle()

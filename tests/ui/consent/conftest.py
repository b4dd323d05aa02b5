"""The consent page in a window, over a real clinic; driven by keys, clicks and pen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from consult_app.services import consents
from consult_app.services.acting import Acting
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.work import Work
from tests import kept
from tests.clinics import Clinic, open_clinic
from tests.services.walk import Walk

Shown = tuple[ConsentPage, Hands]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    opened = open_clinic(tmp_path / "clinic")
    yield opened
    opened.acting.store.close()


@pytest.fixture
def acting(clinic: Clinic) -> Acting:
    """The physician of that clinic, for every page of these tests."""
    return clinic.acting


@pytest.fixture
def walk(clinic: Clinic) -> Walk:
    return Walk(clinic)


@pytest.fixture
def show(qtbot: QtBot, ctx: Context, work: Work) -> Callable[[int], Shown]:
    """The page of a consultation in a window of its own, as after starting the program."""

    def opened(consultation_id: int) -> Shown:
        page = ConsentPage(ctx, consultation_id)
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


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[Path, int]:
    """The folder of a clinic, and a consultation in which the patient may have the screen."""
    folder = tmp_path / "clinic"
    return folder, kept.folder(folder, __name__, build)


def build(folder: Path) -> int:
    clinic = open_clinic(folder)
    walk = Walk(clinic)
    consultation = walk.proceed()
    walk.inform(consultation)
    consent = consents.open_for_signature(walk.acting, consultation.id)
    said = replace(consent.conversation, capacity=True, alternatives=True, nothing=True)
    consents.say(walk.acting, consent, said)
    clinic.acting.store.close()
    return consultation.id

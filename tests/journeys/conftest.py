"""A clinic that was set up through the window, once; each journey begins with its own copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui.pages import printing
from tests.journeys.records import Records
from tests.journeys.sitting import CTRL, PASSWORD, RETURN, Sitting
from tests.journeys.walks import LOT, PRODUCT
from tests.setting_up import type_set_up

Sit = Callable[[], Sitting]
Read = Callable[[], Records]


@pytest.fixture(autouse=True)
def coarse_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is counted here; how fine it is, the page's own test tells."""
    monkeypatch.setattr(printing, "DPI", 60)


@pytest.fixture(scope="session")
def set_up_clinic(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a clinic set up by hand: numbers, texts approved, a product with a lot."""
    folder = tmp_path_factory.mktemp("clinic") / "records"
    sitting = Sitting(qapp, folder)
    _begin(sitting)
    _settle_rules(sitting)
    _stock(sitting)
    sitting.close()
    return folder


def _begin(sitting: Sitting) -> None:
    hands = sitting.hands
    type_set_up(hands, PASSWORD)
    sitting.note_code()
    hands.click("Approve the texts in English")
    hands.find("Approved")
    hands.press(RETURN, CTRL)
    hands.find("Nobody is on the list yet")


def _settle_rules(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.click("Clinic")
    hands.fill("Country", "Türkiye")
    hands.press(RETURN)
    hands.fill("Phone by day", "+90 232 555 0110")
    hands.fill("Phone at night", "+90 232 555 0199")
    hands.fill("Emergency number", "112")
    hands.fill("Time to think it over", "0")
    hands.click("Save the settings")


def _stock(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.answer("Part of the clinic", "Products and lots")
    hands.fill("Product", PRODUCT)
    hands.fill("Components", "trehalose, saline")
    hands.click("Add the product")
    hands.click(f"Record the label: {PRODUCT}")
    hands.answer("Routes that the label names", "Into the joint")
    hands.answer("Status in Türkiye", "Under conditions")
    hands.fill("Where the status is written", "Made up for tests")
    hands.fill("Day of that source", "1 January 2026")
    hands.click("Save the label")
    hands.find("Label: Into the joint")
    hands.fill(f"New lot of {PRODUCT}", LOT)
    hands.fill(f"Use by, {PRODUCT}", f"31 August {date.today().year + 2}")
    hands.click(f"Add the lot: {PRODUCT}")
    hands.find(f"Lot {LOT}")


@pytest.fixture
def clinic(set_up_clinic: Path, tmp_path: Path) -> Path:
    """A copy of the clinic for one journey."""
    folder = tmp_path / "records"
    shutil.copytree(set_up_clinic, folder)
    return folder


@pytest.fixture
def sit(qapp: QApplication, clinic: Path) -> Iterator[Sit]:
    """Opens the window on the journey's clinic; what was left open is closed at the end."""
    opened: list[Sitting] = []

    def open_window() -> Sitting:
        sitting = Sitting(qapp, clinic)
        opened.append(sitting)
        return sitting

    yield open_window
    for sitting in opened:
        sitting.close()


@pytest.fixture
def sitting(sit: Sit) -> Sitting:
    """The window, open on the day's list."""
    return sit()


@pytest.fixture
def read(clinic: Path) -> Iterator[Read]:
    """The file of the journey's clinic, by the raw driver."""
    opened: list[Records] = []

    def reading() -> Records:
        opened.append(Records(clinic, PASSWORD))
        return opened[-1]

    yield reading
    for records in opened:
        records.close()

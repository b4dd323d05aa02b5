"""The morning of the desk: what waits is seen with its count, opened, done, and is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consult_app.ui.kit import DataTable
from tests.journeys.sitting import CTRL, RETURN, Sitting
from tests.morning_clinic import (
    DEFERRED,
    INFORMED,
    NEW,
    ON_PAPER,
    TO_INFORM,
    TREATED,
    left_in_the_evening,
)


@pytest.fixture
def morning(qapp: QApplication, tmp_path: Path) -> Iterator[Sitting]:
    sitting = Sitting(qapp, left_in_the_evening(tmp_path / "records"))
    yield sitting
    sitting.close()


def lines(sitting: Sitting) -> str:
    """What the list in sight says."""
    shown = [t for t in sitting.window.findChildren(DataTable) if t.isVisible()]
    models = [table.grid.model() for table in shown]
    return " | ".join(
        str(model.index(row, column).data())
        for model in models
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


def opens(sitting: Sitting, name: str, *words: str) -> None:
    """Press a list; it has these words."""
    sitting.hands.click(name)
    sitting.hands.wait(
        lambda: all(word in lines(sitting) for word in words), f"{words} are not on the list"
    )


def test_morning_begins_with_what_waits_and_each_leads_to_its_place(
    morning: Sitting, tmp_path: Path
) -> None:
    hands = morning.hands
    hands.find("Deferred until now: 1")
    assert not hands.reads("To be told of a recall"), "what is empty is not told"

    opens(morning, "Waiting for paper: 1", "Printed, not back yet", ON_PAPER)
    hands.press(RETURN)
    hands.wait(lambda: hands.reads(ON_PAPER), "the paper that is out is not shown")

    hands.click("Today")
    opens(morning, "Follow-up due: 1", TREATED, "Due")
    hands.press(RETURN)
    hands.find("Keep the answers")

    hands.click("Today")
    opens(morning, "Time to think it over has passed: 1", INFORMED)
    hands.click("Save as CSV")
    target = tmp_path / "list.csv"
    hands.fill("Save the copy as", str(target))
    hands.press(RETURN)
    hands.wait(lambda: hands.reads("Saved as "), "the list is not saved")
    assert INFORMED in target.read_text("utf-8-sig")

    hands.click("Today")
    opens(morning, "Deferred until now: 1", DEFERRED)
    hands.press(RETURN)
    morning.go_to("Decision")
    hands.click("Resume")
    hands.settle()
    hands.click("Today")
    hands.find("Follow-up due: 1")
    assert not hands.reads("Deferred until now")


def test_morning_shows_what_each_arrival_lacks_and_prints_the_day_in_one_go(
    morning: Sitting, tmp_path: Path
) -> None:
    hands = morning.hands
    hands.find(f"Assessment not begun: {NEW}")
    hands.find(f"Information sheet not handed over: {TO_INFORM}")
    hands.find(f"Waiting for the signed paper: {ON_PAPER}")

    hands.press(Qt.Key.Key_P, CTRL)
    hands.find("Blank questions · 1")
    hands.find("Consent forms to be signed · 1")
    assert hands.reads(f"Information sheet not made yet: 09:20 {TO_INFORM}.")
    hands.click("Make what is missing")
    hands.find("Information sheets · 1")
    assert not hands.reads("not made yet")
    hands.click("Save instead")
    hands.answer("Files", "All in one file")
    target = tmp_path / "day.pdf"
    hands.fill("Save the copy as", str(target))
    hands.press(RETURN)
    hands.wait(lambda: hands.reads("Saved as "), "the papers are not saved")
    assert target.read_bytes().startswith(b"%PDF")

    hands.click(f"Waiting for the signed paper: {ON_PAPER}")
    hands.wait(lambda: hands.reads(ON_PAPER), "the paper that is out is not shown")
    hands.click("Today")
    hands.click(f"Consent missing: {TO_INFORM}")
    hands.find("Steps of the consultation")
    hands.find("Consent, this step")

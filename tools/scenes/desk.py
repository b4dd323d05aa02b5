"""Pictures of the desk: the day, the search, patients, papers, the clinic."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from consult_app.ui.hands import Hands
from tools.scenes.common import (
    CTRL,
    ESCAPE,
    RETURN,
    TAB,
    Sit,
    copy_of,
    empty,
    open_patient,
)
from tools.scenes.first import clinic_parts

if TYPE_CHECKING:
    from tools.screens import Tour


def desk(sit: Sit, clinic: Path, room: Path) -> None:
    """The day's list, the search, patients, papers, the clinic's own pages."""
    tour = sit(copy_of(clinic, room, "desk"))
    hands, take = tour.hands, tour.take
    take("today-full")
    hands.click("Add a patient")
    hands.write("eli")
    take("today-add")
    hands.press(ESCAPE)
    hands.fill("Filter the list", "qqq")
    take("today-filter-none")
    hands.fill("Filter the list", "a")
    take("today-filter")
    empty(hands, "Filter the list")
    hands.click("Print the day's papers")
    hands.find("Close printing")
    take("today-print")
    hands.press(ESCAPE)
    _waiting(tour)
    for name, typed in (("search", "de"), ("search-none", "Nobody Here")):
        take(name, partial(_search, hands, typed))
    hands.press(ESCAPE)
    hands.click("Patients")
    take("patients")
    hands.fill("Name or record number", "qqq")
    take("patients-none")
    empty(hands, "Name or record number")
    _register(tour)
    open_patient(tour, 0)
    take("patient-new")
    open_patient(tour, 4)
    take("patient-history")
    hands.click("Correct")
    take("patient-correct")
    _clinic_pages(tour)
    tour.close()


def _waiting(tour: Tour) -> None:
    """Each list on which something waits, opened from the day's page."""
    hands = tour.hands
    names = hands.reading().split(" | ")
    lists = names[names.index("What waits") + 1 : names.index("Filter the list")]
    for place, name in enumerate(lists, 1):
        hands.click(name)
        hands.settle()
        tour.take(f"waiting-{place}")
        hands.click("Today")
        hands.settle()


def _search(hands: Hands, typed: str) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write(typed)


def _register(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    hands.click("Register a patient")
    take("register")
    hands.press(RETURN, CTRL)
    take("register-errors")
    hands.fill("Given name", "Elif")
    hands.fill("Family name", "Demir")
    hands.fill("Date of birth", "03/04/79")
    hands.press(TAB)
    take("register-ambiguous")
    hands.fill("Date of birth", "12 March 1979")
    hands.press(RETURN, CTRL)
    hands.settle()
    take("register-duplicate")


def _clinic_pages(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    hands.click("Clinic")
    take("clinic-settings")
    clinic_parts(tour)
    hands.answer("Part of the clinic", "Texts")
    reads = [n for n in hands.reading().split(" | ") if n.startswith("Read ")]
    hands.click(reads[0])
    take("clinic-text-read")

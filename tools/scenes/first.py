"""Pictures of the first start, the log-in, and every page before there is anything on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tools.scenes.common import (
    CTRL,
    RETURN,
    WELCOME,
    Sit,
)

if TYPE_CHECKING:
    from tools.screens import Tour


def first(sit: Sit, _clinic: Path, room: Path) -> None:
    """The first start, and every page before there is anything on it."""
    folder = room / "first"
    tour = sit(folder)
    hands, take = tour.hands, tour.take
    take("welcome")
    hands.press(RETURN, CTRL)
    take("welcome-errors")
    for field, words in WELCOME.items():
        hands.fill(field, words)
    take("welcome-filled")
    hands.press(RETURN, CTRL)
    hands.find("The recovery code")
    take("code")
    code = next(w for w in hands.reading().split(" | ") if w.count("-") == 6)
    hands.fill("Group 2", "wrong")
    hands.press(RETURN, CTRL)
    take("code-errors")
    for group in (2, 5):
        hands.fill(f"Group {group}", code.split("-")[group - 1])
    hands.press(RETURN, CTRL)
    hands.find("Go on")
    take("approve")
    hands.press(RETURN, CTRL)
    hands.find("Add the first patient")
    take("today-empty")
    hands.click("Add the first patient")
    take("today-add")
    hands.write("Ida Berg")
    take("today-add-none", lambda: None)
    hands.click("Patients")
    take("patients-empty")
    hands.click("Documents")
    take("documents-empty")
    hands.click("Clinic")
    take("clinic-settings")
    hands.fill("Country", "Tür")
    take("clinic-country")
    hands.fill("Time to think it over", "soon")
    hands.click("Save the settings")
    take("clinic-errors")
    clinic_parts(tour)
    second = sit(folder)
    second.take("start-refused")
    second.close()
    tour.close()
    _log_in(sit(folder))


def clinic_parts(tour: Tour) -> None:
    """Every part behind the first, by its words on the screen."""
    parts = tour.hands.find("Part of the clinic")
    for option in getattr(parts, "options", ())[1:]:
        tour.hands.answer("Part of the clinic", option.label)
        tour.hands.settle()
        tour.take(f"clinic-{option.label.split()[0].lower()}")


def _log_in(tour: Tour) -> None:
    """The way in, the lock, and the way in without a password."""
    hands, take = tour.hands, tour.take
    take("login")
    hands.fill("Password", "not this one at all")
    hands.press(RETURN)
    take("login-wrong")
    hands.click("Use the recovery code")
    take("recovery")
    hands.press(RETURN, CTRL)
    take("recovery-errors")
    hands.click("Back")
    hands.fill("Password", WELCOME["Your password"])
    hands.press(RETURN)
    hands.wait(tour.desk.window.rail.isEnabled, "nobody comes in")
    hands.settle()
    take("pin-offered")
    hands.fill("A PIN for this shift", "4927")
    hands.press(RETURN)
    hands.click("Lock")
    take("locked")
    tour.close()

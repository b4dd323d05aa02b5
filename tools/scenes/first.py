"""Pictures of the first start, the log-in, and every page before there is anything on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tools.scenes.common import (
    CTRL,
    PASSWORD,
    RETURN,
    Sit,
    empty,
)

if TYPE_CHECKING:
    from tools.screens import Tour


def first(sit: Sit, _clinic: Path, room: Path) -> None:
    """The first start, and every page before there is anything on it."""
    folder = room / "first"
    tour = sit(folder)
    hands, take = tour.hands, tour.take
    _set_up(tour)
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


def _set_up(tour: Tour) -> None:
    """Page by page: as it comes, with what is refused, filled."""
    hands, take = tour.hands, tour.take
    take("clinic")
    hands.press(RETURN, CTRL)
    take("clinic-errors")
    hands.fill("Name of the clinic", "Klinik Örnek")
    hands.fill("Address of the clinic", "Bahar Caddesi 12, İzmir")
    hands.press(RETURN, CTRL)
    take("place")
    hands.fill("Country", "Atlantis")
    hands.press(RETURN, CTRL)
    take("place-errors")
    tour.desk.window.activateWindow()  # without a display, a list that closes keeps it away
    hands.fill("Country", "Türkiye")
    hands.press(RETURN, CTRL)
    take("numbers")
    hands.fill("Phone by day", "ask at the desk")
    hands.press(RETURN, CTRL)
    take("numbers-errors")
    empty(hands, "Phone by day")
    hands.press(RETURN, CTRL)
    take("person")
    hands.press(RETURN, CTRL)
    take("person-errors")
    hands.fill("Your title", "Dr")
    hands.fill("Your name", "Ayşe Kaya")
    hands.press(RETURN, CTRL)
    take("password")
    hands.write("password")
    take("password-short")
    hands.fill("Password", PASSWORD)
    hands.wait(lambda: hands.reads("strong"), "nobody tells how strong it is")
    take("password-filled")
    hands.press(RETURN, CTRL)


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
    hands.fill("Password", PASSWORD)
    hands.press(RETURN)
    hands.wait(tour.desk.window.rail.isEnabled, "nobody comes in")
    hands.settle()
    take("pin-offered")
    hands.fill("A PIN for this shift", "4927")
    hands.press(RETURN)
    hands.click("Lock")
    take("locked")
    tour.close()

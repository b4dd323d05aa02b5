"""Pictures of the texts worded anew: the page beside the words, a field put in, a fault told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tools.scenes.common import DOWN, RETURN, Sit, copy_of

TITLE = "Looking after yourself after your treatment"


def wording(sit: Sit, clinic: Path, room: Path) -> None:
    """One piece of the aftercare sheet is said in other words."""
    tour = sit(copy_of(clinic, room, "wording"))
    hands, take = tour.hands, tour.take
    hands.click("Clinic")
    hands.settle()
    hands.answer("Part of the clinic", "Wording")
    hands.settle()
    take("list")
    hands.fill("Find words", "gone after three days")
    hands.press(DOWN)
    hands.press(RETURN)
    hands.settle()
    take("beside")
    hands.press(Qt.Key.Key_End)
    hands.write(" Call us if you are worried: ")
    hands.fill("Put in a field", "opening hours")
    hands.press(RETURN)
    hands.settle()
    take("field")
    hands.write(" {{ nobody.knows }}")
    hands.wait(lambda: hands.reads("nobody"), "no fault is told")
    take("fault")
    tour.close()

"""Pictures of the print centre: the lists, what is printed in one go, one paper looked at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tools.scenes.common import CTRL, DOWN, ESCAPE, RETURN, Sit, copy_of, empty


def papers(sit: Sit, clinic: Path, room: Path) -> None:
    """The list, a pack before the printer, a paper with what can be done with it."""
    tour = sit(copy_of(clinic, room, "papers"))
    hands, take = tour.hands, tour.take
    hands.click("Documents")
    hands.settle()
    take("documents")
    hands.fill("Find a document", "qqq")
    take("documents-none")
    empty(hands, "Find a document")
    hands.press(DOWN)
    take("documents-picked")
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    take("documents-pack")
    hands.press(ESCAPE)
    hands.press(RETURN)
    hands.find("Save as PDF")
    hands.settle()
    take("document")
    hands.press(Qt.Key.Key_P, CTRL)
    take("document-print")
    hands.press(Qt.Key.Key_S, CTRL)
    take("document-save")
    hands.fill("Save the copy as", "/nowhere/at/all.pdf")
    hands.press(RETURN)
    take("document-save-refused")
    tour.close()

"""Where a scene begins: a made-up clinic of its own, a story in it, a step, a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from consult_app.services import consultations, demo
from consult_app.services.demo_stories import STORIES
from consult_app.ui.hands import Hands

if TYPE_CHECKING:
    from tools.screens import Tour

Sit = Callable[[Path], "Tour"]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RETURN, TAB, DOWN, ESCAPE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Escape,
)
RAIL = "Steps of the consultation"
PASSWORD = "lantern orbit walnut"  # noqa: S105 - of a made-up clinic


def build_clinic(room: Path) -> Path:
    """The demonstration's clinic, with a consultation in every state."""
    folder = room / "clinic"
    demo.build(folder)
    return folder


def copy_of(clinic: Path, room: Path, name: str) -> Path:
    """A clinic of its own for one area, so that none disturbs the next."""
    folder = room / name
    shutil.copytree(clinic, folder)
    return folder


def story_number(name: str) -> int:
    """The place in the made-up list of the first patient to whom this has happened."""
    return next(i for i, s in enumerate(STORIES) if s and s.__name__.strip("_") == name)


def open_story(tour: Tour, name: str, step: str = "") -> None:
    """The consultation of the first patient to whom this has happened."""
    number = story_number(name)
    ctx = tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    line = consultations.of_patient(ctx.acting, number + 1)[0]
    ctx.go.consultation.emit(line.consultation.id)
    tour.hands.find(RAIL)
    if step:
        go_to(tour.hands, step)


def open_patient(tour: Tour, number: int) -> None:
    """The page of a patient by the place in the made-up list."""
    ctx = tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    ctx.go.patient.emit(number + 1)
    tour.hands.settle()


def go_to(hands: Hands, step: str) -> None:
    """Click a step of the consultation, whatever its mark says of it."""
    hands.find(RAIL)
    names = (n for n in hands.reading().split(" | ") if f"{n}, ".startswith(f"{step}, "))
    hands.click(next(n for n in names if hands.sees(n, RAIL)), RAIL)


def empty(hands: Hands, name: str) -> None:
    """Take out what stands in a field."""
    hands.fill(name, "")
    hands.press(Qt.Key.Key_Delete)
    hands.settle()

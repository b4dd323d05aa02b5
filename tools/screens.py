"""Pictures of every page in every state it was designed for, in each theme, size and text size.

`python tools/screens.py OUT [AREA ...]` walks a made-up clinic at the real window, without a
display. Each look has its folder in OUT; a screen at 150 % is drawn by a process of its own, since
Qt asks for it once, at its start.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"  # the scenes find things by their English names
os.environ["QT_LOGGING_RULES"] = "*.warning=false"

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.app import Desk
from consult_app.ui.hands import Hands
from consult_app.ui.kit import Button, ScrollArea, WrapLabel
from consult_app.ui.kit.theme import install, theme

MAGNIFIED = "screen-150"
"""The look that needs a process of its own."""
FACTOR = "QT_SCALE_FACTOR"


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see the window: pixels, theme, text size in percent, direction."""

    name: str
    size: tuple[int, int] = (1280, 800)
    dark: bool = False
    scale: int = 100
    mirrored: bool = False


LOOKS = (
    Look("light"),
    Look("dark", dark=True),
    Look("wide", (1920, 1080)),
    Look("wide-dark", (1920, 1080), dark=True),
    Look("large", scale=150),
    Look("mirrored", mirrored=True),
)
MAGNIFIED_LOOK = Look(MAGNIFIED, (1280, 720))
"""A screen of 1920×1080 at 150 %."""


class Camera:
    """Takes the same moment in every look; `turn` counts the moments."""

    def __init__(self, hands: Hands, out: Path, looks: Sequence[Look], area: str) -> None:
        self._hands, self._out, self._looks, self._area = hands, out, looks, area
        self._turn = 0

    def take(self, name: str, again: Callable[[], object] | None = None) -> None:
        """A picture in each look; `again` brings back what a change of size puts away."""
        self._turn += 1
        for look in self._looks:
            self._put_on(look)
            if again is not None:
                again()
                self._hands.settle()
            file = self._out / look.name / f"{self._area}-{self._turn:02d}-{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            for words in cut(self._hands.window):
                print(f"cut: {file.relative_to(self._out)}: {words}", flush=True)
            self._hands.window.grab().save(str(file), "PNG", 75)
        self._put_on(self._looks[0])

    def _put_on(self, look: Look) -> None:
        theme().set_dark(look.dark)
        theme().set_scale(look.scale)
        sides = Qt.LayoutDirection
        side = sides.RightToLeft if look.mirrored else sides.LeftToRight
        QGuiApplication.setLayoutDirection(side)
        self._hands.window.resize(*look.size)
        self._hands.settle()


def cut(window: QWidget) -> Iterator[str]:
    """What is not seen whole: a page wider than its room, a button or text in too little."""
    for area in _shown(window, ScrollArea):
        content = area.widget()
        if content is not None and content.width() > area.viewport().width():
            yield f"page of {content.width()} in {area.viewport().width()}"
    for button in _shown(window, Button):
        if button.width() < button.sizeHint().width() and button.label:
            yield f"button {button.label!r}"
    for label in _shown(window, WrapLabel):
        if label.height() < label.heightForWidth(label.width()):
            yield f"text {label.text[:40]!r}"


W = TypeVar("W", bound=QWidget)


def _shown(window: QWidget, kind: type[W]) -> list[W]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


class Tour:
    """The window on one folder of records, with hands and a camera."""

    def __init__(self, folder: Path, out: Path, looks: Sequence[Look], area: str) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("the tour needs its QApplication")
        self.desk = Desk(app, folder)
        self.hands = Hands(self.desk.window, lambda: self.desk.work.busy)
        self.take = Camera(self.hands, out, looks, area).take
        self.desk.show()
        self.desk.window.activateWindow()
        self.hands.wait(
            lambda: self.desk.code != 0 or self._asks() or self._open(),
            "the records stay closed",
        )
        self.hands.settle()

    def _asks(self) -> bool:
        return self.hands.sees("Step 1 of 7") or self.hands.sees("Log in")

    def _open(self) -> bool:
        return self.desk.window.rail.isEnabled()

    def close(self) -> None:
        """Close the window; others may open the records."""
        self.hands.settle()
        self.desk.window.close()
        self.desk.close()
        self.desk.window.deleteLater()


def draw(out: Path, areas: Sequence[str], looks: Sequence[Look]) -> None:
    """Walk the areas in this process."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tools.scenes import AREAS
    from tools.scenes.common import build_clinic

    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    install(app, styled=True)
    theme().reduced_motion = True
    with TemporaryDirectory(prefix="consult-screens-") as room:
        clinic = build_clinic(Path(room))
        for area in areas or AREAS:
            print(area, flush=True)
            sit = partial(Tour, out=out, looks=looks, area=area)
            AREAS[area](sit, clinic, Path(room))


def main(words: list[str]) -> int:
    """Every area, or those that are named; first here, then on a screen at 150 %."""
    if not words:
        print(__doc__)
        return 2
    out, areas = Path(words[0]).absolute(), words[1:]
    if os.environ.get(FACTOR):
        draw(out, areas, (MAGNIFIED_LOOK,))
        return 0
    draw(out, areas, LOOKS)
    magnified = {**os.environ, FACTOR: "1.5"}
    return subprocess.run([sys.executable, __file__, *words], env=magnified, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

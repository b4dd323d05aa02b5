"""Pictures of the window, numbered in the order in which a person comes by its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consult_app.errors import Refused
from consult_app.ui.hands import Hands

QUICK = 75
"""Qt's measure of how little time is spent on making a picture small."""


class Album:
    """Takes pictures into a folder; `fresh()` tells of those that are new."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self._hands, self._folder = hands, folder
        self._taken: list[Path] = []
        self._told = 0

    def take(self, name: str) -> None:
        """A picture of the window as it is. Raises `Refused` where it cannot be written."""
        self._hands.settle()
        target = self._folder / f"{len(self._taken) + 1:02d}-{name}.png"
        if not self._hands.window.grab().save(str(target), "PNG", QUICK):
            raise Refused("demo.out-not-writable", folder=self._folder)
        self._taken.append(target)

    def fresh(self) -> Iterator[Path]:
        """The pictures taken since it was asked last."""
        new, self._told = self._taken[self._told :], len(self._taken)
        yield from new

"""What somebody who comes today still lacks, as pills under the name: words, an icon, one press."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Chip, FlowRow, Pill
from consult_app.ui.kit.theme import theme

if TYPE_CHECKING:  # what reads it comes along once the day's list stands
    from consult_app.services.arrivals import Arrival, Line


class LackRow(FlowRow):
    """Keeps the room of one line from the beginning: what is read later moves nothing.

    `pressed(Line)`: to where it is done.
    """

    pressed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._told: Arrival | None = None
        self.setMinimumHeight(theme().px(28))

    def show_arrival(self, arrival: Arrival) -> tuple[QWidget, ...]:
        """What lacks, the next thing first; those that a key can reach."""
        if arrival == self._told:  # a pill that has the keyboard keeps it
            return ()
        self._told = arrival
        for part in self.findChildren(QWidget):
            part.hide()
            part.deleteLater()
        reached = []
        for line in arrival.lines:
            part = self._part(line)
            self.add(part)
            if isinstance(part, Pill):
                reached.append(part)
        return tuple(reached)

    def _part(self, line: Line) -> QWidget:
        from consult_app.ui.pages.lack_look import look  # behind the day's list

        icon, verdict = look(line)
        if line.place is None:
            return Chip(line.words, verdict, icon=icon)
        pill = Pill(line.words, verdict, icon=icon)
        pill.setAccessibleName(_("{what}: {name}").format(what=line.words, name=self._name))
        pill.clicked.connect(partial(self.pressed.emit, line))
        return pill

"""The lists on which something waits, with how many, on the day's page: each a press away."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FlowRow, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.work import Lane

Counts = tuple[tuple[str, str, int], ...]
"""Of each list that may be seen: its key, its title, how many wait; in the lists' order."""


_ICONS = {
    "recall": "triangle-alert",
    "paper": "file",
    "specialist": "stethoscope",
    "events": "circle-alert",
    "told": "info",
    "reflection": "hourglass",
    "deferred": "calendar-clock",
    "follow-up": "phone",
    "print": "printer",
    "lots": "package",
    "texts": "file-text",
}
"""Of each list by its key; what is looked for is found by its shape, too."""


class WaitingRow(QWidget):
    """The lists on which something waits; out of sight while none does."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._buttons: dict[str, Button] = {}
        self._row = FlowRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(WrapLabel(_("What waits"), Type.HINT, Token.QUIET, heading=True))
        column.addWidget(self._row)
        self.setSizePolicy(tall_policy())
        self.hide()

    def read(self) -> None:
        """Count anew, off the window's thread; where it is refused nothing is claimed to wait."""
        job = partial(_counted, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self._show, lambda _refused: self._show(()))

    def _show(self, counts: Counts) -> None:
        waiting = {which for which, _title, count in counts if count}
        for which, title, count in counts:
            button = self._buttons.get(which) or self._added(which)
            button.set_label(f"{title} · {count}")
            button.setAccessibleName(f"{title}: {count}")
        for which, button in self._buttons.items():
            button.setVisible(which in waiting)
        self._row.updateGeometry()
        self.setVisible(bool(waiting))

    def _added(self, which: str) -> Button:
        button = Button("", icon=_ICONS.get(which), strong=False)
        button.hide()
        button.clicked.connect(partial(self._ctx.go.waiting.emit, which))
        self._buttons[which] = button
        self._row.add(button)
        return button


def _counted(acting: Acting) -> Counts:
    """On a lane. What the lists are asked of is read in here: the day's list waits for none."""
    from consult_app.services import worklists

    counts = worklists.counts(acting)
    return tuple(
        (one.which.value, _(one.title), counts.get(one.which, 0))
        for one in worklists.WORKLISTS
        if acting.user.may(one.needs)
    )

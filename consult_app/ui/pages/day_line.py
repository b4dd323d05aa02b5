"""One day, named in words, and a step to the day before or after."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Kind, WrapLabel, tokens


class DayLine(QWidget):
    """Today until someone steps away; never later than today. `changed()` at each step."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._back = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        before = self._step("chevron-left", _("The day before"), 1)
        self._words = WrapLabel("")
        self._after = self._step("chevron-right", _("The day after"), -1)
        for part in (before, self._words, self._after):
            row.addWidget(part)
        self._tell()

    @property
    def day(self) -> date:
        """The day that is named; where it was today it stays so over midnight."""
        today = self._ctx.acting.today()
        return today - timedelta(days=self._back)

    def _step(self, icon: str, name: str, days: int) -> Button:
        button = Button("", Kind.QUIET, icon=icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._go(days))
        return button

    def _go(self, days: int) -> None:
        self._back = max(0, self._back + days)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        words = day_words(self.day, self._ctx.language)
        self._words.set_text(words if self._back else _("Today, {day}").format(day=words))
        self._words.setMinimumWidth(self._words.sizeHint().width())  # it never wraps
        self._after.setEnabled(self._back > 0)

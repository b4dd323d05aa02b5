"""Several answers to one question that is typed: one field each, and an empty one for the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.consultation.control import Control, Values
from consult_app.ui.kit import tokens

MOST = 12
"""Fields at most where the form sets no limit."""


class RepeatedControl(Control):
    """Fields under each other; the last one is empty until the limit is reached."""

    wide = True

    def __init__(self, make: Callable[[], Control], most: int | None) -> None:
        self._holder = _Holder()
        super().__init__(self._holder)
        self._make, self._most = make, most or MOST
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.XS)
        self._fields: list[Control] = []
        self._offer(1)

    @property
    def values(self) -> Values:
        return tuple(value for field in self._fields for value in field.values)

    def show(self, values: Values) -> None:
        self._offer(min(len(values) + 1, self._most))
        if values == self.values:
            return
        for place, field in enumerate(self._fields):
            field.show(values[place : place + 1])

    def stops(self) -> tuple[QWidget, ...]:
        return tuple(s for f in self._fields if not f.widget.isHidden() for s in f.stops())

    def flush(self) -> None:
        for field in self._fields:
            field.flush()

    def _offer(self, count: int) -> None:
        while len(self._fields) < count:
            field = self._make()
            field.answered.connect(lambda _values: self.answered.emit(self.values))
            field.passed.connect(self.passed)
            field.trouble.connect(self.trouble)
            self._fields.append(field)
            self._column.addWidget(field.widget)
        self._holder.name_all([field.widget for field in self._fields])
        self._holder.setFocusProxy(self._fields[0].widget)
        for place, field in enumerate(self._fields):
            field.widget.setVisible(place < count)


class _Holder(QWidget):
    """Gives its name to every field, each but the first with its number."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._widgets: list[QWidget] = []

    def setAccessibleName(self, name: str) -> None:
        self._name = name
        self.name_all(self._widgets)

    def name_all(self, widgets: list[QWidget]) -> None:
        self._widgets = widgets
        for number, widget in enumerate(widgets, 1):
            widget.setAccessibleName(self._name if number == 1 else f"{self._name} {number}")

"""Which column of a file holds what, and how its dates are written: guessed, then said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from consult_app.domain.clinic import DateOrder
from consult_app.domain.patient_table import NEEDED, Field, Mapped
from consult_app.i18n import _, mark, series
from consult_app.services.bulk import Look
from consult_app.ui.kit import (
    Card,
    FieldFrame,
    PickField,
    Segmented,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import Token

FIELD = {
    Field.NUMBER: mark("Record number here"),
    Field.FAMILY: mark("Family name"),
    Field.GIVEN: mark("Given name"),
    Field.BORN: mark("Date of birth"),
    Field.SEX: mark("Sex"),
    Field.LANGUAGE: mark("Language"),
    Field.PHONE: mark("Phone"),
    Field.EMAIL: mark("Email"),
    Field.ADDRESS: mark("Address"),
}
ORDER = {
    DateOrder.DAY_FIRST: mark("Day, month, year"),
    DateOrder.MONTH_FIRST: mark("Month, day, year"),
    DateOrder.YEAR_FIRST: mark("Year, month, day"),
}
SPELLING = {
    "cp1252": mark("Western"),
    "cp1254": mark("Turkish"),
    "cp1256": mark("Arabic"),
    "cp1250": mark("Central European"),
}
_EACH_ROW = 3


class MappingCard(Card):
    """`changed()` whenever something else was said: what was rehearsed is old then.

    `respelt(encoding)`: the letters are to be read otherwise.
    """

    changed = Signal()
    respelt = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=tokens.XL)
        self.add(WrapLabel(_("Which column holds what"), semibold=True, heading=True))
        self._picks = {field: PickField(()) for field in Field}
        self._frames = {
            field: FieldFrame(_(FIELD[field]), pick) for field, pick in self._picks.items()
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.XL)
        for place, frame in enumerate(self._frames.values()):
            grid.addWidget(frame, place // _EACH_ROW, place % _EACH_ROW)
        for side in range(_EACH_ROW):
            grid.setColumnStretch(side, 1)
        self.column.addLayout(grid)
        orders = with_keys(tuple((order.value, _(words)) for order, words in ORDER.items()))
        self._order = Segmented(orders)
        self._order_frame = FieldFrame(_("How dates are written in it"), self._order)
        self._sample = WrapLabel("", Type.HINT, Token.QUIET)
        self.add(self._order_frame)
        self.add(self._sample)
        spellings = tuple((name, _(words)) for name, words in SPELLING.items())
        self._spelling = Segmented(with_keys(spellings))
        self._letters = FieldFrame(
            _("Letters look wrong? Read them as"), self._spelling, help_text=_("Look at the names")
        )
        self.add(self._letters)
        self._spelling.chosen.connect(self._respell)
        for pick in self._picks.values():
            pick.picked.connect(lambda *_told: self.changed.emit())
        self._order.chosen.connect(lambda _value: self.changed.emit())
        self.hide()

    def show_look(self, look: Look) -> None:
        """What was guessed; a date order that could not be is left to be said."""
        columns = [(str(n), name or str(n + 1)) for n, name in enumerate(look.sheet.header)]
        for field, pick in self._picks.items():
            pick.set_options(columns)
            place = look.columns.get(field)
            pick.set_value(str(place) if place is not None else None)
            self._frames[field].set_error("")
        self._order.set_value(look.order.value if look.order else None)
        unclear = _("These dates can be read in two ways: say how they are written.")
        self._order_frame.set_error("" if look.order else unclear)
        rows = series(filter(None, look.sample[0]), " · ") if look.sample else ""
        self._sample.set_text(_("First row: {cells}").format(cells=rows) if rows else "")
        own = look.sheet.encoding in SPELLING
        self._letters.setVisible(own)
        if own:
            self._spelling.set_value(look.sheet.encoding)
        self.show()

    def _respell(self, encoding: str | None) -> None:
        if encoding:
            self.respelt.emit(encoding)

    def mapped(self) -> Mapped | None:
        """What is said; None while something that is needed is not, which is shown."""
        columns = {f: int(pick.value) for f, pick in self._picks.items() if pick.value is not None}
        for field in NEEDED:
            missing = _("Choose the column that holds it.")
            self._frames[field].set_error("" if field in columns else missing)
        order = self._order.value
        if order is None or any(field not in columns for field in NEEDED):
            return None
        self._order_frame.set_error("")
        return Mapped(columns, DateOrder(order))

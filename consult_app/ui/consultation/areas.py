"""An area of the body: picked from the list or from the drawing, which also tells the side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.forms.model import Coding, Value
from consult_app.i18n import _
from consult_app.ui.consultation.choices import Offer, PickControl
from consult_app.ui.consultation.control import Control, Holder, Values
from consult_app.ui.kit import BodyMap, Token, Type, WrapLabel, tokens


class AreaControl(Control):
    """`sided(side)` when the drawing was used: "left", "right", "both", or "" in the middle."""

    sided = Signal(str)
    wide = True

    def __init__(self, offers: Sequence[Offer]) -> None:
        holder = Holder()
        super().__init__(holder)
        self._offers = {_code(offer.value): offer for offer in offers}
        self._pick = PickControl(offers)
        self._map = BodyMap(
            [(code, offer.words) for code, offer in self._offers.items()], name=_("Body map")
        )
        self._map.setFixedHeight(self._map.minimumSizeHint().height())
        beside = QVBoxLayout()
        beside.setSpacing(tokens.S)
        beside.addWidget(self._pick.widget)
        hint = _("Type to find it, or click it on the drawing: the side is then answered too.")
        beside.addWidget(WrapLabel(hint, Type.HINT, Token.QUIET))
        beside.addStretch()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.XL)
        line.addLayout(beside, 1)
        line.addWidget(self._map, 1)
        self._pick.answered.connect(self.answered)
        self._pick.passed.connect(self.passed)
        self._pick.trouble.connect(self.trouble)
        self._map.chosen.connect(self._pointed)
        holder.lead(self._pick.widget)

    @property
    def values(self) -> Values:
        return self._pick.values

    def show(self, values: Values) -> None:
        self._pick.show(values)
        self.show_side(self._map.value[1])

    def show_side(self, side: str) -> None:
        """The side that is answered elsewhere, for the drawing."""
        values = self.values
        self._map.set_value(_code(values[0]) if values else "", side)

    def show_others(self, marks: Sequence[tuple[str, str]]) -> None:
        """Areas of the other places, drawn quietly."""
        self._map.set_others(marks)

    def stops(self) -> tuple[QWidget, ...]:
        return (*self._pick.stops(), self._map)

    def _pointed(self, region: str, side: str) -> None:
        offer = self._offers.get(region)
        self._pick.show((offer.value,) if offer else ())
        self.answered.emit((offer.value,) if offer else ())
        self.sided.emit(side)


def _code(value: Value) -> str:
    return value.code if isinstance(value, Coding) else str(value)

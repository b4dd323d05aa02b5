"""Products and their lots: what may be planned, and why a lot may not be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consult_app.errors import Refused


class BiologicalSource(StrEnum):
    """What the product's carriers come from; a sheet says only what is recorded."""

    STEM_CELLS = "stem-cells"
    OTHER = "other"
    UNKNOWN = "unknown"


class LotState(StrEnum):
    """Where a lot stands."""

    IN_STOCK = "in-stock"
    QUARANTINED = "quarantined"
    RECALLED = "recalled"
    USED_UP = "used-up"


@dataclass(frozen=True, slots=True)
class Product:
    """A product the clinic works with. `components`: substances a patient may be allergic to."""

    id: int
    name: str
    manufacturer: str = ""
    source: BiologicalSource = BiologicalSource.UNKNOWN
    components: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot of a product; `expiry` is the last day on which it may be used."""

    id: int
    product_id: int
    number: str
    expiry: date
    state: LotState = LotState.IN_STOCK

    def require(self, day: date) -> None:
        """Raise `Refused` where this lot may not be used on `day`: lot.recalled,
        lot.not-in-stock, lot.expired."""
        if self.state is LotState.RECALLED:
            raise Refused("lot.recalled")
        if self.state is not LotState.IN_STOCK:
            raise Refused("lot.not-in-stock")
        if self.expiry < day:
            raise Refused("lot.expired")

    def refusal(self, day: date) -> str:
        """The code that says why this lot may not be used on `day`; empty when it may."""
        try:
            self.require(day)
        except Refused as refused:
            return refused.code
        return ""

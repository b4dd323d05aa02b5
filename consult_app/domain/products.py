"""Products and their lots: what may be planned, and why a lot may not be used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.texts import LINE, bounded
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


LOT_MOVES = frozenset(
    {
        (LotState.IN_STOCK, LotState.QUARANTINED),
        (LotState.IN_STOCK, LotState.USED_UP),
        (LotState.IN_STOCK, LotState.RECALLED),
        (LotState.QUARANTINED, LotState.IN_STOCK),
        (LotState.QUARANTINED, LotState.USED_UP),
        (LotState.QUARANTINED, LotState.RECALLED),
        (LotState.USED_UP, LotState.IN_STOCK),
        (LotState.USED_UP, LotState.RECALLED),
        (LotState.RECALLED, LotState.QUARANTINED),
    }
)
"""From where to where a lot goes; the last with the end of its recall alone, never to the shelf."""

MOST_UNITS = 100_000
"""Of one lot in one clinic: a larger number is a slip of the keyboard."""


class StockWhy(StrEnum):
    """Why the count of a lot's units changed."""

    ARRIVAL = "arrival"
    TREATMENT = "treatment"
    CORRECTION = "correction"


class Standing(StrEnum):
    """What the law of a country says of a product, as the clinic has found and recorded it."""

    AUTHORISED = "authorised"
    CONDITIONAL = "conditional"
    NOT_PERMITTED = "not-permitted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """The standing of a product in one jurisdiction (ISO 3166-1 alpha-2), and where it is written.

    `source_date`: of the source; `checked_on`: when the clinic last looked.
    """

    jurisdiction: str
    standing: Standing
    source: str = ""
    source_date: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a product's label permits.

    `routes`: codes of the routes it names; empty: not recorded, which is never *permitted*.
    `sites`: codes of the areas it is limited to; empty: the label limits it to none.
    """

    routes: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()

    def require(self, jurisdiction: str, route: str, site: str) -> None:
        """Raise `Refused` where the label or the law as recorded now forbids it:
        product.not-permitted, product.route-off-label, product.site-off-label.

        What is not recorded is the decision's matter: a physician has weighed it there.
        """
        status = self.status_in(jurisdiction)
        if status is not None and status.standing is Standing.NOT_PERMITTED:
            raise Refused("product.not-permitted")
        if self.routes and route not in self.routes:
            raise Refused("product.route-off-label")
        if self.sites and site not in self.sites:
            raise Refused("product.site-off-label")

    def status_in(self, jurisdiction: str) -> Status | None:
        """What is recorded for a country; None: nothing is."""
        return next((s for s in self.statuses if s.jurisdiction == jurisdiction), None)


@dataclass(frozen=True, slots=True)
class Product:
    """A product the clinic works with.

    `components`: substances a patient may be allergic to; `gtin`: the number its barcode names, of
    14 digits, empty where none is recorded; `keeping`: how it is to be stored, as its label says.
    """

    id: int
    name: str
    manufacturer: str = ""
    source: BiologicalSource = BiologicalSource.UNKNOWN
    components: tuple[str, ...] = ()
    label: Label = Label()
    active: bool = True
    gtin: str = ""
    keeping: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot of a product; `expiry` is the last day on which it may be used.

    `units`: how many are left; None: nobody counted them, which is never *none left*.
    """

    id: int
    product_id: int
    number: str
    expiry: date
    state: LotState = LotState.IN_STOCK
    units: int | None = None
    arrived: date | None = None

    def moved(self, state: LotState) -> Lot:
        """This lot in `state`.

        Raises `Refused`: lot.recalled (see `set_aside`), lot.forbidden-move,
        lot.units-left (used up with units left), lot.none-left (in stock with none).
        """
        if self.state is LotState.RECALLED:
            raise Refused("lot.recalled")
        if (self.state, state) not in LOT_MOVES:
            raise Refused("lot.forbidden-move")
        if state is LotState.USED_UP and self.units:
            raise Refused("lot.units-left", left=self.units)
        if state is LotState.IN_STOCK and self.units == 0:
            raise Refused("lot.none-left")
        return replace(self, state=state)

    def set_aside(self) -> Lot:
        """This lot after its recall has ended: in quarantine, until somebody releases it."""
        return replace(self, state=LotState.QUARANTINED)

    def without(self, units: int) -> Lot:
        """This lot after `units` (1 or more) of it were used; at none left it is used up.

        Raises `Refused`: lot.units-impossible, lot.too-few-left.
        """
        if not 1 <= units <= MOST_UNITS:
            raise Refused("lot.units-impossible", most=MOST_UNITS)
        if self.units is None:
            return self
        if units > self.units:
            raise Refused("lot.too-few-left", left=self.units)
        return self.counted(self.units - units)

    def counted(self, units: int) -> Lot:
        """This lot with `units` on the shelf: used up at none, in stock again where some are.

        Raises `Refused("lot.units-impossible")`.
        """
        if not 0 <= units <= MOST_UNITS:
            raise Refused("lot.units-impossible", most=MOST_UNITS)
        state = self.state
        if units == 0 and state in {LotState.IN_STOCK, LotState.QUARANTINED}:
            state = LotState.USED_UP
        elif units and state is LotState.USED_UP:
            state = LotState.IN_STOCK
        return replace(self, units=units, state=state)

    def require(self, day: date) -> None:
        """Raise `Refused` where this lot may not be used on `day`: lot.recalled,
        lot.not-in-stock, lot.expired."""
        if self.state is LotState.RECALLED:
            raise Refused("lot.recalled")
        if self.state is not LotState.IN_STOCK:
            raise Refused("lot.not-in-stock")
        if self.expiry < day:
            raise Refused("lot.expired")

    def nearly_expired(self, day: date, near_days: int) -> bool:
        """Whether fewer than `near_days` are left on `day` until it expires."""
        return self.expiry < day + timedelta(days=near_days)

    def refusal(self, day: date) -> str:
        """The code that says why this lot may not be used on `day`; empty when it may."""
        try:
            self.require(day)
        except Refused as refused:
            return refused.code
        return ""


@dataclass(frozen=True, slots=True)
class StockMove:
    """That `units` of a lot came (more than 0) or went, or were counted otherwise, and why."""

    why: StockWhy
    units: int
    reason: str
    author_id: int
    at: datetime


class Stock(StrEnum):
    """The best that can be said of a product's lots on one day."""

    USABLE = "usable"
    NEARLY_EXPIRED = "nearly-expired"
    EXPIRED = "expired"
    RECALLED = "recalled"
    NONE = "none"


def stock(lots: tuple[Lot, ...], day: date, near_days: int) -> Stock:
    """What the clinic has of a product on `day`; `near_days`: so few days left are few.

    A lot that may be used counts before any that may not; with none of those, a recall is told
    before an expiry. In quarantine or used up counts as no lot.
    """
    usable = [lot for lot in lots if not lot.refusal(day)]
    if usable:
        near = all(lot.nearly_expired(day, near_days) for lot in usable)
        return Stock.NEARLY_EXPIRED if near else Stock.USABLE
    if any(lot.state is LotState.RECALLED for lot in lots):
        return Stock.RECALLED
    expired = any(lot.state is LotState.IN_STOCK for lot in lots)
    return Stock.EXPIRED if expired else Stock.NONE


def checked_label(label: Label, today: date) -> Label:
    """`label`, if it can stand.

    Raises `Refused`: product.status-unsourced, product.status-in-future, text.too-long.
    """
    for status in label.statuses:
        bounded(LINE, status.source)
        if status.standing is Standing.UNKNOWN:
            continue
        if not status.source.strip() or status.source_date is None:
            raise Refused("product.status-unsourced")
        if status.source_date > today:
            raise Refused("product.status-in-future")
    return label

"""Products and lots in words."""

from __future__ import annotations

from datetime import date

from consult_app.domain.products import BiologicalSource, Lot, LotState, Standing
from consult_app.i18n import _, mark, ngettext

LOT = {
    LotState.IN_STOCK: mark("In stock"),
    LotState.QUARANTINED: mark("In quarantine"),
    LotState.RECALLED: mark("Recalled"),
    LotState.USED_UP: mark("Used up"),
}
SOURCE = {
    BiologicalSource.STEM_CELLS: mark("Stem cells"),
    BiologicalSource.OTHER: mark("Other"),
    BiologicalSource.UNKNOWN: mark("Unknown"),
}
STANDING = {
    Standing.AUTHORISED: mark("Authorised"),
    Standing.CONDITIONAL: mark("Under conditions"),
    Standing.NOT_PERMITTED: mark("Not permitted"),
    Standing.UNKNOWN: mark("Status not known"),
}


def lot_words(lot: Lot, today: date) -> str:
    """Where a lot stands; one in stock may be past its last day."""
    past = lot.state is LotState.IN_STOCK and lot.expiry < today
    return _("Expired") if past else _(LOT[lot.state])


def left_words(lot: Lot) -> str:
    """`12 units left`, or that nobody counted them."""
    if lot.units is None:
        return _("not counted")
    return ngettext("{n} unit left", "{n} units left", lot.units).format(n=lot.units)

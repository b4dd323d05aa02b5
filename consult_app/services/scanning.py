"""A scanned package, held against what the clinic has recorded of its products and lots."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, Product
from consult_app.domain.scan import Scan, lot_of, product_of
from consult_app.errors import Refused
from consult_app.exchange import barcode
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import products as product_rows


@dataclass(frozen=True, slots=True)
class Known:
    """What a scan names, as far as it is recorded: None where it is not."""

    scan: Scan
    product: Product | None
    lot: Lot | None


@needs(Capability.READ_CLINIC)
def look_up(acting: Acting, text: str) -> Known:
    """The product and the lot of a scanned package.

    Raises `Refused`: barcode.unreadable, barcode.check-digit, barcode.impossible-date,
    barcode.no-lot, barcode.no-product, gtin.check-digit, scan.other-expiry.
    """
    scan = barcode.read(text)
    if not scan.gtin:
        raise Refused("barcode.no-product")
    with acting.read() as tx:
        product = product_of(scan, (p for p in product_rows.every(tx) if p.active))
        held = product_rows.lots(tx, product.id) if product is not None else ()
    if product is None:
        return Known(scan, None, None)
    try:
        return Known(scan, product, lot_of(scan, product, held))
    except Refused as refused:
        if refused.code != "scan.lot-unknown":
            raise
        return Known(scan, product, None)


def choose(text: str, product: Product, lots: tuple[Lot, ...]) -> Lot:
    """The lot of this product that a scanned package is; whether it may be used is asked later.

    Raises `Refused`: the codes of `barcode.read`, scan.other-product, scan.lot-unknown,
    scan.other-expiry.
    """
    return lot_of(barcode.read(text), product, lots)

"""What a package's barcode says, and which of the clinic's products and lots that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consult_app.domain.products import Lot, Product
from consult_app.errors import Refused


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read: `gtin` of 14 digits or empty, the lot's number, and what else it names."""

    gtin: str
    lot: str
    expiry: date | None = None
    units: int | None = None


def product_of(scan: Scan, products: Iterable[Product]) -> Product | None:
    """The product that the scan names; None where none has its number."""
    return next((p for p in products if scan.gtin and p.gtin == scan.gtin), None)


def lot_of(scan: Scan, product: Product, lots: Iterable[Lot]) -> Lot:
    """The lot of `product` that the scan names.

    A product whose number is not recorded is told by its lots alone. Raises `Refused`:
    scan.other-product, scan.lot-unknown, scan.other-expiry (the package says another last day
    than the records: one of them is wrong, and neither is believed).
    """
    if scan.gtin and product.gtin and scan.gtin != product.gtin:
        raise Refused("scan.other-product")
    lot = next((one for one in lots if one.number.casefold() == scan.lot.casefold()), None)
    if lot is None:
        raise Refused("scan.lot-unknown", lot=scan.lot)
    if scan.expiry is not None and scan.expiry != lot.expiry:
        raise Refused("scan.other-expiry", lot=lot.number)
    return lot

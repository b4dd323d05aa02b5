"""The clinic's products and lots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.names import clean
from consult_app.domain.people import Capability
from consult_app.domain.products import Label, Lot, LotState, Product, checked_label
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import products as product_rows


@needs(Capability.READ_CLINIC)
def products(acting: Acting) -> tuple[Product, ...]:
    """Every product that is in use."""
    with acting.read() as tx:
        return tuple(p for p in product_rows.every(tx) if p.active)


@needs(Capability.READ_CLINIC)
def lots(acting: Acting, product_id: int) -> tuple[Lot, ...]:
    """The lots of a product, those that expire first at the top."""
    with acting.read() as tx:
        return product_rows.lots(tx, product_id)


@needs(Capability.KEEP_PRODUCTS)
def add_product(acting: Acting, new: Product) -> Product:
    """Add a product (its id is given here).

    Raises `Refused`: product.name-missing, product.status-unsourced, product.status-in-future,
    text.too-long, role.not-permitted.
    """
    new = replace(
        new,
        name=clean(new.name),
        manufacturer=clean(new.manufacturer),
        components=tuple(clean(name) for name in new.components),
        label=checked_label(new.label, acting.today()),
    )
    if not new.name:
        raise Refused("product.name-missing")
    bounded(LINE, new.name, new.manufacturer, *new.components)
    with acting.write() as tx:
        product = product_rows.insert(tx, new)
        acting.note(tx, Event.PRODUCT_ADDED, "product", product.id)
    return product


@needs(Capability.KEEP_PRODUCTS)
def set_label(acting: Acting, product_id: int, label: Label) -> Product:
    """Record what the label permits, and the product's standing in each country.

    Raises `Refused`: product.status-unsourced, product.status-in-future, product.not-found,
    text.too-long, role.not-permitted.
    """
    label = checked_label(label, acting.today())
    with acting.write() as tx:
        product = product_rows.set_label(tx, product_id, label)
        acting.note(tx, Event.PRODUCT_CHANGED, "product", product_id)
    return product


@needs(Capability.KEEP_PRODUCTS)
def add_lot(acting: Acting, product_id: int, number: str, expiry: date) -> Lot:
    """Take a lot into stock.

    Raises `Refused`: lot.number-missing, lot.already-there, text.too-long, role.not-permitted.
    """
    number = clean(number)
    if not number:
        raise Refused("lot.number-missing")
    bounded(LINE, number)
    with acting.write() as tx:
        if any(lot.number == number for lot in product_rows.lots(tx, product_id)):
            raise Refused("lot.already-there")
        lot = product_rows.insert_lot(tx, product_id, number, expiry)
        acting.note(tx, Event.LOT_ADDED, "lot", lot.id)
    return lot


@needs(Capability.KEEP_PRODUCTS)
def set_lot_state(acting: Acting, lot: Lot, state: LotState) -> Lot:
    """Put a lot in quarantine, recall it, or say that it is used up."""
    with acting.write() as tx:
        changed = product_rows.set_lot_state(tx, lot.id, state)
        acting.note(tx, Event.LOT_CHANGED, "lot", lot.id, state=state.value)
    return changed

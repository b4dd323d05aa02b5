"""The clinic's products and lots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from consult_app.domain.audit import Event
from consult_app.domain.names import clean
from consult_app.domain.people import Capability
from consult_app.domain.products import (
    MOST_UNITS,
    Label,
    Lot,
    LotState,
    Product,
    StockMove,
    StockWhy,
    checked_label,
)
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.exchange import barcode
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import products as product_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


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
    product.gtin-taken, gtin.unreadable, gtin.check-digit, text.too-long, role.not-permitted.
    """
    new = _passport(replace(new, label=checked_label(new.label, acting.today())))
    with acting.write() as tx:
        _own_number(tx, new)
        product = product_rows.insert(tx, new)
        acting.note(tx, Event.PRODUCT_ADDED, "product", product.id)
    return product


@needs(Capability.KEEP_PRODUCTS)
def change_product(acting: Acting, product: Product) -> Product:
    """Say anew what stands on the package; the label is recorded by `set_label`.

    Raises `Refused`: product.not-found and the codes of `add_product` but for the statuses.
    """
    product = _passport(product)
    with acting.write() as tx:
        product_rows.get(tx, product.id)
        _own_number(tx, product)
        changed = product_rows.change(tx, product)
        acting.note(tx, Event.PRODUCT_CHANGED, "product", product.id)
    return changed


def _passport(product: Product) -> Product:
    cleaned = replace(
        product,
        name=clean(product.name),
        manufacturer=clean(product.manufacturer),
        components=tuple(clean(name) for name in product.components),
        gtin=barcode.gtin(product.gtin),
        keeping=clean(product.keeping),
    )
    if not cleaned.name:
        raise Refused("product.name-missing")
    texts = (cleaned.name, cleaned.manufacturer, cleaned.keeping, *cleaned.components)
    bounded(LINE, *texts)
    return cleaned


def _own_number(tx: Tx, product: Product) -> None:
    """No two products in use have the number of one package."""
    others = (p for p in product_rows.every(tx) if p.active and p.id != product.id)
    if product.gtin and any(other.gtin == product.gtin for other in others):
        raise Refused("product.gtin-taken")


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
def add_lot(
    acting: Acting,
    product_id: int,
    number: str,
    expiry: date,
    *,
    units: int | None = None,
    arrived: date | None = None,
) -> Lot:
    """Take a lot into stock; `units` None: nobody counted them. `arrived`: today, if not said.

    Raises `Refused`: lot.number-missing, lot.already-there, lot.units-impossible,
    lot.arrived-in-future, text.too-long, role.not-permitted.
    """
    number, arrived = clean(number), arrived or acting.today()
    if not number:
        raise Refused("lot.number-missing")
    bounded(LINE, number)
    if units is not None and not 1 <= units <= MOST_UNITS:
        raise Refused("lot.units-impossible", most=MOST_UNITS)
    if arrived > acting.today():
        raise Refused("lot.arrived-in-future")
    with acting.write() as tx:
        known = (lot.number.casefold() for lot in product_rows.lots(tx, product_id))
        if number.casefold() in known:
            raise Refused("lot.already-there")
        lot = product_rows.insert_lot(tx, product_id, number, expiry, units=units, arrived=arrived)
        if units is not None:
            note_units(acting, tx, lot.id, StockWhy.ARRIVAL, units)
        acting.note(tx, Event.LOT_ADDED, "lot", lot.id)
    return lot


@needs(Capability.KEEP_PRODUCTS)
def correct_lot(acting: Acting, lot_id: int, number: str, expiry: date, reason: str) -> Lot:
    """Say anew what stands on the package; what was recorded before stays with the reason.

    Raises `Refused`: lot.not-found, lot.recalled (its letters name it), lot.number-missing,
    lot.already-there, lot.why-corrected, text.too-long, role.not-permitted.
    """
    number, reason = clean(number), clean(reason)
    if not number:
        raise Refused("lot.number-missing")
    if not reason:
        raise Refused("lot.why-corrected")
    bounded(LINE, number, reason)
    with acting.write() as tx:
        before = product_rows.lot(tx, lot_id)
        if before.state is LotState.RECALLED:
            raise Refused("lot.recalled")
        others = (one for one in product_rows.lots(tx, before.product_id) if one.id != lot_id)
        if number.casefold() in {one.number.casefold() for one in others}:
            raise Refused("lot.already-there")
        corrected = product_rows.correct_lot(tx, lot_id, number, expiry)
        told = f"{before.number} · {before.expiry.isoformat()} · {reason}"
        note_units(acting, tx, lot_id, StockWhy.CORRECTION, 0, told)
        acting.note(tx, Event.LOT_CHANGED, "lot", lot_id, expiry=expiry.isoformat())
    return corrected


@needs(Capability.KEEP_PRODUCTS)
def count_lot(acting: Acting, lot_id: int, units: int, reason: str) -> Lot:
    """Say how many units lie on the shelf, and why that differs from what is recorded.

    Raises `Refused`: lot.not-found, lot.units-impossible, lot.reason-missing, text.too-long.
    """
    reason = clean(reason)
    if not reason:
        raise Refused("lot.reason-missing")
    bounded(LINE, reason)
    with acting.write() as tx:
        known = product_rows.lot(tx, lot_id)
        counted = product_rows.set_stock(tx, known.counted(units))
        note_units(acting, tx, lot_id, StockWhy.CORRECTION, units - (known.units or 0), reason)
        acting.note(tx, Event.LOT_COUNTED, "lot", lot_id, units=units)
    return counted


@needs(Capability.READ_CLINIC)
def stock_moves(acting: Acting, lot_id: int) -> tuple[tuple[StockMove, str], ...]:
    """How the units of a lot came and went, the newest first, with who said so."""
    with acting.read() as tx:
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        return tuple((m, names.get(m.author_id, "")) for m in product_rows.moves(tx, lot_id))


@needs(Capability.READ_CLINIC)
def expiring(acting: Acting, near_days: int) -> tuple[Lot, ...]:
    """The lots in stock with fewer than `near_days` days left, or none, the soonest first."""
    with acting.read() as tx:
        held = product_rows.every_lot(tx)
    until = acting.today() + timedelta(days=near_days)
    return tuple(lot for lot in held if lot.state is LotState.IN_STOCK and lot.expiry < until)


def note_units(
    acting: Acting, tx: Tx, lot_id: int, why: StockWhy, units: int, reason: str = ""
) -> None:
    """Write down how a lot's units changed, in the transaction that changes them."""
    product_rows.note_move(tx, lot_id, why, units, reason, by=acting.user.id, at=acting.now())


@needs(Capability.KEEP_PRODUCTS)
def set_lot_state(acting: Acting, lot: Lot, state: LotState) -> Lot:
    """Put a lot in quarantine, back in stock, or say that it is used up.

    A recall has a reason and is recorded by `recalls.recall`. Raises `Refused`: lot.not-found,
    recall.reason-missing, lot.recalled, lot.forbidden-move, lot.units-left, lot.none-left.
    """
    if state is LotState.RECALLED:
        raise Refused("recall.reason-missing")
    with acting.write() as tx:
        product_rows.lot(tx, lot.id).moved(state)
        changed = product_rows.set_lot_state(tx, lot.id, state)
        acting.note(tx, Event.LOT_CHANGED, "lot", lot.id, state=state.value)
    return changed

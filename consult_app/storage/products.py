"""Products and lots as rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from consult_app.domain.products import (
    BiologicalSource,
    Label,
    Lot,
    LotState,
    Product,
    StockMove,
    StockWhy,
)
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import Lot as LotModel
from consult_app.storage.models.clinic import Product as ProductModel
from consult_app.storage.models.clinic import StockMove as StockMoveModel
from consult_app.storage.tx import Tx

_T = table_of(ProductModel)
_L = table_of(LotModel)
_M = table_of(StockMoveModel)


def every(tx: Tx) -> tuple[Product, ...]:
    """All products, also those no longer used, by name."""
    found = select(_T).order_by(_T.c.name, _T.c.id)
    return tuple(_product(row) for row in tx.connection.execute(found))


def insert(tx: Tx, product: Product) -> Product:
    """Add a product; the id of `product` is not used."""
    values = {
        "name": product.name,
        "manufacturer": product.manufacturer,
        "source": product.source.value,
        "components": codec.encode(product.components),
        "label": codec.encode(product.label),
        "active": product.active,
        "gtin": product.gtin,
        "keeping": product.keeping,
    }
    return get(tx, rows.add(tx, ProductModel, values))


def get(tx: Tx, product_id: int) -> Product:
    """One product. Raises `Refused("product.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == product_id)).first()
    if row is None:
        raise Refused("product.not-found")
    return _product(row)


def change(tx: Tx, product: Product) -> Product:
    """Say anew what stands on the package: everything but the label and whether it is in use."""
    values = {
        "name": product.name,
        "manufacturer": product.manufacturer,
        "source": product.source.value,
        "components": codec.encode(product.components),
        "gtin": product.gtin,
        "keeping": product.keeping,
    }
    rows.change(tx, ProductModel, product.id, values)
    return get(tx, product.id)


def set_label(tx: Tx, product_id: int, label: Label) -> Product:
    """Say what the label permits."""
    rows.change(tx, ProductModel, product_id, {"label": codec.encode(label)})
    return get(tx, product_id)


def every_lot(tx: Tx) -> tuple[Lot, ...]:
    """The lots of every product, those that expire first at the top."""
    found = select(_L).order_by(_L.c.expiry, _L.c.id)
    return tuple(_lot(row) for row in tx.connection.execute(found))


def lots(tx: Tx, product_id: int) -> tuple[Lot, ...]:
    """The lots of a product, those that expire first at the top."""
    found = select(_L).where(_L.c.product_id == product_id).order_by(_L.c.expiry, _L.c.id)
    return tuple(_lot(row) for row in tx.connection.execute(found))


def numbered(tx: Tx, beginning: str, limit: int) -> tuple[tuple[Lot, Product], ...]:
    """Lots whose number begins so, capital or small, with their products."""
    fits = func.lower(_L.c.number).startswith(beginning.lower(), autoescape=True)
    found = select(_L).where(fits).order_by(_L.c.number, _L.c.id).limit(limit)
    lots_ = [_lot(row) for row in tx.connection.execute(found)]
    return tuple((one, get(tx, one.product_id)) for one in lots_)


def lot(tx: Tx, lot_id: int) -> Lot:
    """One lot. Raises `Refused("lot.not-found")`."""
    row = tx.connection.execute(select(_L).where(_L.c.id == lot_id)).first()
    if row is None:
        raise Refused("lot.not-found")
    return _lot(row)


def insert_lot(
    tx: Tx,
    product_id: int,
    number: str,
    expiry: date,
    *,
    units: int | None = None,
    arrived: date | None = None,
) -> Lot:
    """Take a lot into stock; `units` None: not counted."""
    values = {
        "product_id": product_id,
        "number": number,
        "expiry": expiry,
        "state": LotState.IN_STOCK.value,
        "units": units,
        "arrived": arrived,
    }
    return lot(tx, rows.add(tx, LotModel, values))


def correct_lot(tx: Tx, lot_id: int, number: str, expiry: date) -> Lot:
    """Say anew what stands on the package of a lot."""
    rows.change(tx, LotModel, lot_id, {"number": number, "expiry": expiry})
    return lot(tx, lot_id)


def set_lot_state(tx: Tx, lot_id: int, state: LotState) -> Lot:
    """Say where a lot stands."""
    rows.change(tx, LotModel, lot_id, {"state": state.value})
    return lot(tx, lot_id)


def set_stock(tx: Tx, lot_: Lot) -> Lot:
    """Store how many units are left and where the lot stands with them."""
    rows.change(tx, LotModel, lot_.id, {"units": lot_.units, "state": lot_.state.value})
    return lot(tx, lot_.id)


def note_move(
    tx: Tx, lot_id: int, why: StockWhy, units: int, reason: str, *, by: int, at: datetime
) -> None:
    """Write down that `units` came (more than 0) or went (less)."""
    values = {
        "lot_id": lot_id,
        "why": why.value,
        "units": units,
        "reason": reason,
        "author_id": by,
        "at": at,
    }
    rows.add(tx, StockMoveModel, values)


def moves(tx: Tx, lot_id: int) -> tuple[StockMove, ...]:
    """How the units of a lot came and went, the newest first."""
    found = select(_M).where(_M.c.lot_id == lot_id).order_by(_M.c.id.desc())
    return tuple(
        StockMove(StockWhy(row.why), row.units, row.reason, row.author_id, row.at)
        for row in tx.connection.execute(found)
    )


def _product(row: Row[Any]) -> Product:
    return Product(
        row.id,
        row.name,
        row.manufacturer,
        BiologicalSource(row.source),
        codec.decode(tuple[str, ...], row.components),
        codec.decode(Label, row.label),
        row.active,
        row.gtin,
        row.keeping,
    )


def _lot(row: Row[Any]) -> Lot:
    return Lot(
        row.id,
        row.product_id,
        row.number,
        row.expiry,
        LotState(row.state),
        row.units,
        row.arrived,
    )

"""Products and lots as rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.products import BiologicalSource, Label, Lot, LotState, Product
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import Lot as LotModel
from consult_app.storage.models.clinic import Product as ProductModel
from consult_app.storage.tx import Tx

_T = table_of(ProductModel)
_L = table_of(LotModel)


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
    }
    return get(tx, rows.add(tx, ProductModel, values))


def get(tx: Tx, product_id: int) -> Product:
    """One product. Raises `Refused("product.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == product_id)).first()
    if row is None:
        raise Refused("product.not-found")
    return _product(row)


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


def lot(tx: Tx, lot_id: int) -> Lot:
    """One lot. Raises `Refused("lot.not-found")`."""
    row = tx.connection.execute(select(_L).where(_L.c.id == lot_id)).first()
    if row is None:
        raise Refused("lot.not-found")
    return _lot(row)


def insert_lot(tx: Tx, product_id: int, number: str, expiry: date) -> Lot:
    """Take a lot into stock."""
    values = {
        "product_id": product_id,
        "number": number,
        "expiry": expiry,
        "state": LotState.IN_STOCK.value,
    }
    return lot(tx, rows.add(tx, LotModel, values))


def set_lot_state(tx: Tx, lot_id: int, state: LotState) -> Lot:
    """Say where a lot stands."""
    rows.change(tx, LotModel, lot_id, {"state": state.value})
    return lot(tx, lot_id)


def _product(row: Row[Any]) -> Product:
    return Product(
        row.id,
        row.name,
        row.manufacturer,
        BiologicalSource(row.source),
        codec.decode(tuple[str, ...], row.components),
        codec.decode(Label, row.label),
        row.active,
    )


def _lot(row: Row[Any]) -> Lot:
    return Lot(row.id, row.product_id, row.number, row.expiry, LotState(row.state))

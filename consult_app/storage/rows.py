"""What the families of tables share: inserting, guarded updating, counting up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from consult_app.storage.models.base import Base, table_of
from consult_app.storage.models.clinic import Tally
from consult_app.storage.tx import Tx

_TALLY = table_of(Tally)


def add(tx: Tx, model: type[Base], values: Mapping[str, Any]) -> int:
    """Insert one row; its new id."""
    key = tx.connection.execute(insert(table_of(model)), values).inserted_primary_key
    assert key is not None  # noqa: S101 - every table we insert into has one
    return int(key[0])


def change(tx: Tx, model: type[Base], id_: int, values: Mapping[str, Any]) -> None:
    """Update the row with this id."""
    table = table_of(model)
    tx.connection.execute(update(table).where(table.c.id == id_), values)


def change_unmoved(
    tx: Tx, model: type[Base], id_: int, revision: int, values: Mapping[str, Any]
) -> bool:
    """Update the row unless its revision has moved on; says whether it did."""
    table = table_of(model)
    result = tx.connection.execute(
        update(table).where(table.c.id == id_, table.c.revision == revision),
        {**values, "revision": revision + 1},
    )
    return bool(result.rowcount)


def tally(tx: Tx, name: str) -> int | None:
    """The named number as it stands; None where it was never set."""
    return tx.connection.execute(select(_TALLY.c.value).where(_TALLY.c.name == name)).scalar()


def set_tally(tx: Tx, name: str, value: int) -> None:
    """Set the named number."""
    if tally(tx, name) is None:
        tx.connection.execute(insert(_TALLY), {"name": name, "value": value})
    else:
        tx.connection.execute(update(_TALLY).where(_TALLY.c.name == name), {"value": value})


def count_up(tx: Tx, name: str, first: int = 1) -> int:
    """The next of the named numbers; none is given twice, and none is lost with a rollback."""
    last = tally(tx, name)
    following = first if last is None else last + 1
    set_tally(tx, name, following)
    return following

"""What other systems told, as rows: a line moves once, what it says stays."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.incoming import Import, Line, Told, ToldState
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.incoming import Import as ImportModel
from consult_app.storage.models.incoming import ImportLine
from consult_app.storage.tx import Tx

_I = table_of(ImportModel)
_L = table_of(ImportLine)


def insert(tx: Tx, new: Import, lines: tuple[Told, ...]) -> Import:
    """Store an act of taking in with its lines, all of them open; the id of `new` is not used."""
    values = {
        "patient_id": new.patient_id,
        "source": new.source,
        "sha256": new.sha256,
        "passed_over": json.dumps(new.passed_over),
        "author_id": new.author_id,
        "at": new.at,
    }
    id_ = rows.add(tx, ImportModel, values)
    for told in lines:
        line = {"import_id": id_, "told": codec.encode(told), "reason": ""}
        rows.add(tx, ImportLine, line | {"state": ToldState.OPEN.value})
    return get(tx, id_)


def get(tx: Tx, import_id: int) -> Import:
    """One act. Raises `Refused("incoming.not-found")`."""
    row = tx.connection.execute(select(_I).where(_I.c.id == import_id)).first()
    if row is None:
        raise Refused("incoming.not-found")
    return _import(row)


def of_patients(tx: Tx, patients: Collection[int]) -> tuple[Import, ...]:
    """Every act about these patients, the newest first."""
    found = select(_I).where(_I.c.patient_id.in_(patients)).order_by(_I.c.id.desc())
    return tuple(_import(row) for row in tx.connection.execute(found))


def lines(tx: Tx, patients: Collection[int]) -> tuple[Line, ...]:
    """Every line about these patients, oldest first."""
    joined = select(_L).join(_I, _I.c.id == _L.c.import_id)
    found = joined.where(_I.c.patient_id.in_(patients)).order_by(_L.c.id)
    return tuple(_line(row) for row in tx.connection.execute(found))


def line(tx: Tx, line_id: int) -> Line:
    """One line. Raises `Refused("incoming.not-found")`."""
    row = tx.connection.execute(select(_L).where(_L.c.id == line_id)).first()
    if row is None:
        raise Refused("incoming.not-found")
    return _line(row)


def settle(tx: Tx, line_id: int, target: ToldState, reason: str, *, by: int, at: datetime) -> None:
    """Move a line; whether it may the domain has said, the database asks again."""
    values = {"state": target.value, "reason": reason, "settled_by": by, "settled_at": at}
    rows.change(tx, ImportLine, line_id, values)


def undo(tx: Tx, import_id: int, *, by: int, at: datetime) -> None:
    """Say that the act was taken back."""
    rows.change(tx, ImportModel, import_id, {"undone_by": by, "undone_at": at})


def _import(row: Row[Any]) -> Import:
    return Import(
        row.id,
        row.patient_id,
        row.source,
        row.sha256,
        tuple((kind, count) for kind, count in json.loads(row.passed_over)),
        row.author_id,
        row.at,
        row.undone_by,
        row.undone_at,
    )


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id,
        row.import_id,
        codec.decode(Told, row.told),
        ToldState(row.state),
        row.reason,
        row.settled_by,
        row.settled_at,
    )

"""Photographs as rows: append-only, the bytes under their hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.photographs import Moment, Photograph
from consult_app.errors import Refused
from consult_app.storage import contents, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Photograph as PhotographModel
from consult_app.storage.tx import Tx

_T = table_of(PhotographModel)


def insert(
    tx: Tx,
    consultation_id: int,
    session: int,
    moment: Moment,
    data: bytes,
    size: tuple[int, int],
    *,
    by: int,
    at: datetime,
) -> Photograph:
    """Store a photograph of a session; `size` is its width and height in pixels.

    Raises `Refused("photograph.already-there")` for the very same picture.
    """
    sha256 = contents.keep(tx, data)
    same = select(_T.c.id).where(_T.c.consultation_id == consultation_id, _T.c.sha256 == sha256)
    if tx.connection.execute(same).first():
        raise Refused("photograph.already-there")
    values = {
        "consultation_id": consultation_id,
        "session": session,
        "moment": moment.value,
        "sha256": sha256,
        "width": size[0],
        "height": size[1],
        "author_id": by,
        "at": at,
    }
    return get(tx, rows.add(tx, PhotographModel, values))


def get(tx: Tx, photograph_id: int) -> Photograph:
    """One photograph without its bytes. Raises `Refused("photograph.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == photograph_id)).first()
    if row is None:
        raise Refused("photograph.not-found")
    return _photograph(row)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Photograph, ...]:
    """The photographs of a consultation, oldest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id)
    return tuple(_photograph(row) for row in tx.connection.execute(found))


def content(tx: Tx, photograph: Photograph) -> bytes:
    """The very bytes that were stored; raises `Refused("store.altered")` for anything else."""
    return contents.get(tx, photograph.sha256)


def _photograph(row: Row[Any]) -> Photograph:
    return Photograph(
        row.id,
        row.consultation_id,
        row.session,
        Moment(row.moment),
        row.sha256,
        row.width,
        row.height,
        row.author_id,
        row.at,
    )

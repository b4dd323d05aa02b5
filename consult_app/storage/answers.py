"""Answers: append-only rows, of which the newest of a path holds; every older one stays readable.

The statements are built once: an answer is recorded at every key press.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, func, insert, select

from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Answer
from consult_app.storage.tx import Tx

SALT = 16
_CHUNK = 5_000

_T = table_of(Answer)
_NEWEST = (
    select(func.max(_T.c.id))
    .where(_T.c.consultation_id == bindparam("consultation_id"), _T.c.path == bindparam("path"))
    .scalar_subquery()
)
_NEWEST_OF_PATH = select(_T).where(_T.c.id == _NEWEST)
_NEWEST_OF_EACH = (
    select(_T)
    .where(
        _T.c.id.in_(
            select(func.max(_T.c.id))
            .where(_T.c.consultation_id == bindparam("consultation_id"))
            .group_by(_T.c.path)
        )
    )
    .order_by(_T.c.path)
)
_OF_CONSULTATION = (
    select(_T).where(_T.c.consultation_id == bindparam("consultation_id")).order_by(_T.c.id)
)
_OF_PATH = _OF_CONSULTATION.where(_T.c.path == bindparam("path"))
_NEWEST_ID = select(_NEWEST)
_INSERT = insert(_T)
_SEALED = select(_T.c.id, _T.c.consultation_id, _T.c.path, _T.c.value, _T.c.salt).order_by(_T.c.id)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One recorded answer. `value` is JSON text, None where the answer was taken back.

    `supersedes`: id of the row of the same path that held before; `seal`: what the audit entry
    keeps of the row, so that a changed row is found although the chain holds no answer.
    """

    id: int
    consultation_id: int
    path: str
    value: str | None
    author_id: int
    at: datetime
    supersedes: int | None
    seal: str


class Conflict(Exception):  # noqa: N818 - an event between two people, no error
    """Someone else has answered since. Carries both: `offered` was not stored, `newest` holds.

    The exception's text names neither: it may end in a log.
    """

    def __init__(self, path: str, offered: str | None, newest: AnswerRow | None) -> None:
        super().__init__("answer superseded elsewhere")
        self.path = path
        self.offered = offered
        self.newest = newest


def record(
    tx: Tx,
    consultation_id: int,
    path: str,
    value_json: str | None,
    author_id: int,
    at: datetime,
    expected: int | None,
) -> AnswerRow:
    """Append an answer that supersedes row `expected` (None: the path was never answered).

    Raises `Conflict` where another row holds by now. Does not audit: hand `seal` to the entry.
    """
    place = {"consultation_id": consultation_id, "path": path}
    newest = tx.connection.execute(_NEWEST_ID, place).scalar()
    if newest != expected:
        holds = tx.connection.execute(_NEWEST_OF_PATH, place).first()
        raise Conflict(path, value_json, _row(holds) if holds else None)
    salt = secrets.token_bytes(SALT)
    values = place | {
        "value": value_json,
        "author_id": author_id,
        "at": at,
        "supersedes": expected,
        "salt": salt,
    }
    id_ = tx.connection.execute(_INSERT, values).lastrowid
    seal = _seal(salt, id_, consultation_id, path, value_json)
    return AnswerRow(id_, consultation_id, path, value_json, author_id, at, expected, seal)


def newest(tx: Tx, consultation_id: int) -> Mapping[str, AnswerRow]:
    """What holds, by path, with the rows that take an answer back; those have no value."""
    rows = tx.connection.execute(_NEWEST_OF_EACH, {"consultation_id": consultation_id})
    return {row.path: _row(row) for row in rows}


def values(tx: Tx, consultations: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """What holds in each of these consultations: path -> value, as JSON text."""
    mine = _T.c.consultation_id.in_(consultations)
    newest = select(func.max(_T.c.id)).where(mine).group_by(_T.c.consultation_id, _T.c.path)
    held = select(_T.c.consultation_id, _T.c.path, _T.c.value).where(
        _T.c.id.in_(newest), _T.c.value.is_not(None)
    )
    found: dict[int, dict[str, str]] = {id_: {} for id_ in consultations}
    for consultation_id, path, value in tx.connection.execute(held):
        found[consultation_id][path] = value
    return found


def history(tx: Tx, consultation_id: int, path: str | None = None) -> tuple[AnswerRow, ...]:
    """Every row of a consultation, or of one path of it, oldest first."""
    place: dict[str, int | str] = {"consultation_id": consultation_id}
    if path is None:
        rows = tx.connection.execute(_OF_CONSULTATION, place)
    else:
        rows = tx.connection.execute(_OF_PATH, place | {"path": path})
    return tuple(_row(row) for row in rows)


def seals(tx: Tx) -> Iterator[tuple[int, str]]:
    """The id and the seal of every answer there is, in order."""
    rows = tx.connection.execute(_SEALED, execution_options={"yield_per": _CHUNK})
    for id_, consultation_id, path, value, salt in rows:
        yield id_, _seal(salt, id_, consultation_id, path, value)


def _row(row: Row[tuple[object, ...]]) -> AnswerRow:
    seal = _seal(row.salt, row.id, row.consultation_id, row.path, row.value)
    return AnswerRow(
        row.id,
        row.consultation_id,
        row.path,
        row.value,
        row.author_id,
        row.at,
        row.supersedes,
        seal,
    )


def _seal(salt: bytes, id_: int, consultation_id: int, path: str, value: str | None) -> str:
    text = f"{id_}\n{consultation_id}\n{path}\n{'-' if value is None else '+' + value}"
    return hashlib.sha256(salt + text.encode()).hexdigest()

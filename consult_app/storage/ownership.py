"""Which rows are about which patient, told by the foreign keys alone: new tables find themselves.

A table belongs to patients where a key that is never empty leads from it to one of them, straight
or over other such tables. Export takes these rows and an erasure removes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, func, or_, select

from consult_app.storage.models import Base
from consult_app.storage.models.base import Utc, table_of
from consult_app.storage.models.documents import Content
from consult_app.storage.models.patients import Patient
from consult_app.storage.tx import Tx

PATIENT = table_of(Patient)
CONTENT = table_of(Content)


@cache
def owned() -> tuple[Table, ...]:
    """Every table with rows about a patient, children before the rows that they hang on."""
    ways = _ways()
    return tuple(t for t in reversed(Base.metadata.sorted_tables) if t in ways)


def belonging(table: Table, patients: Collection[int]) -> ColumnElement[bool]:
    """The condition for the rows of an owned table that are about one of `patients`."""
    if table is PATIENT:
        return PATIENT.c.id.in_(patients)
    return or_(*(_leading(column, parent, patients) for column, parent in _ways()[table]))


def unowned_sql(table: Table, erased: str) -> str:
    """The condition, for a trigger on DELETE, that no patient of the row is among `erased`.

    `erased`: a SELECT of patient ids.
    """
    return " AND ".join(f"coalesce({one} NOT IN ({erased}), 1)" for one in _owners(table, "OLD"))


def holding_content() -> Iterator[Column[str]]:
    """Every column that names bytes by their hash."""
    for table in Base.metadata.sorted_tables:
        for key in _keys(table):
            if key.column is CONTENT.c.sha256:
                yield table.c[key.parent.name]


def loose() -> Iterator[tuple[Column[int], Table]]:
    """Columns of owned tables that may be empty and name a row of an owned table."""
    for table in owned():
        for key in _keys(table):
            if key.parent.nullable and key.column.table in _ways() and key.column.table != table:
                yield table.c[key.parent.name], key.column.table


@cache
def _ways() -> dict[Table, tuple[tuple[Column[int], Table], ...]]:
    """Owned table -> the keys by which it leads to a patient; straight ones alone, if there are."""
    found: dict[Table, tuple[tuple[Column[int], Table], ...]] = {PATIENT: ()}
    while True:
        more = {
            table: ways
            for table in Base.metadata.sorted_tables
            if table not in found and (ways := _leading_to(table, found))
        }
        if not more:
            return found
        found |= more


def _leading_to(table: Table, known: Collection[Table]) -> tuple[tuple[Column[int], Table], ...]:
    ways = [
        (table.c[key.parent.name], key.column.table)
        for key in _keys(table)
        if not key.parent.nullable and key.column.table in known
    ]
    straight = tuple(way for way in ways if way[1] is PATIENT)
    return straight or tuple(ways[:1])


def _keys(table: Table) -> list[ForeignKey]:
    return sorted(table.foreign_keys, key=lambda key: table.c.keys().index(key.parent.name))


def _leading(column: Column[int], parent: Table, patients: Collection[int]) -> ColumnElement[bool]:
    if parent is PATIENT:
        return column.in_(patients)
    return column.in_(select(parent.c.id).where(belonging(parent, patients)))


def _owners(table: Table, row: str) -> list[str]:
    """SQL for the ids of the patients behind `row` of an owned table."""
    if table is PATIENT:
        return [f"{row}.id"]
    owners = []
    for column, parent in _ways()[table]:
        own = f'{row}."{column.name}"'
        if parent is PATIENT:
            owners.append(own)
            continue
        owners += [
            f'(SELECT {one} FROM "{parent.name}" WHERE id = {own})'  # noqa: S608 - our own names
            for one in _owners(parent, f'"{parent.name}"')
        ]
    return owners


def counted(tx: Tx, patients: Collection[int]) -> dict[str, int]:
    """Table -> how many of its rows are about these patients; tables without any are left out."""
    counts = {
        table.name: tx.connection.execute(
            select(func.count()).select_from(table).where(belonging(table, patients))
        ).scalar_one()
        for table in owned()
    }
    return {name: count for name, count in counts.items() if count}


def last_entry(tx: Tx, patients: Collection[int]) -> datetime:
    """The newest moment in any row about these patients, of whom there is one."""
    moments = [
        tx.connection.execute(select(func.max(column)).where(belonging(table, patients))).scalar()
        for table in owned()
        for column in table.c
        if isinstance(column.type, Utc)
    ]
    newest: datetime = max(moment for moment in moments if moment is not None)
    return newest


def everything(tx: Tx, patients: Collection[int]) -> dict[str, list[dict[str, Any]]]:
    """Table -> every row about these patients, column by column, by id."""
    found = {}
    for table in sorted(owned(), key=lambda t: t.name):
        if "id" in table.c:  # else words to search by, made from the rest
            mine = select(table).where(belonging(table, patients)).order_by(table.c.id)
            found[table.name] = [dict(row) for row in tx.connection.execute(mine).mappings()]
    return found


def contents(tx: Tx, patients: Collection[int]) -> dict[str, int]:
    """SHA-256 of every file of these patients -> its size in bytes."""
    theirs = [column for column in holding_content() if column.table in _ways()]
    held = [select(c).where(belonging(c.table, patients)) for c in theirs]
    hashes = {sha256 for one in held for sha256 in tx.connection.execute(one).scalars()}
    sizes = select(CONTENT.c.sha256, func.length(CONTENT.c.data))
    mine = sizes.where(CONTENT.c.sha256.in_(hashes)).order_by(CONTENT.c.id)
    return {row[0]: row[1] for row in tx.connection.execute(mine)}

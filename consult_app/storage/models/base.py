"""What every table shares: the registry, names for constraints, and moments in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import DeclarativeBase, registry

_BEING_REBUILT = "_alembic_tmp_"
"""What a migration calls a table that it copies."""


class Utc(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back aware; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite has no zones: what is stored there is UTC, unmarked."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """Every model; constraints are named so that a migration can speak of them."""

    registry = registry(
        type_annotation_map={
            datetime: Utc(),
            date: Date(),
            str: Text(),
            int: Integer(),
            bytes: LargeBinary(),
        }
    )
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(model: type[Base]) -> Table:
    """The table behind a model: lists and inserts go through Core, which costs half of the ORM."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - each of our models is one table
    return table


@event.listens_for(Table, "before_create")
def _never_an_id_twice(table: Table, _connection: object, **_more: object) -> None:
    """SQLite would give the id of an erased row to the next: the audit chain speaks of ids alone.

    Heard for new files and for migrations alike, so that no migration has to think of it. On
    PostgreSQL a sequence gives none twice.
    """
    known = Base.metadata.tables.get(table.name.removeprefix(_BEING_REBUILT), table)
    if [c.name for c in known.primary_key] == ["id"] and known.c.id.autoincrement == "auto":
        table.dialect_options["sqlite"]["autoincrement"] = True

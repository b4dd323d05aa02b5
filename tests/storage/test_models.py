"""The models hold for both databases: named constraints, no type that only SQLite has."""

from __future__ import annotations

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from consult_app.storage.models import Base

TABLES = Base.metadata.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_compiles_for_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    sql = str(CreateTable(table).compile(dialect=dialect))
    assert "DATETIME" not in sql
    assert "BLOB" not in sql
    for index in table.indexes:
        assert str(CreateIndex(index).compile(dialect=dialect))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_constraint_and_index_has_a_name_that_postgresql_keeps(table: Table) -> None:
    for named in [*table.constraints, *table.indexes]:
        assert named.name
        assert len(str(named.name)) <= 63


def test_every_foreign_key_that_is_searched_by_has_an_index() -> None:
    children = {"consultation_id", "patient_id", "consent_id", "document_id", "day"}
    for table in TABLES:
        first = {tuple(c.name for c in index.columns)[0] for index in table.indexes}
        first |= {key.columns.keys()[0] for key in [table.primary_key]}
        first |= {"patient_id"} if table.name == "patient_version" else set()  # its unique key
        first |= {"consent_id"} if table.name == "treatment" else set()
        assert {c.name for c in table.columns} & children <= first, table.name

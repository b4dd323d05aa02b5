"""The models hold for both databases: named constraints, no type that only SQLite has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from consult_app.storage import models
from consult_app.storage.models import Base

TABLES = Base.metadata.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_compiles_for_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library has no types
    sql = str(CreateTable(table).compile(dialect=dialect))
    assert "DATETIME" not in sql
    assert "BLOB" not in sql
    for index in table.indexes:
        assert str(CreateIndex(index).compile(dialect=dialect))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_constraint_and_index_has_a_name_that_postgresql_keeps(table: Table) -> None:
    names = [constraint.name for constraint in table.constraints]
    names += [index.name for index in table.indexes]
    assert all(names)
    assert max(len(str(name)) for name in names) <= 63


def test_every_family_of_tables_is_known_to_the_whole() -> None:
    folder = Path(models.__file__).parent
    files = {p.stem for p in folder.glob("*.py")} - {"__init__", "base"}
    assert files == set(models.FAMILIES)


def test_families_do_not_bring_each_other_in() -> None:
    """What the start of the program imports is what it needs."""
    for family in models.FAMILIES:
        source = (Path(models.__file__).parent / f"{family}.py").read_text("utf-8")
        others = set(re.findall(r"storage\.models(?:\.(\w+))? import", source)) - {"base"}
        assert not others, family

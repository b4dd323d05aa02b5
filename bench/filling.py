"""Millions of rows put into made-up records by the bare driver, as quickly as a disk takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from consult_app.storage import engine, files, keyfile


def raw(folder: Path) -> Any:
    """The bare driver on the records in `folder`, whose key lies beside them."""
    key = keyfile.load(folder)
    assert key is not None
    return engine.connect(folder / files.DATABASE, key)


def fill(connection: Any, tables: Iterable[str], rows: Callable[[Any], None]) -> None:
    """What `rows` inserts into `tables`, each in the order of its key.

    Their guards and indexes are put aside meanwhile and made again: otherwise it takes hours.
    """
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    names = ", ".join(f"'{table}'" for table in tables)
    put_aside = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        f" AND sql IS NOT NULL AND tbl_name IN ({names})"
    ).fetchall()
    for kind, name, _sql in put_aside:
        connection.execute(f'DROP {kind} "{name}"')
    rows(connection)
    for _kind, _name, sql in put_aside:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")

"""All that the records hold, to see that a refusal has changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.messages import sentence
from consult_app.services.acting import Acting
from consult_app.storage import files
from consult_app.storage.models import Base
from consult_app.storage.store import Store

Rows = dict[str, list[tuple[object, ...]]]

NOT_RECORDS = {files.LOCK, "program.log", "window.json"}


def rows(store: Store) -> Rows:
    """Every row of every table."""
    with store.read() as tx:
        return {
            table.name: [tuple(row) for row in tx.connection.execute(table.select())]
            for table in Base.metadata.sorted_tables
        }


def content(folder: Path) -> dict[str, bytes]:
    """Every file of the records, byte for byte; the lock and the log are none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in NOT_RECORDS
    }


def refused_unchanged(acting: Acting, use: Callable[[], object]) -> str:
    """The one sentence with which `use` is refused; not a row may have changed."""
    before = rows(acting.store)
    with pytest.raises(Refused) as refused:
        use()
    assert rows(acting.store) == before
    words = sentence(refused.value)
    assert words.endswith(".")
    assert "{" not in words
    return words

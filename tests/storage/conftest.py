"""A fresh, real store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app.storage.store import Store
from tests import kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the records of this test lie; made by the store itself."""
    return tmp_path / "clinic"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Empty records, open."""
    opened, _nothing = kept.begun(folder, __name__, lambda _new: None)
    with opened:
        yield opened

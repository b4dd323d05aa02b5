"""A fresh, real store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app.storage.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the records of this test lie; made by the store itself."""
    return tmp_path / "clinic"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Empty records, open."""
    with Store.open(folder, create=True) as opened:
        yield opened

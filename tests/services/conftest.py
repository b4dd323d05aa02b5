"""The clinic that the use cases are called in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clinics import Clinic, open_clinic
from tests.services.walk import Walk


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    opened = open_clinic(tmp_path / "clinic")
    yield opened
    opened.acting.store.close()


@pytest.fixture
def walk(clinic: Clinic) -> Walk:
    return Walk(clinic)

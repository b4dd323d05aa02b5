"""Journeys see the program from outside: through its window, its file and its papers alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FORBIDDEN = ("consult_app.services", "consult_app.storage", "consult_app.documents")


def imported(module: Path) -> Iterator[str]:
    """Every name of a module that `module` imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", sorted(HERE.glob("*.py")), ids=lambda path: path.stem)
def test_journey_imports_neither_services_nor_storage(module: Path) -> None:
    names = list(imported(module))
    assert [n for n in names if f"{n}.".startswith(tuple(f"{f}." for f in FORBIDDEN))] == []

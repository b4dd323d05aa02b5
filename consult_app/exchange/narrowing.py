"""The rows of one consultation among those of a patient, told by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Tables = Mapping[str, Sequence[Mapping[str, Any]]]

_WHOSE = ("patient",)
"""Tables that stay whole: without them nobody knows whose consultation it is."""


def of_consultation(tables: Tables, consultation_id: int) -> dict[str, list[Mapping[str, Any]]]:
    """What hangs on the consultation, straight or over a row that does; and whose it is."""
    kept: dict[str, list[Mapping[str, Any]]] = {name: [] for name in tables}
    kept |= {name: list(tables[name]) for name in _WHOSE if name in tables}
    kept["consultation"] = [r for r in tables["consultation"] if r["id"] == consultation_id]
    growing = True
    while growing:
        growing = False
        for name in kept.keys() - {*_WHOSE, "consultation"}:
            rows = [row for row in tables[name] if _hangs(row, kept, consultation_id)]
            growing |= len(rows) > len(kept[name])
            kept[name] = rows
    return {name: kept[name] for name in tables}


def _hangs(
    row: Mapping[str, Any], kept: Mapping[str, Sequence[Mapping[str, Any]]], consultation_id: int
) -> bool:
    if "consultation_id" in row:
        return bool(row["consultation_id"] == consultation_id)
    owners = {
        name.removesuffix("_id"): value
        for name, value in row.items()
        if name.endswith("_id") and name.removesuffix("_id") in kept
    }
    owners = {name: value for name, value in owners.items() if name not in _WHOSE}
    return any(
        value is not None and any(one["id"] == value for one in kept[name])
        for name, value in owners.items()
    )

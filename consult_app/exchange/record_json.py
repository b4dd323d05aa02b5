"""One patient's record as JSON, for another program; `docs/export.md` says what stands where."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

FORMAT = "consult-record"
VERSION = 1
"""Rises when a name or a meaning changes; a table or a column that is new leaves it as it is."""

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything of one patient. `people`: user id -> name; `files`: SHA-256 -> where it lies;
    `packs`: hash -> the folder with the texts and questions that answers name."""

    made_at: datetime
    program: str
    clinic: str
    record_numbers: Sequence[str]
    people: Mapping[int, str]
    files: Mapping[str, str]
    packs: Mapping[str, str]
    tables: Mapping[str, Rows]


def text(record: Record) -> bytes:
    """The record as UTF-8 JSON, keys in order."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _plain(record.made_at),
        "program": record.program,
        "clinic": record.clinic,
        "record_numbers": list(record.record_numbers),
        "people": {str(id_): name for id_, name in record.people.items()},
        "files": dict(record.files),
        "packs": dict(record.packs),
        "tables": {name: [dict(row) for row in rows] for name, rows in record.tables.items()},
    }
    return json.dumps(
        content, ensure_ascii=False, indent=1, sort_keys=True, default=_plain
    ).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")

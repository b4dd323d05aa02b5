"""Registering many at once: what becomes of each row, and where an import stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.errors import Refused


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    """everything it says is registered already"""
    ALIKE = "alike"
    """somebody who may be the same person is here: a person looks at it"""
    REFUSED = "refused"


class BulkState(StrEnum):
    """Where an import stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"


BULK_MOVES: frozenset[tuple[BulkState, BulkState]] = frozenset(
    {
        (BulkState.RUNNING, BulkState.DONE),
        (BulkState.RUNNING, BulkState.STOPPED),
        (BulkState.RUNNING, BulkState.UNDONE),
        (BulkState.DONE, BulkState.UNDONE),
        (BulkState.STOPPED, BulkState.UNDONE),
    }
)
"""Every permitted move; one that was cut off is still running when the program opens again."""


@dataclass(frozen=True, slots=True)
class RowTold:
    """What becomes of one row: its number in the file, whose it seems, why."""

    row: int
    fate: Fate
    name: str
    refused: Refused | None = None
    """Why it is left out."""
    patient_id: int | None = None
    """Who is updated, or may be the same person."""

    @property
    def code(self) -> str:
        """Of the refusal; empty where it is not refused."""
        return self.refused.code if self.refused is not None else ""


@dataclass(frozen=True, slots=True)
class BulkImport:
    """One act. `reached`: the last row of the file that was dealt with."""

    id: int
    sha256: str
    state: BulkState
    reached: int
    added: int
    updated: int
    author_id: int
    at: datetime
    closed_at: datetime | None = None

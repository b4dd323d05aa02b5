"""What every fault is held against: acknowledged answers are there, and the records are whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from consult_app.domain.audit import Anchor
from consult_app.storage import answers, audit
from consult_app.storage.store import Store
from tests.faults.writer import CONSULTATION
from tests.storage.made_up import clinic


class Acknowledged(NamedTuple):
    """An answer of which the writer said that it is saved; `number` is its value."""

    row: int
    number: int
    anchor: Anchor


def parsed(message: bytes) -> Acknowledged:
    """A line of the writer."""
    row, number, anchor = message.decode().split()
    seq, hash_ = anchor.split(":")
    return Acknowledged(int(row), int(number), Anchor(int(seq), hash_))


def draft(folder: Path) -> Path:
    """New records in `folder` with a draft to answer in, closed."""
    with Store.open(folder, create=True) as store, store.write() as tx:
        assert clinic(tx).consultation.id == CONSULTATION
    return folder


def lost(folder: Path, acknowledged: Sequence[Acknowledged]) -> list[Acknowledged]:
    """What was acknowledged and is not in the records; the records themselves must be sound."""
    with Store.open(folder, create=False) as store, store.read() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert audit.verify(tx).sound
        stored = {row.id: row.value for row in answers.history(tx, CONSULTATION)}
        entries = list(audit.entries(tx))
    assert len(entries) == len(stored), "an answer or its entry is alone"
    hashes = {entry.seq: entry.hash for entry in entries}
    return [
        one
        for one in acknowledged
        if stored.get(one.row) != f'"{one.number}"' or hashes.get(one.anchor.seq) != one.anchor.hash
    ]

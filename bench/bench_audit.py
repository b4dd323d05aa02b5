"""A million entries of the audit chain verified, beside the least that anybody could do for it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.filling import raw
from bench.harness import Figure, compared
from consult_app.domain.audit import BEGINNING, Event, body, chained
from consult_app.storage import audit
from consult_app.storage.store import Store

ENTRIES = 1_000_000
BUDGET = 3.0
"""Of reading every row with the bare driver and hashing it: the rest is order, links, anchors and
whether a record behind an entry is still as it was."""
ROUNDS = 3
CHUNK = 5_000
BEGUN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
EVENTS = (Event.PATIENT_VIEWED, Event.VISIT_CHANGED, Event.DOCUMENT_PRINTED, Event.USER_UNLOCKED)


def figures() -> list[Figure]:
    """Both on the same encrypted file; in seconds for a million."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        Store.open(folder, create=True).close()
        connection = raw(folder)
        _fill(connection)
        with Store.open(folder, create=False) as store, store.read() as tx:
            figure = compared(
                f"verifying {ENTRIES:,} audit entries",
                lambda: _sound(audit.verify(tx).sound),
                "reading and hashing them",
                _hashed(connection),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        connection.close()
    return [replace(figure, ours=figure.ours / 1000, peer=figure.peer / 1000, unit="s")]


def _sound(sound: bool) -> None:
    if not sound:
        raise RuntimeError("the chain that was just written is not sound")


def _fill(connection: Any) -> None:
    """Without the guards, which look at the last entry each time."""
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall()
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.executemany("INSERT INTO audit VALUES (?, ?, ?, ?)", _entries())
    for _name, sql in guards:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous=FULL")


def _entries() -> Iterator[tuple[int, str, str, str]]:
    previous = BEGINNING
    for seq in range(1, ENTRIES + 1):
        event = EVENTS[seq % len(EVENTS)]
        at = BEGUN + timedelta(seconds=seq)
        text = body(seq, event, at, 1, (event.value.partition(".")[0], seq % 9_000), {})
        hash_ = chained(previous, text)
        yield seq, previous, hash_, text
        previous = hash_


def _hashed(connection: Any) -> Callable[[], None]:
    def work() -> None:
        rows = connection.execute("SELECT previous, hash, body FROM audit ORDER BY seq")
        while chunk := rows.fetchmany(CHUNK):
            for previous, hash_, text in chunk:
                if hashlib.sha256((previous + text).encode()).hexdigest() != hash_:
                    raise RuntimeError("the chain that was just written does not hold")

    return work

"""An answer with its audit entry on disk, beside the bare driver with the same statements."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bench.harness import Figure, compared
from consult_app.domain.audit import Event, body, chained
from consult_app.storage import answers, audit, engine, files, keyfile
from consult_app.storage.store import Store
from tests.storage.made_up import clinic

BATCH = 20
"""Answers in a round: one commit alone is at the mercy of the disk."""
BUDGET = 2.0


def figures() -> list[Figure]:
    """Ours and the peer, each in a file of its own with the same content."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        for name in ("ours", "peer"):
            with Store.open(Path(place) / name, create=True) as store, store.write() as tx:
                clinic(tx)
        with Store.open(Path(place) / "ours", create=False) as store:
            connection = _bare(Path(place) / "peer")
            figure = compared(
                "an answer on disk",
                _batch(_through_storage(store)),
                "the bare driver",
                _batch(_through_driver(connection)),
                budget=BUDGET,
            )
            connection.close()
    return [replace(figure, ours=figure.ours / BATCH, peer=figure.peer / BATCH)]


def _batch(one: Callable[[int], None]) -> Callable[[], None]:
    numbers = count()

    def work() -> None:
        for _ in range(BATCH):
            one(next(numbers))

    return work


def _bare(folder: Path) -> Any:
    key = keyfile.load(folder)
    assert key is not None
    return engine.connect(folder / files.DATABASE, key)


def _through_storage(store: Store) -> Callable[[int], None]:
    def one(number: int) -> None:
        with store.write() as tx:
            at = datetime.now(UTC)
            row = answers.record(tx, 1, f"item{number}", '{"code":"no"}', 1, at, None)
            audit.append(
                tx,
                Event.ANSWER_RECORDED,
                actor=1,
                subject_kind="answer",
                subject_id=row.id,
                details={"seal": row.seal},
                at=at,
            )

    return one


def _through_driver(connection: Any) -> Callable[[int], None]:
    newest = "SELECT max(id) FROM answer WHERE consultation_id = ? AND path = ?"
    answer = (
        "INSERT INTO answer (consultation_id, path, value, author_id, at, supersedes, salt)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    head = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
    entry = "INSERT INTO audit (seq, previous, hash, body) VALUES (?, ?, ?, ?)"

    def one(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        at = datetime.now(UTC)
        path = f"item{number}"
        connection.execute(newest, (1, path)).fetchone()
        values = (1, path, '{"code":"no"}', 1, at.isoformat(), None, b"0" * answers.SALT)
        row = connection.execute(answer, values).lastrowid
        seq, previous = connection.execute(head).fetchone() or (0, "0" * 64)
        subject = ("answer", row)
        text = body(seq + 1, Event.ANSWER_RECORDED, at, 1, subject, {"seal": previous})
        connection.execute(entry, (seq + 1, previous, chained(previous, text), text))
        connection.execute("COMMIT")

    return one

"""The process that is killed: records answers and acknowledges each, as the window does."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from consult_app.domain.audit import Anchor, Event
from consult_app.storage import answers, audit
from consult_app.storage.store import Store, Tx
from tests.storage.made_up import NOW

CONSULTATION = 1
PHYSICIAN = 1
PATHS = 40


def record(tx: Tx, number: int, newest: dict[str, int]) -> tuple[int, Anchor]:
    """Answer `number`, with its audit entry; its row and the anchor."""
    path = f"item{number % PATHS}"
    expected = newest.get(path)
    value = f'"{number}"'
    row = answers.record(tx, CONSULTATION, path, value, PHYSICIAN, NOW, expected)
    newest[path] = row.id
    anchor = audit.append(
        tx,
        Event.ANSWER_RECORDED,
        actor=PHYSICIAN,
        subject_kind="answer",
        subject_id=row.id,
        details={"seal": row.seal},
    )
    return row.id, anchor


def write_for_ever(folder: Path, acknowledge: Connection, early: bool) -> None:
    """Record answer after answer until killed. `early`: the broken twin, which acknowledges before
    the commit."""
    store = Store.open(folder, create=False)
    with store.read() as tx:
        newest = {path: row.id for path, row in answers.newest(tx, CONSULTATION).items()}
        number = len(answers.history(tx, CONSULTATION))
    while True:
        number += 1
        with store.write() as tx:
            row, anchor = record(tx, number, newest)
            if early:
                acknowledge.send_bytes(f"{row} {number} {anchor}".encode())
        if not early:
            acknowledge.send_bytes(f"{row} {number} {anchor}".encode())

"""Killed at any moment: every answer that was acknowledged is there, and the chain is whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

import pytest

from consult_app.domain.audit import Anchor
from consult_app.storage import answers, audit
from consult_app.storage.store import Store
from tests.faults.writer import CONSULTATION, write_for_ever
from tests.storage.made_up import clinic

KILLS = int(os.environ.get("CONSULT_KILLS", "12"))
"""`make faults` sets more."""
LONGEST = 0.15
"""Seconds of writing, at most, before the kill."""


class Acknowledged(NamedTuple):
    row: int
    number: int
    anchor: Anchor


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start at once: the server has imported what they need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.writer"])
    return context


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records with a draft to answer in."""
    with Store.open(tmp_path / "clinic", create=True) as store, store.write() as tx:
        assert clinic(tx).consultation.id == CONSULTATION
    return tmp_path / "clinic"


def killed(
    processes: ForkServerContext, folder: Path, after: float, *, early: bool
) -> list[Acknowledged]:
    """What a writer had acknowledged when it was killed `after` seconds of writing."""
    inbox, outbox = processes.Pipe(duplex=False)
    process = processes.Process(target=write_for_ever, args=(folder, outbox, early), daemon=True)
    process.start()
    outbox.close()
    received = [inbox.recv_bytes()]  # so that the kill lands among the writes
    end = time.monotonic() + after
    while (left := end - time.monotonic()) > 0:
        if inbox.poll(left):
            received.append(inbox.recv_bytes())
    process.kill()
    process.join()
    while inbox.poll():
        try:
            received.append(inbox.recv_bytes())
        except EOFError:
            break
    inbox.close()
    return [_parsed(message) for message in received]


def _parsed(message: bytes) -> Acknowledged:
    row, number, anchor = message.decode().split()
    seq, hash_ = anchor.split(":")
    return Acknowledged(int(row), int(number), Anchor(int(seq), hash_))


def lost(folder: Path, acknowledged: list[Acknowledged]) -> list[Acknowledged]:
    """What was acknowledged and is not in the records; the records themselves must be sound."""
    with Store.open(folder, create=False) as store, store.read() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert audit.verify(tx).sound
        stored = {row.id: row.value for row in answers.history(tx, CONSULTATION)}
        head = audit.head(tx)
    entries = head.seq if head else 0
    assert entries == len(stored), "an answer without its entry, or an entry without its answer"
    return [a for a in acknowledged if stored.get(a.row) != f'"{a.number}"']


def test_kill_at_any_moment_loses_no_acknowledged_answer(
    processes: ForkServerContext, folder: Path
) -> None:
    dice = random.Random()
    everything: list[Acknowledged] = []
    for _ in range(KILLS):
        everything += killed(processes, folder, dice.uniform(0, LONGEST), early=False)
        assert lost(folder, everything) == []
    anchors = [a.anchor for a in everything]
    with Store.open(folder, create=False) as store, store.read() as tx:
        assert audit.verify(tx, anchors).sound
    assert len(everything) > KILLS


def test_kill_of_a_writer_that_acknowledges_too_early_is_noticed(
    processes: ForkServerContext, folder: Path
) -> None:
    for _ in range(100):
        acknowledged = killed(processes, folder, 0, early=True)
        if lost(folder, acknowledged):
            return
    pytest.fail("the test above would not notice a lost answer")


def test_commit_waits_for_the_disk(folder: Path) -> None:
    # a kill cannot tell FULL from less, a power cut can: see that it is set where it counts
    with Store.open(folder, create=False) as store, store.write() as tx:
        settings = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "recursive_triggers", "foreign_keys")
        }
    assert settings == {
        "synchronous": 2,
        "journal_mode": "wal",
        "recursive_triggers": 1,
        "foreign_keys": 1,
    }

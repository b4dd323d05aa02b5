"""Killed at any moment: every answer that was acknowledged is there, and the chain is whole."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from consult_app.storage.store import Store
from tests.faults.figures import PATIENCE, Figures, count, received
from tests.faults.soundness import Acknowledged, draft, lost, parsed
from tests.faults.writer import write_for_ever

KILLS = count("KILLS", 10)
LONGEST = 0.15
"""Seconds of writing, at most, before the kill."""
SAME_FOLDER = 50
"""Kills after which new records are begun: all that was acknowledged is looked up each time."""
TWIN_KILLS = 100
"""Kills after which the broken twin should have been noticed."""


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start at once: the server has imported what they need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.writer"])
    return context


def killed(
    processes: ForkServerContext, folder: Path, after: float, *, early: bool
) -> list[Acknowledged]:
    """What a writer had acknowledged when it was killed `after` seconds of writing."""
    inbox, outbox = processes.Pipe(duplex=False)
    process = processes.Process(target=write_for_ever, args=(folder, outbox, early), daemon=True)
    process.start()
    outbox.close()
    heard = [received(inbox)]  # so that the kill lands among the writes
    end = time.monotonic() + after
    while (left := end - time.monotonic()) > 0:
        if inbox.poll(left):
            heard.append(inbox.recv_bytes())
    process.kill()
    process.join(PATIENCE)
    while inbox.poll():
        try:
            heard.append(inbox.recv_bytes())
        except EOFError:
            break
    inbox.close()
    return [parsed(message) for message in heard]


def test_kill_at_any_moment_loses_no_acknowledged_answer(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    dice = random.Random()
    hurt = 0
    for kill in range(KILLS):
        if kill % SAME_FOLDER == 0:
            folder = draft(tmp_path / str(kill))
            everything: list[Acknowledged] = []
        everything += killed(processes, folder, dice.uniform(0, LONGEST), early=False)
        hurt += lost(folder, everything) != []
    Figures("kill", KILLS, KILLS - hurt, hurt).tell()


def test_kill_of_a_writer_that_acknowledges_too_early_is_noticed(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    folder = draft(tmp_path / "clinic")
    tried = noticed = 0
    while not noticed and tried < TWIN_KILLS:
        tried += 1
        noticed += lost(folder, killed(processes, folder, 0, early=True)) != []
    Figures("kill", tried, tried - noticed, noticed, twin=True).tell()


def test_commit_waits_for_the_disk(tmp_path: Path) -> None:
    # a kill cannot tell FULL from less, a power cut can: see that it is set where it counts
    folder = draft(tmp_path / "clinic")
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

"""Killed during the first start: it begins anew by itself, or it has been; nothing to clear up."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from consult_app.errors import Refused
from consult_app.services import accounts, audit, first_start
from consult_app.services.accounts import Door
from consult_app.storage import vault, vaultfile
from consult_app.storage.kdf import FLOOR
from consult_app.storage.store import Store
from tests.clinics import KAYA, SETTINGS
from tests.faults.figures import PATIENCE, Figures, count, received

KILLS = count("FIRST_START_KILLS", 4)
PASSWORD = "lantern orbit walnut"
LONGEST = 0.8
"""Seconds; a first start takes about as long."""
STEPS = ("open", "os.rename", "os.remove", "os.replace", "os.mkdir", "sqlite3.connect")

Act: TypeAlias = Callable[[Path], None]


def set_up(folder: Path) -> None:
    accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, FLOOR).acting.store.close()


def set_up_noted_too_early(folder: Path) -> None:
    """The broken twin: the vault says that the records are there before anybody is in them."""
    opened, _code = vault.create(folder, 1, KAYA.display_name, PASSWORD, FLOOR)
    with Store.open(folder, key=opened.data_key) as store:
        first_start.set_up(store, KAYA, SETTINGS)


def act_and_tell(act: Act, folder: Path, step: int | None, tell: Connection) -> None:
    """In the process that is killed: by itself at a step, or from outside."""
    steps = 0

    def die_at_the_step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in STEPS and str(folder) in str(arguments[0]):
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_at_the_step)
    tell.send_bytes(b"begun")
    act(folder)
    tell.send_bytes(str(steps).encode())


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.test_first_start_killed"])
    return context


class Trial:
    """A new folder, and a first start in it that may be killed."""

    def __init__(self, processes: ForkServerContext, folder: Path) -> None:
        self._processes, self.folder = processes, folder
        shutil.rmtree(folder, ignore_errors=True)

    def run(self, act: Act, *, step: int | None = None, after: float | None = None) -> int:
        """How many steps it took; -1 where it was killed."""
        inbox, outbox = self._processes.Pipe(duplex=False)
        process = self._processes.Process(
            target=act_and_tell, args=(act, self.folder, step, outbox), daemon=True
        )
        process.start()
        outbox.close()
        received(inbox)
        if after is not None:
            time.sleep(after)
            process.kill()
        process.join(PATIENCE)
        try:
            return int(received(inbox))
        except EOFError:
            return -1

    def mended(self) -> bool:
        """Whether somebody comes in now: by the first start, or by the password of one that was."""
        try:
            if accounts.door(self.folder) is Door.NOTHING:
                set_up(self.folder)
            session = accounts.unlock(self.folder, 1, PASSWORD)
        except Refused:
            return False
        with session.acting.store:
            whole_name = accounts.people(self.folder)[0].name == KAYA.display_name
            return whole_name and audit.verify(session.acting).sound


def test_kill_at_each_step_of_the_first_start_lets_it_begin_anew(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    trial = Trial(processes, tmp_path / "clinic")
    steps = trial.run(set_up)
    assert steps > 8, "the hook sees no files"
    assert trial.mended()
    tried = sorted(random.sample(range(1, steps + 1), min(KILLS, steps)))
    good = 0
    for step in tried:
        trial = Trial(processes, tmp_path / "clinic")
        assert trial.run(set_up, step=step) == -1
        good += trial.mended()
    Figures("first start, killed at a step", len(tried), good, len(tried) - good).tell()


def test_kill_at_any_moment_of_the_first_start_lets_it_begin_anew(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    good = 0
    for _ in range(KILLS):
        trial = Trial(processes, tmp_path / "clinic")
        trial.run(set_up, after=random.uniform(0, LONGEST))
        good += trial.mended()
    Figures("first start, killed at any moment", KILLS, good, KILLS - good).tell()


def test_kill_of_a_first_start_that_is_noted_too_early_is_noticed(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    steps = Trial(processes, tmp_path / "clinic").run(set_up_noted_too_early)
    tried = noticed = 0
    for step in reversed(range(1, steps + 1)):
        tried += 1
        trial = Trial(processes, tmp_path / "clinic")
        trial.run(set_up_noted_too_early, step=step)
        noticed += not trial.mended()
        if noticed:
            break
    Figures("first start", tried, tried - noticed, noticed, twin=True).tell()


def test_what_was_cut_short_is_put_aside_and_not_removed(tmp_path: Path) -> None:
    """A vault that says so of itself may be lying: nobody has proved it."""
    folder = tmp_path / "clinic"
    opened, _code = vault.create(folder, 1, "Somebody", PASSWORD, FLOOR)
    Store.open(folder, key=opened.data_key, unfinished=True).close()
    before = {path.name: path.read_bytes() for path in folder.glob("*.*s*")}
    set_up(folder)
    (aside,) = folder.glob(f"{vaultfile.UNFINISHED}*")
    kept = {path.name: path.read_bytes() for path in aside.iterdir()}
    assert set(kept) == {"vault.json", "records.db"}
    assert kept["vault.json"] == before["vault.json"]

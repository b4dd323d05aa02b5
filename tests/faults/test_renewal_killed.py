"""Killed while the keys are renewed: the old records under the old key, or the new under the new.

At each step that touches a file of the vault, and at any moment between; every password goes on
working, nothing of the records is missing, and what is left over goes at the next opening.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.storage import audit, derive, engine, patients, rotation, slots, vault, vaultfile
from consult_app.storage.store import Store, Tx
from consult_app.storage.vault import Opened
from tests.faults.figures import PATIENCE, Figures, count, received
from tests.storage.made_up import ELIF, NOW, clinic
from tests.storage.vaults import KAYA, PASSWORDS, Made, make

KILLS = count("RENEWAL_KILLS", 10)
LONGEST = 0.15
"""Seconds; a renewal of these records takes about as long."""
STEPS = ("open", "os.rename", "os.remove", "os.replace")
PATIENTS = 20


def renew_well(opened: Opened) -> None:
    rotation.renew(opened, note)


def renew_in_place(opened: Opened) -> None:
    """The broken twin: gives the file its new key first, the vault afterwards."""
    old, signing = vaultfile.proved(opened.folder, opened.data_key)
    path, key = opened.folder / old.database, os.urandom(32)
    raw = engine.connect(path, derive.for_database(opened.data_key))
    raw.execute(f"PRAGMA rekey = \"x'{derive.for_database(key).hex()}'\"")
    raw.close()
    wrapped = tuple(slots.rewrapped(slot, old.id, key) for slot in old.slots)
    signer = vaultfile.sealed_signer(signing, key, old.id)
    vaultfile.write(opened.folder, replace(old, slots=wrapped, signer=signer), signing)


def note(tx: Tx) -> None:
    audit.append(tx, Event.SETTINGS_CHANGED, actor=1, subject_kind="vault", subject_id=0, at=NOW)


def act_and_tell(
    act: Callable[[Opened], None], opened: Opened, step: int | None, tell: Connection
) -> None:
    """In the process that is killed: by itself at a step, or from outside."""
    steps = 0

    def die_at_the_step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in STEPS and str(arguments[0]).startswith(str(opened.folder)):
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_at_the_step)
    tell.send_bytes(b"begun")
    act(opened)
    tell.send_bytes(str(steps).encode())


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.test_renewal_killed"])
    return context


@pytest.fixture
def prepared(tmp_path: Path) -> Made:
    """Records behind a vault; copied for each kill."""
    made = make(tmp_path / "prepared")
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        clinic(tx)
        note(tx)
        for _ in range(PATIENTS - 1):
            patients.insert(tx, ELIF, at=NOW, by=1)
    return made


class Trial:
    """One copy of the records, and a renewal of its keys that may be killed."""

    def __init__(self, processes: ForkServerContext, prepared: Made) -> None:
        self._processes = processes
        folder = prepared.folder.with_name("clinic")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(prepared.folder, folder)
        self.opened = replace(prepared.opened, folder=folder)

    def run(
        self, act: Callable[[Opened], None], *, step: int | None = None, after: float | None = None
    ) -> int:
        """Renew, killed at a step or after so many seconds; how many steps it took, if to its end.

        -1: it was killed.
        """
        inbox, outbox = self._processes.Pipe(duplex=False)
        arguments = (act, self.opened, step, outbox)
        process = self._processes.Process(target=act_and_tell, args=arguments, daemon=True)
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

    def whole(self) -> bool:
        """Whether the records are there and one password opens them, with nothing left over."""
        try:
            return self._sound(self._key())
        except Refused:
            return False

    def _key(self) -> bytes:
        try:
            vaultfile.proved(self.opened.folder, self.opened.data_key)
        except Refused as refused:
            if refused.code != "vault.renewed-meanwhile":
                raise
            return vault.unlock(self.opened.folder, KAYA, PASSWORDS[KAYA]).data_key
        return self.opened.data_key

    def _sound(self, key: bytes) -> bool:
        with Store.open(self.opened.folder, key=key) as store, store.read() as tx:
            entries = len(list(audit.entries(tx)))
            sound = audit.verify(tx).sound and patients.count(tx) == PATIENTS
        renewed = key != self.opened.data_key
        named = vaultfile.read(self.opened.folder).vault
        left = {path.name for path in self.opened.folder.glob("records*.db*")}
        return sound and entries == 1 + renewed and left == {named.database} and not named.scrap


def test_kill_at_each_step_of_a_renewal_leaves_the_old_or_the_new(
    processes: ForkServerContext, prepared: Made
) -> None:
    trial = Trial(processes, prepared)
    steps = trial.run(renew_well)
    assert steps > 8, "the hook sees no files"
    assert trial.whole()
    tried = sorted(random.sample(range(1, steps + 1), min(KILLS, steps)))
    good = 0
    for step in tried:
        trial = Trial(processes, prepared)
        assert trial.run(renew_well, step=step) == -1
        good += trial.whole()
    Figures("renewing keys, killed at a step", len(tried), good, len(tried) - good).tell()


def test_kill_at_any_moment_of_a_renewal_leaves_the_old_or_the_new(
    processes: ForkServerContext, prepared: Made
) -> None:
    good = 0
    for _ in range(KILLS):
        trial = Trial(processes, prepared)
        trial.run(renew_well, after=random.uniform(0, LONGEST))
        good += trial.whole()
    Figures("renewing keys, killed at any moment", KILLS, good, KILLS - good).tell()


def test_kill_of_a_renewal_in_place_is_noticed(
    processes: ForkServerContext, prepared: Made
) -> None:
    steps = Trial(processes, prepared).run(renew_in_place)
    tried = noticed = 0
    for step in range(1, steps + 1):
        tried += 1
        trial = Trial(processes, prepared)
        trial.run(renew_in_place, step=step)
        noticed += not trial.whole()
    Figures("renewing keys", tried, tried - noticed, noticed, twin=True).tell()

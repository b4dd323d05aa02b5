"""Killed while restoring: the records that were there open, or those of the backup; never neither.

And whatever was there before is still to be found.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import TypeAlias

import pytest

from consult_app.errors import Refused
from consult_app.storage import aside, audit, backup, files, keyfile, patients, restore, vaultfile
from consult_app.storage.store import Store
from tests.faults.figures import PATIENCE, Figures, count, received
from tests.storage.made_up import ELIF, NOW, clinic
from tests.storage.vaults import make

KILLS = count("RESTORE_KILLS", 6)
TWIN_KILLS = 100
LONGEST = 0.25
"""Seconds; a restore of these records takes less."""
BEFORE, IN_BACKUP = 2, 1
"""Patients in the records that were there, and in the backup."""


@dataclass(frozen=True)
class Prepared:
    """A backup, the records as they were later, which are copied for each kill, and their key."""

    file: Path
    later: Path
    key: bytes


def restore_well(file: Path, folder: Path, key: bytes) -> None:
    restore.restore(file, key, folder, NOW)


def restore_in_place(file: Path, folder: Path, key: bytes) -> None:
    """The broken twin: takes the old records away, then begins."""
    for path in (
        folder / files.VAULT,
        folder / files.DATABASE,
        *files.companions(folder / files.DATABASE),
    ):
        path.unlink(missing_ok=True)
    aside.unpack(file, key, folder)


Act: TypeAlias = Callable[[Path, Path, bytes], None]


def act_and_tell(act: Act, file: Path, folder: Path, key: bytes, tell: Connection) -> None:
    """In the process that is killed."""
    tell.send_bytes(b"begun")
    act(file, folder, key)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.test_restore_killed"])
    return context


@pytest.fixture(params=["key file", "vault"])
def prepared(tmp_path: Path, request: pytest.FixtureRequest) -> Prepared:
    folder, file = tmp_path / "later", tmp_path / "one.backup"
    if request.param == "vault":
        key = make(folder).opened.data_key
        content: bytes | None = vaultfile.content(folder, key)
    else:
        Store.open(folder, create=True).close()
        key, content = keyfile.load(folder) or b"", None
    with opened(folder, key) as store:
        with store.write() as tx:
            clinic(tx)
        with store.read() as tx:
            keys = store.backup_keys()
            backup.create(tx, file, keys, made_at=NOW, program="1", vault=content)
        with store.write() as tx:
            patients.insert(tx, ELIF, at=NOW, by=1)
    return Prepared(file, folder, key)


def opened(folder: Path, key: bytes) -> Store:
    """The records, by the vault where there is one."""
    return Store.open(folder, key=key if vaultfile.exists(folder) else None)


def people(folder: Path, key: bytes) -> int:
    """How many patients the records have, which must be sound; -1 where they do not open."""
    try:
        with opened(folder, key) as store, store.read() as tx:
            assert audit.verify(tx).sound
            return patients.count(tx)
    except Refused:
        return -1


def killed(processes: ForkServerContext, act: Act, prepared: Prepared) -> bool:
    """Kill a restore at some moment; whether everything is where it should be."""
    folder = prepared.later.with_name("clinic")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared.later, folder)
    inbox, outbox = processes.Pipe(duplex=False)
    arguments = (act, prepared.file, folder, prepared.key, outbox)
    process = processes.Process(target=act_and_tell, args=arguments, daemon=True)
    process.start()
    outbox.close()
    received(inbox)
    inbox.close()
    time.sleep(random.uniform(0, LONGEST))
    process.kill()
    process.join(PATIENCE)
    now = people(folder, prepared.key)
    if now == IN_BACKUP:
        kept = list(folder.glob(f"{restore.KEPT}*"))
        return len(kept) == 1 and people(kept[0], prepared.key) == BEFORE
    return now == BEFORE


def test_kill_while_restoring_leaves_the_old_records_or_the_new(
    processes: ForkServerContext, prepared: Prepared
) -> None:
    good = sum(killed(processes, restore_well, prepared) for _ in range(KILLS))
    Figures("kill while restoring", KILLS, good, KILLS - good).tell()


def test_kill_of_a_restore_that_begins_by_taking_away_is_noticed(
    processes: ForkServerContext, prepared: Prepared
) -> None:
    tried = noticed = 0
    while not noticed and tried < TWIN_KILLS:
        tried += 1
        noticed += not killed(processes, restore_in_place, prepared)
    Figures("kill while restoring", tried, tried - noticed, noticed, twin=True).tell()

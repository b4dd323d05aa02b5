"""Killed while restoring: the records that were there open, or those of the backup; never neither.

And whatever was there before is still to be found.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.storage import audit, backup, files, keyfile, patients, restore
from consult_app.storage.store import Store
from tests.faults.figures import Figures, count
from tests.faults.soundness import draft
from tests.storage.made_up import ELIF, NOW

KILLS = count("RESTORE_KILLS", 8)
TWIN_KILLS = 100
LONGEST = 0.25
"""Seconds; a restore of these records takes less."""
BEFORE, IN_BACKUP = 2, 1
"""Patients in the records that were there, and in the backup."""


def restore_well(file: Path, folder: Path) -> None:
    restore.restore(file, keyfile.load(folder) or b"", folder, NOW)


def restore_in_place(file: Path, folder: Path) -> None:
    """The broken twin: takes the old records away, then begins."""
    key = keyfile.load(folder) or b""
    for path in (folder / files.DATABASE, *files.companions(folder / files.DATABASE)):
        path.unlink(missing_ok=True)
    restore._checked(file, key, folder / files.DATABASE)


def act_and_tell(act: Callable[[Path, Path], None], file: Path, folder: Path, begun: Event) -> None:
    """In the process that is killed."""
    begun.set()
    act(file, folder)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.test_restore_killed"])
    return context


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[Path, Path]:
    """A backup, and the records as they were later; the second is copied for each kill."""
    folder, file = draft(tmp_path / "later"), tmp_path / "one.backup"
    with Store.open(folder, create=False) as store:
        keys = store.backup_keys()
        with store.read() as tx:
            backup.create(tx, file, keys, made_at=NOW, program="1")
        with store.write() as tx:
            patients.insert(tx, ELIF, at=NOW, by=1)
    return file, folder


def people(folder: Path) -> int:
    """How many patients the records have, which must be sound; -1 where they do not open."""
    try:
        with Store.open(folder, create=False) as store, store.read() as tx:
            assert audit.verify(tx).sound
            return patients.count(tx)
    except Refused:
        return -1


def killed(
    processes: ForkServerContext, act: Callable[[Path, Path], None], prepared: tuple[Path, Path]
) -> bool:
    """Kill a restore at some moment; whether everything is where it should be."""
    file, later = prepared
    folder = later.with_name("clinic")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(later, folder)
    begun = processes.Event()
    process = processes.Process(target=act_and_tell, args=(act, file, folder, begun), daemon=True)
    process.start()
    begun.wait()
    time.sleep(random.uniform(0, LONGEST))
    process.kill()
    process.join()
    now = people(folder)
    if now == IN_BACKUP:
        kept = list(folder.glob(f"{restore.KEPT}*"))
        return len(kept) == 1 and people(kept[0]) == BEFORE
    return now == BEFORE


def test_kill_while_restoring_leaves_the_old_records_or_the_new(
    processes: ForkServerContext, prepared: tuple[Path, Path]
) -> None:
    good = sum(killed(processes, restore_well, prepared) for _ in range(KILLS))
    Figures("kill while restoring", KILLS, good, KILLS - good).tell()


def test_kill_of_a_restore_that_begins_by_taking_away_is_noticed(
    processes: ForkServerContext, prepared: tuple[Path, Path]
) -> None:
    tried = noticed = 0
    while not noticed and tried < TWIN_KILLS:
        tried += 1
        noticed += not killed(processes, restore_in_place, prepared)
    Figures("kill while restoring", tried, tried - noticed, noticed, twin=True).tell()

"""Disk full while saving: refused in so many words, and nothing that was acknowledged is lost."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

from tests.faults import recording
from tests.faults.figures import Figures, count
from tests.faults.full_writer import REFUSED
from tests.faults.soundness import Acknowledged, draft, lost, parsed

ROOM_MISSING = {"file.disk-full", "file.disk-error", "store.disk-full", "store.disk-error"}
"""Of an error the driver speaks where it found no room for an index while it opened a file."""
TIMES = count("FULL_DISKS", 8)


class Time(NamedTuple):
    """One full disk: the refusal, what was acknowledged so far, what the records held then."""

    code: str
    acknowledged: int
    stored: int


def filled(folder: Path, log: Path, how: str) -> tuple[list[Time], list[Acknowledged]]:
    """What a writer met on a disk that filled up TIMES times."""
    draft(folder)
    seed = str(random.randrange(10**6))
    steps = recording.run("full_writer", str(TIMES), seed, how, folder=folder, log=log)
    said = b"".join(step.data for step in steps if step.kind == "A").splitlines()
    times: list[Time] = []
    acknowledged: list[Acknowledged] = []
    for line in said:
        if line.startswith(REFUSED):
            _mark, code, stored = line.split()
            times.append(Time(code.decode(), len(acknowledged), int(stored)))
        else:
            acknowledged.append(parsed(line))
    assert len(times) == TIMES
    return times, acknowledged


def test_full_disk_is_refused_and_loses_nothing_acknowledged(tmp_path: Path) -> None:
    times, acknowledged = filled(tmp_path / "clinic", tmp_path / "log", "careful")
    caught = sum(t.code == "store.disk-full" and t.stored == t.acknowledged for t in times)
    missing = lost(tmp_path / "clinic", acknowledged)
    assert missing == []
    Figures("full disk", TIMES, caught, TIMES - caught).tell()


def test_full_disk_of_a_writer_that_does_not_listen_is_noticed(tmp_path: Path) -> None:
    times, acknowledged = filled(tmp_path / "clinic", tmp_path / "log", "careless")
    missing = len(lost(tmp_path / "clinic", acknowledged))
    assert missing > 0
    noticed = sum(t.stored != t.acknowledged for t in times)
    Figures("full disk", TIMES, TIMES - noticed, noticed, twin=True).tell()


def test_full_disk_while_backing_up_or_restoring_is_refused_and_leaves_all_as_it_was(
    tmp_path: Path,
) -> None:
    said = backed_up(tmp_path, "careful")
    full = [code for code in said if code != "done"]
    caught = sum(code in ROOM_MISSING for code in full)
    assert caught > 0, said
    Figures("full disk, backups", len(full), caught, len(full) - caught).tell()


def test_full_disk_under_a_backup_that_does_not_listen_is_noticed(tmp_path: Path) -> None:
    said = backed_up(tmp_path, "careless")
    full = [code for code in said if code != "done"]
    accepted = full.count("accepted")
    Figures("full disk, backups", len(full), len(full) - accepted, accepted, twin=True).tell()


def backed_up(tmp_path: Path, how: str) -> list[str]:
    """What a process said whose disk filled up under its backups and restores."""
    folder, log = draft(tmp_path / "clinic"), tmp_path / "log"
    seed = str(random.randrange(10**6))
    steps = recording.run("full_backup", str(TIMES), seed, how, folder=folder, log=log)
    return b"".join(step.data for step in steps if step.kind == "A").decode().splitlines()

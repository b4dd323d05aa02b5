"""Power cut at any moment: whatever the disk kept of what was not synced, nothing saved is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from consult_app.storage import files, keyfile
from tests.faults import recording
from tests.faults.figures import Figures, count
from tests.faults.recording import Disk, Step
from tests.faults.soundness import draft, lost

CUTS = count("CUTS", 15)
ANSWERS = count("CUT_ANSWERS", 70)


def recorded(tmp_path: Path, synchronous: str) -> tuple[Disk, list[Step]]:
    """The files before, and everything that a writer did to them."""
    folder = draft(tmp_path / "clinic")
    names = (files.DATABASE, keyfile.NAME)
    base = Disk({name: bytearray((folder / name).read_bytes()) for name in names})
    log = tmp_path / "log"
    steps = recording.run("cut_writer", str(ANSWERS), synchronous, folder=folder, log=log)
    assert len(recording.acknowledged(steps)) == ANSWERS
    assert sum(step.kind == "W" for step in steps) > ANSWERS
    return base, steps


def lost_in_a_cut(base: Disk, steps: list[Step], folder: Path, dice: random.Random) -> int:
    """How many acknowledged answers one cut has cost; the records that are left must be whole."""
    first = next(number for number, step in enumerate(steps) if step.kind == "A")
    before = steps[: dice.randrange(first, len(steps)) + 1]
    disk = recording.cut(before, base, folder, dice)
    after = folder.with_name("after")
    disk.put(after)
    return len(lost(after, recording.acknowledged(before)))


def test_cut_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    base, steps = recorded(tmp_path, "FULL")
    assert any(s.kind == "W" and s.path.endswith(files.DATABASE) for s in steps), "no checkpoint"
    dice = random.Random()
    hurt = sum(lost_in_a_cut(base, steps, tmp_path / "clinic", dice) > 0 for _ in range(CUTS))
    Figures("power cut", CUTS, CUTS - hurt, hurt).tell()


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_cut_of_a_writer_that_does_not_wait_for_the_disk_is_noticed(
    tmp_path: Path, synchronous: str
) -> None:
    base, steps = recorded(tmp_path, synchronous)
    dice = random.Random()
    hurt = 0
    for _ in range(CUTS):
        try:
            hurt += lost_in_a_cut(base, steps, tmp_path / "clinic", dice) > 0
        except Exception:  # noqa: BLE001 - without syncs the file itself may be ruined
            hurt += 1
    Figures("power cut", CUTS, CUTS - hurt, hurt, twin=True).tell()

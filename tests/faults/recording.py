"""A writer's log of what it asked of the disk, and the disk as a power cut could have left it.

What was synced is there. Of what was not, a disk may have kept anything: nothing, all, or some
sectors of some writes in any order. A file whose folder was not synced since it was made may be
gone. Only what the writer did is played back: no file system is asked.
"""

from __future__ import annotations

import atexit
import functools
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.faults.soundness import Acknowledged, parsed

SOURCE = Path(__file__).with_name("recorder.c")
SECTOR = 512
LONGEST_RUN = 1_800
"""Seconds; three hundred full disks on a busy machine take some minutes."""
INDEX = "-shm"
"""The log's index lives in memory and is made anew: a cut leaves nothing of it."""


class Step(NamedTuple):
    """One record of the log; `kind` as recorder.c tells."""

    kind: str
    path: str
    where: int
    data: bytes


@dataclass
class Disk:
    """The files of one folder, by name."""

    files: dict[str, bytearray] = field(default_factory=dict)

    def apply(self, step: Step, name: str) -> None:
        content = self.files.setdefault(name, bytearray())
        if step.kind == "U":
            del self.files[name]
        elif step.kind == "T":
            del content[step.where :]
            content.extend(bytes(step.where - len(content)))
        else:
            content.extend(bytes(max(0, step.where - len(content))))
            content[step.where : step.where + len(step.data)] = step.data

    def put(self, folder: Path) -> None:
        """Write the files into `folder`, new."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


@functools.cache
def library() -> Path:
    """The recorder, compiled; skips where it cannot be."""
    compiler = shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("the recorder needs Linux and a C compiler")
    made = Path(tempfile.mkdtemp(prefix="consult-recorder-")) / "recorder.so"
    atexit.register(shutil.rmtree, made.parent, ignore_errors=True)
    bare = ("-shared", "-fPIC", "-O1", "-ffreestanding", "-fno-stack-protector", "-nostdlib")
    subprocess.run([compiler, *bare, "-o", str(made), str(SOURCE)], check=True)
    return made


def run(module: str, *arguments: str, folder: Path, log: Path) -> list[Step]:
    """Run a module of these tests on `folder` with the recorder under it; what it recorded."""
    environment = os.environ | {
        "LD_PRELOAD": str(library()),
        "RECORDER_FOLDER": str(folder),
        "RECORDER_LOG": str(log),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", f"tests.faults.{module}", str(folder), *arguments]
    subprocess.run(
        command, check=True, env=environment, stdout=subprocess.DEVNULL, timeout=LONGEST_RUN
    )
    return list(_steps(log.read_bytes()))


def _steps(log: bytes) -> Iterator[Step]:
    at = 0
    while at < len(log):
        kind, named = chr(log[at]), struct.unpack_from("<H", log, at + 1)[0]
        at += 3
        path = log[at : at + named].decode()
        at += named
        where, length = struct.unpack_from("<QQ", log, at)
        at += 16
        held = length if kind in "WA" else 0
        yield Step(kind, path, where, log[at : at + held])
        at += held


def acknowledged(steps: Sequence[Step]) -> list[Acknowledged]:
    """What the writer had said was saved."""
    lines = b"".join(step.data for step in steps if step.kind == "A").splitlines()
    return [parsed(line) for line in lines]


def cut(steps: Sequence[Step], base: Disk, folder: Path, dice: random.Random) -> Disk:
    """The files of `folder`, as a power cut behind the last of `steps` could have left them."""
    disk = Disk({name: bytearray(content) for name, content in base.files.items()})
    synced = {step.path: number for number, step in enumerate(steps) if step.kind == "S"}
    named = synced.get(str(folder), -1)
    made: dict[str, int] = {}
    mood = dice.choice(("nothing", "some", "everything"))
    for number, step in enumerate(steps):
        name = step.path.rpartition("/")[2]
        if step.kind in "SA" or name.endswith(INDEX):
            continue
        if name not in disk.files and name not in base.files:
            made.setdefault(name, number)
        if number < synced.get(step.path, -1) or mood == "everything":
            disk.apply(step, name)
        elif mood == "some":
            for piece in _torn(step, dice):
                disk.apply(piece, name)
    for name, number in made.items():
        if number > named and mood != "everything" and dice.random() < 0.5:
            disk.files.pop(name, None)
    return disk


def _torn(step: Step, dice: random.Random) -> Iterator[Step]:
    """Whichever sectors of a write reached the disk; a cut or a removal reached it or did not."""
    if step.kind != "W":
        if dice.random() < 0.5:
            yield step
        return
    fate = dice.random()
    for start in range(0, len(step.data), SECTOR):
        # a third of the writes whole, a third not at all, a third torn
        if fate < 1 / 3 or (fate < 2 / 3 and dice.random() < 0.5):
            piece = step.data[start : start + SECTOR]
            yield Step("W", step.path, step.where + start, piece)

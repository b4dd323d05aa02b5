"""Wrong passwords make waiting longer: counted for each slot, in a file, so that no restart helps.

The wait doubles up to a quarter of an hour and never becomes for ever. A try is counted before it
is made and forgiven when it was right, so that ending the program in between wins nothing. A clock
that was set back makes the wait begin again; one that was set ahead is believed, as who may do that
may also remove the file: against them it is Argon2 that holds.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from consult_app.errors import Refused
from consult_app.storage import files

NAME = "tries.json"
FREE = 3
"""Wrong tries without a wait: anyone mistypes."""
FIRST, LONGEST = 2.0, 900.0
"""Seconds."""
ANYONE = "*"
"""The slot that stands for all of them where the file was damaged."""
_DAMAGED = 8
"""The tries that then count: about a minute's wait, once."""

Clock: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row, and when the last was made, in seconds since the epoch."""

    count: int
    at: float

    def wait(self) -> float:
        """Seconds between the last try and the next."""
        if self.count < FREE:
            return 0.0
        return min(FIRST * 2.0 ** min(self.count - FREE, 30), LONGEST)


def begin(folder: Path, slot_id: str, clock: Clock = time.time) -> None:
    """Count a try; the caller holds the vault. Raises `Refused("vault.wait")`, not counted."""
    tries, now = _read(folder, clock), clock()
    last = _of(slot_id, tries)
    if now < last.at:  # set back: the wait begins again, and is over after its time all the same
        last = Tries(last.count, now)
        _write(folder, tries | {slot_id: last})
    left = last.at + last.wait() - now
    if left > 0:
        raise Refused("vault.wait", seconds=math.ceil(left))
    _write(folder, tries | {slot_id: Tries(last.count + 1, now)})


def forgive(folder: Path, slot_id: str) -> None:
    """The password was right, or was set anew: nothing is held against it any more."""
    tries = _read(folder, time.time)
    if {slot_id, ANYONE} & tries.keys():
        _write(folder, {k: v for k, v in tries.items() if k not in {slot_id, ANYONE}})


def wait_after(folder: Path, slot_id: str) -> int:
    """Seconds between the last try and the next."""
    return math.ceil(_of(slot_id, _read(folder, time.time)).wait())


def _of(slot_id: str, tries: dict[str, Tries]) -> Tries:
    return tries.get(slot_id) or tries.get(ANYONE) or Tries(0, -math.inf)


def _read(folder: Path, clock: Clock) -> dict[str, Tries]:
    try:
        return _parsed((folder / NAME).read_bytes())
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        tries = {ANYONE: Tries(_DAMAGED, clock())}
        _write(folder, tries)
        return tries


def _parsed(content: bytes) -> dict[str, Tries]:
    plain = json.loads(content)
    tries = {str(slot): Tries(int(count), float(at)) for slot, (count, at) in plain.items()}
    if any(one.count < 0 or not math.isfinite(one.at) for one in tries.values()):
        raise ValueError
    return tries


def _write(folder: Path, tries: dict[str, Tries]) -> None:
    plain = {slot: [one.count, one.at] for slot, one in tries.items()}
    files.put(folder / NAME, json.dumps(plain).encode())

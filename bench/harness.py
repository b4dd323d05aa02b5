"""Runs two things turn by turn, so that a busy machine slows both, and compares their medians."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of ours and of the peer, their ratio, and the most that it may be."""

    name: str
    ours: float
    peer: float
    peer_name: str
    budget: float
    ratio: float

    def __str__(self) -> str:
        verdict = "" if self.ratio <= self.budget else "  OVER BUDGET"
        return (
            f"{self.name}: {self.ratio:.2f} x {self.peer_name} (at most {self.budget:.2f})"
            f"  {self.ours:.2f} ms to {self.peer:.2f} ms{verdict}"
        )


def compared(
    name: str,
    ours: Callable[[], object],
    peer_name: str,
    peer: Callable[[], object],
    *,
    budget: float,
    rounds: int = 21,
) -> Figure:
    """Median times of `ours` and `peer`, run in pairs after one warm-up of each.

    The ratio is the median of the pairs' ratios: what slows the machine slows both of a pair.
    """
    ours()
    peer()
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        pair = [(ours, mine), (peer, theirs)]
        for work, times in pair if number % 2 else reversed(pair):
            times.append(_milliseconds(work))
    ratio = median(one / other for one, other in zip(mine, theirs, strict=True))
    return Figure(name, median(mine), median(theirs), peer_name, budget, ratio)


def limited(name: str, ours: float, limit_name: str, limit: float) -> Figure:
    """A time in milliseconds against what it may take at most."""
    return Figure(name, ours, limit, limit_name, 1.0, ours / limit)


def fresh(script: str, *, folder: str) -> Callable[[], object]:
    """A run of `script` in an interpreter of its own, whose records lie in `folder`.

    Compiled modules may be kept, as on anyone's machine: the warm-up compiles, the rounds do not.
    """
    surroundings = {**os.environ, "CONSULT_DATA": folder}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> object:
        return subprocess.run([sys.executable, "-c", script], check=True, env=surroundings)

    return run


def _milliseconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000

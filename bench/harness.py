"""Runs two things turn by turn, so that a busy machine slows both, and compares their medians."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours and the peer's (in milliseconds, mostly), their ratio, and the most that it may be."""

    name: str
    ours: float
    peer: float
    peer_name: str
    budget: float
    ratio: float
    unit: str = "ms"

    @property
    def held(self) -> bool:
        """Whether the budget is held."""
        return self.ratio <= self.budget

    def __str__(self) -> str:
        """What, in what time, beside what; then the ratio and the most that it may be."""
        verdict = "held" if self.held else "OVER BUDGET"
        beside = f"{self.peer_name} {self.peer:.2f} {self.unit}"
        return (
            f"{self.name:<46} {self.ours:>9.2f} {self.unit}  beside {beside:<44}"
            f" ratio {self.ratio:.2f}  budget {self.budget:.2f}  {verdict}"
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


def limited(name: str, ours: float, limit_name: str, limit: float, *, unit: str = "ms") -> Figure:
    """What something takes against what it may take at most."""
    return Figure(name, ours, limit, limit_name, 1.0, ours / limit, unit)


def undisturbed() -> float:
    """A clock in milliseconds for this thread that stands while others have its processor.

    Waiting for a disk, a lock or another thread counts. Where the system does not tell how long a
    thread was kept off its processor, it is the plain clock.
    """
    now = time.perf_counter() * 1000
    try:
        kept_off = Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]
    except OSError:
        return now
    return now - int(kept_off) / 1_000_000


def fresh(script: str, *, folder: str) -> Callable[[], object]:
    """A run of `script` in an interpreter of its own, whose records lie in `folder`."""
    around = surroundings() | {"CONSULT_DATA": folder}

    def run() -> object:
        return subprocess.run([sys.executable, "-c", script], check=True, env=around)

    return run


def surroundings() -> dict[str, str]:
    """The environment for another process.

    Compiled modules may be kept, as on anyone's machine: the first run compiles, the next do not.
    """
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _milliseconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000

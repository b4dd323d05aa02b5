"""`python -m bench [NAME …]`: every figure beside its peer or its limit, in one run."""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")  # no window can be raised here
IDLE = 1.15
"""Wall clock to processor time of a loop that only counts; above it others work here too."""


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, or all; 1 where a figure is over its budget."""
    here = Path(__file__).parent
    names = wanted or sorted(p.stem.removeprefix("bench_") for p in here.glob("bench_*.py"))
    over = 0
    if _slowed() > IDLE:
        print("Others work on this machine now: trust ratios to a peer more than times.")
    for name in names:
        for figure in import_module(f"bench.bench_{name}").figures():
            print(figure, flush=True)
            over += not figure.held
    return 1 if over else 0


def _slowed() -> float:
    clock, processor = time.perf_counter(), time.process_time()
    sum(range(20_000_000))
    return (time.perf_counter() - clock) / (time.process_time() - processor)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""`python -m bench [NAME …]`: every figure beside its peer or its limit, in one run."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, or all; 1 where a figure is over its budget."""
    here = Path(__file__).parent
    names = wanted or sorted(p.stem.removeprefix("bench_") for p in here.glob("bench_*.py"))
    over = 0
    for name in names:
        for figure in import_module(f"bench.bench_{name}").figures():
            print(figure, flush=True)
            over += figure.ratio > figure.budget
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Runs every `bench_*.py` beside this file; each offers `figures()`. Names after -m choose some."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from bench.harness import Figure


def main(chosen: list[str]) -> int:
    """Print each figure; 1 where one is over its budget."""
    over = False
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if chosen and path.stem.removeprefix("bench_") not in chosen:
            continue
        measured: list[Figure] = importlib.import_module(f"bench.{path.stem}").figures()
        for figure in measured:
            print(figure, flush=True)
            over = over or figure.ratio > figure.budget
    return int(over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

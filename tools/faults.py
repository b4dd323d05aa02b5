"""The long form of tests/faults/: runs them and sums up their figures; fails if anything was lost.

The environment sets how often each is tried, such as CONSULT_KILLS=50.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.faults.figures import (  # noqa: E402 - as the tests write
    VARIABLE,
    Figures,
    read,
    summed,
    without_twin,
)

LONGEST = 3_600
"""Seconds that one program may take with its long count; the short ones have less."""
LONG = {
    "CONSULT_KILLS": 1_000,
    "CONSULT_CUTS": 1_000,
    "CONSULT_CUT_ANSWERS": 400,
    "CONSULT_FLIPS": 1_000,
    "CONSULT_FULL_DISKS": 300,
    "CONSULT_TAMPERINGS": 2_100,
    "CONSULT_CLOCK_TURNS": 300,
    "CONSULT_RESTORE_KILLS": 300,
    "CONSULT_RENEWAL_KILLS": 300,
    "CONSULT_FIRST_START_KILLS": 100,
    "CONSULT_LOCKS": 300,
}


def main() -> int:
    """Run, sum up, print; 0 only where every test passed, nothing was lost, and every broken twin
    was caught."""
    begun = time.monotonic()
    counts = {name: os.environ.get(name, str(number)) for name, number in LONG.items()}
    with tempfile.TemporaryDirectory(prefix="consult-faults-") as folder:
        file = Path(folder) / "figures"
        # CI: a program that was skipped has shown nothing
        environment = os.environ | counts | {VARIABLE: str(file), "CI": "1"}
        patience = f"faulthandler_timeout={LONGEST}"
        command = [sys.executable, "-m", "pytest", "-n", "2", "-q", "-o", patience, "tests/faults"]
        failed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        lines = summed(read(file))
    print(table(lines))
    print(f"{time.monotonic() - begun:.0f} s")
    alone = without_twin(lines)
    for name in alone:
        print(f"No broken twin was caught: {name}", file=sys.stderr)
    if failed or alone or not lines or not all(line.good() for line in lines):
        print("Not all is well: see above.", file=sys.stderr)
        return 1
    return 0


def table(lines: Iterable[Figures]) -> str:
    """A line for each program and each twin, and what the programs come to."""
    rows: list[tuple[str, ...]] = [("", "tried", "caught", "harmless", "lost")]
    total = [0, 0, 0, 0]
    for line in lines:
        figures = (line.tried, line.caught, line.harmless, line.lost)
        if not line.twin:
            total = [before + here for before, here in zip(total, figures, strict=True)]
        name = f"  broken twin of: {line.fault}" if line.twin else line.fault
        rows.append((name, *map(str, figures)))
    rows.append(("all, without the twins", *map(str, total)))
    width = max(len(row[0]) for row in rows)
    return "\n".join(row[0].ljust(width) + "".join(f"{c:>10}" for c in row[1:]) for row in rows)


if __name__ == "__main__":
    sys.exit(main())

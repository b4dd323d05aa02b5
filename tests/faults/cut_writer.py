"""The process whose power is cut: records answers, says of each that it is saved, stops.

Arguments: the folder, how many answers, and `FULL`, or what a broken twin sets `synchronous` to.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from consult_app.storage import engine
from consult_app.storage.store import Store
from tests.faults.writer import record

CHECKPOINT = 60
"""Pages in the log before they go to the file: more often than in life, so that cuts meet it."""


def main(folder: Path, answers: int, synchronous: str) -> None:
    """Acknowledge on standard output, a line an answer, after each commit."""
    engine.PRAGMAS = (
        *(p.replace("=FULL", f"={synchronous}") for p in engine.PRAGMAS),
        f"wal_autocheckpoint={CHECKPOINT}",
    )
    store = Store.open(folder, create=False)
    newest: dict[str, int] = {}
    for number in range(1, answers + 1):
        with store.write() as tx:
            row, anchor = record(tx, number, newest)
        os.write(1, f"{row} {number} {anchor}\n".encode())
    os._exit(0)  # as a cut would: nothing is closed


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])

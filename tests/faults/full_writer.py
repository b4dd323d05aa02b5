"""The process whose disk fills up, again and again: refused in time, and going on with new space.

Arguments: the folder, how many times, a seed, and `careful` or, for the broken twin, `careless`,
which says that an answer is saved whatever became of it. Runs with the recorder under it.
"""

from __future__ import annotations

import ctypes
import os
import random
import sys
from pathlib import Path

from consult_app.errors import Refused
from consult_app.storage import answers
from consult_app.storage.store import Store
from tests.faults.writer import CONSULTATION, record

MOST = 300_000
"""Bytes that are left, at most, when the disk begins to fill."""
REFUSED = b"!"


class Writer:
    """Records and acknowledges; `careless` is the broken twin."""

    def __init__(self, folder: Path, *, careless: bool) -> None:
        self._folder, self._careless = folder, careless
        self._newest: dict[str, int] = {}
        self._number = 0

    def fill_up(self, space: int, *, early: bool) -> None:
        """Go on until the disk refuses, and again when there is space.

        `early`: the disk begins to fill before the records are opened, which may be refused too.
        """
        if early:
            set_space(space)
            self._open()
            set_space(-1)
        with Store.open(self._folder, create=False) as store:
            stored(store)  # as the window does, which has shown the day's list
            set_space(space)
            while not (code := self._record(store)):
                pass
            os.write(1, b"%s %s %d\n" % (REFUSED, code.encode(), stored(store)))
            set_space(-1)
            assert self._record(store) == ""

    def _open(self) -> None:
        """Open the records and write until the disk refuses the one or the other."""
        try:
            with Store.open(self._folder, create=False) as store:
                while not self._record(store):
                    pass
        except Refused as refused:
            # without room for the log's index the driver speaks of an error, not of space
            if refused.code not in {"store.disk-full", "store.disk-error"}:
                raise

    def _record(self, store: Store) -> str:
        """Record an answer and say so; the code of the refusal, if it came to that."""
        newest = dict(self._newest)
        line = b""
        try:
            with store.write() as tx:
                row, anchor = record(tx, self._number + 1, newest)
                line = f"{row} {self._number + 1} {anchor}\n".encode()
        except Refused as refused:
            if self._careless and line:
                os.write(1, line)
            return refused.code
        self._number, self._newest = self._number + 1, newest
        os.write(1, line)
        return ""


def set_space(left: int) -> None:
    """Leave so many bytes on the disk; -1: as many as there are."""
    ctypes.CDLL(None).recorder_space(ctypes.c_long(left))


def stored(store: Store) -> int:
    """How many answers the records hold."""
    with store.read() as tx:
        return len(answers.history(tx, CONSULTATION))


if __name__ == "__main__":
    dice = random.Random(sys.argv[3])
    writer = Writer(Path(sys.argv[1]), careless=sys.argv[4] == "careless")
    for _ in range(int(sys.argv[2])):
        writer.fill_up(dice.randrange(MOST), early=dice.random() < 0.5)

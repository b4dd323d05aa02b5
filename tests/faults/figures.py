"""The line of figures that each program of faults leaves; `make faults` sums them up.

A program tries a fault many times, then lets its broken twin go through the same: a twin in which
nothing is found means that the program would not notice anything either.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

PATIENCE = 60
"""Seconds until a process that says nothing has failed; a slow machine takes one or two."""
VARIABLE = "CONSULT_FIGURES"
"""Names the file that the lines are added to; without it they are printed alone."""


def received(inbox: Connection) -> bytes:
    """What a process that is to be killed says; never waits for one that cannot say anything."""
    assert inbox.poll(PATIENCE), "the process does not begin"
    return inbox.recv_bytes()


def count(name: str, short: int) -> int:
    """How often a program tries: `short` in `make test`, more where the environment says so."""
    return int(os.environ.get(f"CONSULT_{name}", short))


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of `tried` faults.

    `caught`: survived whole, refused or named; `harmless`: nothing anyone reads was touched;
    `lost`: an acknowledged change missing, or damage accepted. In a `twin`, what is lost is what
    the program has noticed, and that must not be nothing.
    """

    fault: str
    tried: int
    caught: int
    lost: int
    harmless: int = 0
    twin: bool = False

    def good(self) -> bool:
        """Whether this line is as it should be."""
        if self.twin:
            return self.lost > 0
        return self.lost == 0 and self.tried == self.caught + self.harmless > 0

    def tell(self) -> None:
        """Add the line, then fail the test where it is not as it should be."""
        print(self)
        if place := os.environ.get(VARIABLE):
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(self)) + "\n")
        assert self.good(), self


def without_twin(lines: Iterable[Figures]) -> list[str]:
    """Programs of which no twin was caught: a twin stands for all whose names begin as its own."""
    lines = list(lines)
    twins = tuple(line.fault for line in lines if line.twin)
    return sorted({x.fault for x in lines if not x.twin and not x.fault.startswith(twins)})


def read(file: Path) -> list[Figures]:
    """The lines of a run; none where there is no file."""
    if not file.exists():
        return []
    return [Figures(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def summed(lines: Iterable[Figures]) -> list[Figures]:
    """One line a fault, the program before its twin."""
    sums: dict[tuple[str, bool], Figures] = {}
    for line in lines:
        key = (line.fault, line.twin)
        old = sums.get(key, Figures(line.fault, 0, 0, 0, twin=line.twin))
        sums[key] = replace(
            old,
            tried=old.tried + line.tried,
            caught=old.caught + line.caught,
            lost=old.lost + line.lost,
            harmless=old.harmless + line.harmless,
        )
    return [sums[key] for key in sorted(sums)]

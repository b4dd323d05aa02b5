"""Sever one signal in each page and one step in each service; show the journey that goes red.

`python -m tools.twins [WORD]` runs all, or those whose name holds WORD; exit 1 if one stays green.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tools.twin_table import TWINS, Twin

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
PATIENCE_S = 4.0
"""A control that does not come in this time will not come."""
RED, CANNOT = 1, 7
"""Exit codes of one twin: its journey failed as it should; the twin could not be made."""


class _Without:
    """A module as one service sees it, with one of its functions cut."""

    def __init__(self, whole: ModuleType, name: str, instead: object) -> None:
        self._whole, self._name, self._instead = whole, name, instead

    def __getattr__(self, name: str) -> object:
        if name == self._name:
            return lambda *_args, **_named: self._instead
        return getattr(self._whole, name)


def sever(twin: Twin) -> None:
    """Cut it in this process. Raises AttributeError where there is nothing of that name."""
    module_name, _colon, names = twin.what.partition(":")
    owner, (*steps, last) = import_module(module_name), names.split(".")
    for step in steps:
        inner = getattr(owner, step)
        if isinstance(inner, ModuleType):
            getattr(inner, last)
            setattr(owner, step, _Without(inner, last, twin.instead))
            return
        owner = inner
    cut = getattr(owner, last)

    def nothing(*_args: object, **_named: object) -> object:
        return twin.instead

    setattr(owner, last, property(nothing) if isinstance(cut, property) else nothing)


def be(name: str) -> int:
    """Run one twin's journey against the broken program, in this process."""
    import pytest

    from consult_app.ui import hands

    hands.PATIENCE_S = PATIENCE_S
    twin = next(t for t in TWINS if t.what == name)
    try:
        sever(twin)
    except (ImportError, AttributeError) as missing:
        print(missing)
        return CANNOT
    journey = str(ROOT / "tests" / "journeys" / twin.journey)
    quiet = ["-q", "-x", "--tb=no", "--durations=0", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return int(pytest.main([*quiet, journey]))


def run(twin: Twin) -> tuple[Twin, int]:
    """One twin in a process of its own; its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.twins", "--be", twin.what],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return twin, done.returncode


def are_green(twins: list[Twin]) -> bool:
    """Whether the journeys pass while nothing is broken."""
    journeys = sorted({f"tests/journeys/{twin.journey}" for twin in twins})
    test = [sys.executable, "-m", "pytest", "-q", "-n", str(AT_ONCE), *journeys]
    return subprocess.run(test, cwd=ROOT, capture_output=True, check=False).returncode == 0


def main(words: list[str]) -> int:
    """Every twin, or those of a word; 1 if one was not noticed."""
    twins = [t for t in TWINS if all(word in t.what for word in words)]
    if not are_green(twins):
        print("The journeys are red without a twin: mend them first.")
        return 1
    unnoticed = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for twin, code in pool.map(run, twins):
            told = {RED: "red", 0: "GREEN", CANNOT: "NOT MADE"}.get(code, f"exit {code}")
            print(f"{told:8} {twin.what.removeprefix('consult_app.')}  {twin.journey}", flush=True)
            if code != RED:
                unnoticed.append(twin)
    print(f"{len(twins) - len(unnoticed)} of {len(twins)} twins were noticed")
    return 1 if unnoticed or not twins else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(be(arguments[1]) if arguments[:1] == ["--be"] else main(arguments))

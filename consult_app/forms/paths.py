"""Paths as text: joining, splitting and renumbering the names of places in a response.

A foreign linkId may itself hold "/" or "[": only code that walks the questionnaire can take such
a path apart. These helpers are for linkIds without them, which `lint` asks of our own forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consult_app.forms.model import Path

_LAST_INDEX = re.compile(r"\[(\d+)\]$")


def join(parent: Path, link_id: str, occurrence: int | None = None) -> Path:
    """The path of `link_id` under `parent` ("" for the root), with its occurrence if it repeats."""
    path = f"{parent}/{link_id}" if parent else link_id
    return path if occurrence is None else f"{path}[{occurrence}]"


def split(path: Path) -> tuple[tuple[str, int | None], ...]:
    """The steps of a path: (linkId, occurrence or None) from the root down."""
    return tuple((base(step), occurrence(step)) for step in path.split("/"))


def parent(path: Path) -> Path:
    """The path one step up; "" for a path at the root."""
    return path.rpartition("/")[0]


def link_id(path: Path) -> str:
    """The linkId that the path ends in, without its occurrence."""
    return base(path.rpartition("/")[2])


def occurrence(path: Path) -> int | None:
    """The number in the last "[n]", or None where the path does not end in one."""
    found = _LAST_INDEX.search(path)
    return int(found[1]) if found else None


def base(path: Path) -> Path:
    """The path without its last "[n]": what an item that repeats is called as a whole."""
    return _LAST_INDEX.sub("", path)


def within(path: Path, container: Path) -> bool:
    """Whether `path` is `container` or lies below it."""
    return path == container or path.startswith((container + "/", container + "["))


def next_occurrence(path: Path, taken: Iterable[Path]) -> Path:
    """A fresh occurrence of the item `path` (with or without "[n]"): one above every number taken.

    Numbers are never used twice, so that a removed occurrence's parked rows stay its own.
    """
    stem = base(path)
    numbers = [
        int(rest[:end])
        for one in taken
        if one.startswith(stem + "[")
        for rest in [one[len(stem) + 1 :]]
        if (end := rest.find("]")) > 0 and rest[:end].isdigit()
    ]
    return f"{stem}[{max(numbers, default=-1) + 1}]"

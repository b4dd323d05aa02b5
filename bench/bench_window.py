"""A walk through the made-up clinic: the longest halt of the window, and its memory at the end."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.harness import Figure, limited, surroundings
from consult_app.services import demo

HALT_MS = 50.0
MEMORY_MB = 170.0
WALKS = 3
"""What halts the window itself does so in each walk; what else the machine does, not in all."""


def figures() -> list[Figure]:
    """Each walk is in a process of its own, on a copy of the same clinic."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place) / "clinic"
        demo.build(folder)
        walks = [_walk(folder) for _ in range(WALKS)]
    halt, where = min(tuple(walk["halt"]) for walk in walks)
    memory = min(walk["memory"] for walk in walks)
    made = [limited(f"longest halt of the window ({where})", halt, "what is felt", HALT_MS)]
    if memory:  # not every system tells
        made.append(limited("memory of the window", memory, "the room", MEMORY_MB, unit="MB"))
    return made


def _walk(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.journey", str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env=surroundings(),
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found

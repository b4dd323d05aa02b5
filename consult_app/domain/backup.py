"""What a backup says of itself: when it was made, of what, and what it must hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.audit import Anchor


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside a backup; `sha256` of its bytes, as hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a backup that is not in the records themselves; holds no name of a person.

    `program`: the version that made it; `revision`: of its tables; `counts`: rows by table;
    `anchor`: the newest audit entry in it, None where there is none.
    """

    made_at: datetime
    program: str
    revision: str
    counts: Mapping[str, int]
    anchor: Anchor | None
    parts: tuple[Part, ...]

    def has(self, name: str) -> bool:
        """Whether a part of this name is in the backup."""
        return any(part.name == name for part in self.parts)

    def text(self) -> str:
        """As it is stored: canonical JSON."""
        content = {
            "anchor": [self.anchor.seq, self.anchor.hash] if self.anchor else None,
            "counts": dict(self.counts),
            "made": self.made_at.isoformat(),
            "parts": [[part.name, part.size, part.sha256] for part in self.parts],
            "program": self.program,
            "revision": self.revision,
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Manifest:
    """The manifest in `text`. Raises ValueError, KeyError or TypeError for anything else."""
    content = json.loads(text)
    anchor = content["anchor"]
    return Manifest(
        datetime.fromisoformat(content["made"]),
        str(content["program"]),
        str(content["revision"]),
        {str(name): int(rows) for name, rows in content["counts"].items()},
        Anchor(int(anchor[0]), str(anchor[1])) if anchor else None,
        tuple(Part(str(name), int(size), str(sha)) for name, size, sha in content["parts"]),
    )

"""Hashes of every run of eight words in the source document: copied runs can be found without it.

`python tools/source_runs.py` writes them anew from ../shared, where that folder is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "source" / "exosome-therapy.txt"
HASHES = ROOT / "tests" / "data" / "source_runs.txt"
RUN = 8
"""Words in a row that may not be the source's."""
HASH_LENGTH = 12


def words(text: str) -> list[str]:
    """Words in lower case; marks, quotes and line ends do not count."""
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Each run of eight words with its hash."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:HASH_LENGTH]


def known() -> frozenset[str]:
    """The committed hashes."""
    return frozenset(HASHES.read_text(encoding="ascii").split())


def main() -> None:
    """Write the hashes, in an order that says nothing of the text."""
    hashes = sorted({digest for _, digest in runs(SOURCE.read_text(encoding="utf-8"))})
    HASHES.write_text("\n".join(hashes) + "\n", encoding="ascii")
    print(f"{len(hashes)} runs of {RUN} words")


if __name__ == "__main__":
    main()

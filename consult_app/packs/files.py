"""A pack at run time is a mapping from path to text; here it is read from a folder and hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from consult_app.errors import Refused

PackFiles: TypeAlias = Mapping[str, str]
"""Path inside the pack, with "/" -> text."""

SUFFIXES = (".yaml", ".md")
LARGEST = 1_000_000
"""Bytes that one file of a pack may have."""


def read_folder(folder: Path) -> dict[str, str]:
    """Every YAML and Markdown file below `folder`, by its path inside it.

    Raises `Refused`: pack.no-folder, pack.unreadable, pack.too-large.
    """
    if not (folder / "pack.yaml").is_file():
        raise Refused("pack.no-folder", folder=folder)
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            name = path.relative_to(folder).as_posix()
            found[name] = _read(path, name)
    return found


def _read(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("pack.too-large", file=name, limit=LARGEST)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("pack.unreadable", file=name) from error


def pack_hash(files: PackFiles) -> str:
    """SHA-256 over every path and text, in the order of the paths; line ends do not count."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name].replace("\r\n", "\n")):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()

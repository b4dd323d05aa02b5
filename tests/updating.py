"""A program whose pack can be changed, as an update changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consult_app import paths
from consult_app.services import shelf


@contextmanager
def updatable(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the pack, in a copy of what comes with the program."""
    copy = place / "resources"
    copy.mkdir()
    for part in paths.resources().iterdir():
        if part.name == "packs":
            shutil.copytree(part, copy / part.name)
        else:
            (copy / part.name).symlink_to(part)
    monkeypatch.setattr(paths, "resources", lambda: copy)
    (folder,) = (copy / "packs").iterdir()
    shelf.shipped_files.cache_clear()
    yield folder
    shelf.shipped_files.cache_clear()


def update(folder: Path, file: str, old: str, new: str) -> str:
    """Ship other words; the hash of the pack then."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    shelf.shipped_files.cache_clear()
    return shelf.shipped().hash

"""The shipped pack and broken copies of it."""

from __future__ import annotations

from functools import cache

from consult_app import paths
from consult_app.errors import Refused
from consult_app.packs.files import read_folder
from consult_app.packs.pack import Pack, load_pack


@cache
def files() -> dict[str, str]:
    """The shipped pack's files; copy before changing."""
    return read_folder(paths.resources() / "packs" / "exosome")


def shipped() -> Pack:
    return load_pack(files())


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The shipped files with one place changed."""
    assert old in files()[file], old
    return {**files(), file: files()[file].replace(old, new, 1)}


def refusal(found: dict[str, str]) -> Refused:
    """Why these files are refused."""
    try:
        load_pack(found)
    except Refused as error:
        return error
    raise AssertionError("nothing was refused")

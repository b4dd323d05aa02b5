"""The shipped pack in its first language, broken copies of that, and the whole of it."""

from __future__ import annotations

import re
from functools import cache

from consult_app import paths
from consult_app.errors import Refused
from consult_app.packs.files import read_folder
from consult_app.packs.pack import Pack, load_pack


@cache
def whole() -> dict[str, str]:
    """The shipped pack's files in every language; copy before changing."""
    return read_folder(paths.resources() / "packs" / "exosome")


@cache
def files() -> dict[str, str]:
    """The same in its first language alone: what is changed there leaves no translation behind."""
    found = {
        name: text
        for name, text in whole().items()
        if "/" not in name or name.startswith("templates/en/")
    }
    found["pack.yaml"] = re.sub(r"(?m)^languages: .*$", "languages: [en]", found["pack.yaml"])
    return found


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

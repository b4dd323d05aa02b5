"""A clinic's words of one language as files that a person reads and edits, and back.

`version.yaml` says what they are; each other file holds the pieces of one part, in order:
`- {place: …, shipped: …, clinic: …}`. Only `clinic` is to be changed. Nothing else is read, and
nothing of a file decides which file is read next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from consult_app.domain.wording import NUMBERS, Change
from consult_app.errors import Refused
from consult_app.packs.yaml_source import Source, read_yaml

FORMAT = "1"
HEAD = "version.yaml"
MOST_FILES = 60
"""Parts that a language may have here; the shipped pack has some fifteen."""
_FILE = re.compile(r"[a-z][a-z-]{0,40}\.yaml")
_WIDE = 10_000
"""Characters of a line: none is broken, so that an editor shows words as they are."""
_ALL = "numbers"
_CONTROL = {"Cc", "Cs", "Co", "Cn"}
_ABOUT = """\
# The words of this clinic. Change what stands behind "clinic"; leave "place" and "shipped" as they
# are, and do not change which files there are. Read the folder in again under Clinic, Wording.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One piece: where it stands, the shipped words, and the clinic's, alike where none are."""

    group: str
    place: str
    shipped: str
    clinic: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a folder says of itself: the pack its words are of, their language, its files."""

    pack: str
    language: str
    files: tuple[str, ...]


def written(pack: str, language: str, about: str, said: tuple[Said, ...]) -> dict[str, str]:
    """Name -> text of each file. `about`: which version it is, in words."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in said:
        entry = {"place": one.place, "shipped": one.shipped, "clinic": one.clinic}
        groups.setdefault(f"{one.group}.yaml", []).append(entry)
    head = {
        "format": FORMAT,
        "pack": pack,
        "language": language or _ALL,
        "about": about,
        "files": sorted(groups),
    }
    files = {HEAD: _ABOUT + _yaml(head)}
    return files | {name: _yaml(entries) for name, entries in groups.items()}


def head(text: str) -> Head:
    """What `version.yaml` says. Raises `Refused`: wording.folder-format, wording.folder-path,
    wording.folder-too-many, and what YAML with a fault raises."""
    source = read_yaml(HEAD, text)
    format_ = next((value.text() for key, value in source.pairs() if key == "format"), "")
    if format_ != FORMAT:
        raise Refused("wording.folder-format", found=format_[:20] or "?", known=FORMAT)
    needed = ("format", "pack", "language", "files")
    fields = source.fields((*needed, "about"), needed)
    names = tuple(part.text() for part in fields["files"].parts())
    if len(names) > MOST_FILES:
        raise Refused("wording.folder-too-many", limit=MOST_FILES)
    for name in names:
        if not _FILE.fullmatch(name) or name == HEAD:
            raise Refused("wording.folder-path", file=name[:60])
    language = fields["language"].text()
    return Head(fields["pack"].text(), NUMBERS if language == _ALL else language, names)


def changes(name: str, text: str, longest: int) -> Iterator[Change]:
    """What the clinic says in place of the shipped words, in one file.

    Raises `Refused`: wording.folder-words, and what YAML with a fault raises.
    """
    for part in read_yaml(name, text).parts():
        keys = ("place", "shipped", "clinic")
        fields = part.fields(keys, keys)
        shipped, clinic = _words(fields["shipped"]), _words(fields["clinic"])
        if not clinic or len(clinic) > longest:
            raise Refused("wording.folder-words", file=name, line=part.line, limit=longest)
        if clinic != shipped:
            yield Change(fields["place"].text(), shipped, clinic)


def plain(words: str) -> str:
    """Words on one line, without control characters; signs of direction and joining stay."""
    kept = (c for c in words if unicodedata.category(c) not in _CONTROL or c.isspace())
    return " ".join("".join(kept).split())


def _words(source: Source) -> str:
    return plain(source.text())


def _yaml(value: Mapping[str, object] | list[dict[str, str]]) -> str:
    return str(
        yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_WIDE, default_style=None)
    )

"""Two packs side by side, piece by piece: what one says and the other does not, or otherwise.

A line that a sheet has more or less moves the lines behind it, so sheets are matched line by line;
every other piece is matched by its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from consult_app.domain.wording import NUMBERS, OF_ALL, STATUS
from consult_app.packs.files import PackFiles
from consult_app.packs.pieces import TEMPLATES, Piece, pieces
from consult_app.packs.wording import FOLDER


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece in two packs; empty where a pack does not have it. `name`: what it is called."""

    place: str
    before: str
    after: str
    name: str = ""


def differences(old: PackFiles, new: PackFiles, language: str) -> tuple[Difference, ...]:
    """Everything of a language, or of what holds in all of them, that is not the same.

    Raises as `load_pack`.
    """
    kinds = (language,) if language in OF_ALL else (language, NUMBERS, STATUS)
    found = []
    for kind in kinds:
        before, after = (_pieces(files, kind, language) for files in (old, new))
        found += [*_sheets(before, after), *_others(before, after)]
    return tuple(found)


def _pieces(files: PackFiles, kind: str, language: str) -> list[Piece]:
    """Of the notes on the law only what is said in the language, and their days."""
    there = pieces(files, kind)
    if kind != STATUS or language in OF_ALL:
        return list(there)
    ours = f"{FOLDER}/{language}/"
    return [p for p in there if p.place.startswith(ours) or not p.place.startswith(FOLDER)]


def _sheets(before: list[Piece], after: list[Piece]) -> Iterator[Difference]:
    old, new = _by_file(before), _by_file(after)
    for name in dict.fromkeys((*old, *new)):
        yield from _lines(old.get(name, []), new.get(name, []))


def _by_file(there: list[Piece]) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in there:
        if piece.place.startswith(TEMPLATES):
            found.setdefault(piece.place.partition(":")[0], []).append(piece)
    return found


def _lines(old: list[Piece], new: list[Piece]) -> Iterator[Difference]:
    was_said, now_said = ([piece.words for piece in one] for one in (old, new))
    matcher = SequenceMatcher(None, was_said, now_said, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(b - a, d - c)):
            was = old[a + at] if a + at < b else None
            now = new[c + at] if c + at < d else None
            place = (now or was or new[c]).place
            yield Difference(place, was.words if was else "", now.words if now else "")


def _others(before: list[Piece], after: list[Piece]) -> Iterator[Difference]:
    old, new = (
        {p.place: p for p in there if not p.place.startswith(TEMPLATES)}
        for there in (before, after)
    )
    for place in dict.fromkeys((*old, *new)):
        was, now = old.get(place), new.get(place)
        said = (was.words if was else "", now.words if now else "")
        if said[0] != said[1]:
            one = now or was
            is_named = not place.startswith(FOLDER) and one is not None
            yield Difference(place, *said, one.original if is_named and one else "")

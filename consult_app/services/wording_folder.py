"""The clinic's own words as a folder to be edited elsewhere, and read in again as a draft."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from consult_app.domain.people import Capability
from consult_app.domain.wording import NUMBERS, OPEN, Change, Version
from consult_app.errors import Refused
from consult_app.exchange.folder import new_folder
from consult_app.packs import text_folder
from consult_app.packs.files import LARGEST
from consult_app.packs.pieces import pieces
from consult_app.packs.text_folder import HEAD as HEAD
from consult_app.packs.text_folder import Said
from consult_app.services import own_words, shelf
from consult_app.services.acting import Acting
from consult_app.services.own_pack import current_version
from consult_app.services.own_words import LONGEST, Desk
from consult_app.services.permission import needs
from consult_app.storage import wordings


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What became of a folder: the desk with its draft and the check's verdict.

    `left_out`: places that the program does not have (any more); `changes`: what the draft says.
    """

    desk: Desk
    changes: int
    left_out: tuple[str, ...]


@needs(Capability.READ_CLINIC)
def name(acting: Acting, language: str) -> str:
    """What the folder is called: `words-en-version-2`."""
    with acting.read() as tx:
        version = current_version(tx, language)
    return f"words-{language or 'numbers'}-{_numbered(version)}"


@needs(Capability.READ_CLINIC)
def export(acting: Acting, language: str, target: Path) -> Path:
    """Write the words of a language, as they are worked on or in use, into the new folder `target`.

    Raises `Refused`, with nothing left behind: pack.no-such-language, file.exists, file.no-folder,
    file.not-writable, file.disk-full, file.disk-error.
    """
    _require(language)
    with acting.read() as tx:
        version = current_version(tx, language)
    ours = {one.place: one.after for one in version.changes} if version else {}
    said = tuple(
        Said(piece.group, piece.place, piece.words, ours.get(piece.place, piece.words))
        for piece in pieces(shelf.shipped_files(), language)
    )
    files = text_folder.written(shelf.shipped().id, language, _numbered(version), said)
    with new_folder(target) as filling:
        for file, text in files.items():
            filling.add(file, text.encode())
    return target


@needs(Capability.KEEP_TEXTS)
def read_in(acting: Acting, folder: Path) -> ReadIn:
    """A new draft with the words of a folder; the check says what it finds, as for one typed here.

    Nothing outside the folder is read, whatever its files say. Raises `Refused`, with nothing
    changed: wording.no-folder, wording.folder-incomplete, wording.folder-path,
    wording.folder-format, wording.folder-too-many, wording.folder-words, wording.other-pack,
    wording.draft-open, wording.folder-same, pack.no-such-language, pack.too-large,
    pack.unreadable, and what YAML or a text with a fault raises.
    """
    if not folder.is_dir():
        raise Refused("wording.no-folder")
    head = text_folder.head(_read(folder, HEAD))
    if head.pack != shelf.shipped().id:
        raise Refused("wording.other-pack", pack=head.pack[:60])
    _require(head.language)
    texts = {file: _read(folder, file) for file in head.files}
    kept, left_out = _sorted(texts, head.language)
    with acting.read() as tx:
        if wordings.newest(tx, head.language, OPEN) is not None:
            raise Refused("wording.draft-open")
        now = current_version(tx, head.language)
    if set(kept.values()) == set(now.changes if now else ()):
        raise Refused("wording.folder-same")

    def edit(version: Version) -> tuple[Change, ...]:
        del version
        return tuple(kept.values())

    desk = own_words.edited(acting, head.language, edit)
    return ReadIn(desk, len(kept), left_out)


def _sorted(texts: dict[str, str], language: str) -> tuple[dict[str, Change], tuple[str, ...]]:
    """What is said of places that there are, by place, and the places that there are not."""
    there = {piece.place: piece.words for piece in pieces(shelf.shipped_files(), language)}
    kept: dict[str, Change] = {}
    left_out: list[str] = []
    for file, text in texts.items():
        for one in text_folder.changes(file, text, LONGEST):
            words = there.get(one.place)
            if words is None:
                left_out.append(one.place)
            elif text_folder.plain(words) == one.before:
                kept[one.place] = replace(one, before=words)
            else:  # the program ships other words by now: it is shown as such
                kept[one.place] = one
    return kept, tuple(left_out)


def _require(language: str) -> None:
    if language not in (NUMBERS, *shelf.shipped().languages):
        raise Refused("pack.no-such-language", language=language[:20])


def _numbered(version: Version | None) -> str:
    return f"version-{version.number}" if version else "as-shipped"


def _read(folder: Path, file: str) -> str:
    """One file of the folder itself: no link, no device, no more than a text has.

    Raises `Refused`: wording.folder-incomplete, wording.folder-path, pack.too-large,
    pack.unreadable.
    """
    path = folder / file
    try:
        found = path.lstat()
    except OSError:
        raise Refused("wording.folder-incomplete", file=file) from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused("wording.folder-path", file=file)
    if found.st_size > LARGEST:
        raise Refused("pack.too-large", file=file, limit=LARGEST)
    try:
        follow = getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, os.O_RDONLY | follow | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as opened:
            return opened.read(LARGEST + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused("pack.unreadable", file=file) from None

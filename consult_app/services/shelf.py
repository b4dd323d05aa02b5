"""The treatment packs at hand: the shipped one, and every one that records name by hash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from consult_app import paths
from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.storage import packs as pack_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

if TYPE_CHECKING:
    from consult_app.packs.check import Report
    from consult_app.packs.pack import Pack

MOST_KEPT = 8
"""Packs that stay parsed: a clinic's old consultations may name one each of many years."""
_stored: dict[str, Pack] = {}

# What reads a pack is imported with the first one that is read: the day's list needs none.


@lru_cache(maxsize=1)
def shipped_files() -> dict[str, str]:
    """The pack that comes with the program: the only folder in resources/packs.

    Languages that are still being written stay out of it, and out of its hash.
    Raises the pack room's `Refused` for files that cannot be read.
    """
    from consult_app.packs.files import read_folder
    from consult_app.packs.pack import released

    place = paths.resources() / "packs"
    folders = sorted(p for p in place.iterdir() if p.is_dir()) if place.is_dir() else []
    return released(read_folder(folders[0] if folders else place))


def shipped() -> Pack:
    """The pack that comes with the program, parsed once."""
    return _pack_in(_These(shipped_files()))


@lru_cache(maxsize=1)
def _pack_in(these: _These) -> Pack:
    return loaded(these.files)


class _These:
    """Files that are the very ones read before, which needs no look at a megabyte of text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and other.files is self.files

    def __hash__(self) -> int:
        return id(self.files)


def loaded(files: Mapping[str, str]) -> Pack:
    """The pack in these files, parsed once. Raises what `load_pack` raises."""
    from consult_app.packs.pack import load_pack

    return load_pack(dict(files))


def warm_up() -> None:
    """Read the shipped pack and prepare its form: some tenths of a second, so not while one waits.

    Raises what `shipped` raises.
    """
    from consult_app.forms.evaluate import prepare

    prepare(shipped().questionnaire)


def keep_shipped(acting: Acting, tx: Tx) -> str:
    """Store the shipped pack whole at its first use; its hash is what records name.

    Raises what `shipped` raises: a pack with a fault is never stored.
    """
    digest, files = shipped().hash, shipped_files()
    if not pack_rows.exists(tx, digest):
        pack_rows.insert(tx, digest, files, at=acting.now())
        acting.note(tx, Event.PACK_STORED, "pack", 0, hash=digest)
    return digest


def in_force(acting: Acting, tx: Tx, language: str) -> str:
    """The pack that a new consultation begins with, by its hash; it is stored.

    What a physician has approved last: the shipped one, or the clinic's own words on top of it. A
    shipped one that is not approved yet waits, and the last that was approved goes on, in
    `language` if it can be. So does it where the shipped one has a fault;
    where none was approved its `Refused` is raised.
    """
    approvals = settings_rows.get(tx).approvals
    held = [(a[0], a[1]) for a in approvals if pack_rows.exists(tx, a[0])]
    spoken = [digest for digest, known in held if known == language]
    try:
        ours = shipped().hash
    except Refused:
        if not held:
            raise
        return [*(digest for digest, _ in held), *spoken][-1]
    latest = [a[0] for a in approvals if a[1] == language and (a[0] == ours or a[0] in spoken)]
    if latest:
        return keep_shipped(acting, tx) if latest[-1] == ours else latest[-1]
    is_ours = any(a[0] == ours for a in approvals)
    return keep_shipped(acting, tx) if is_ours or not held else held[-1][0]


def checked(pack: Pack, language: str, today: date) -> Report:
    """What the check of a pack says of one language; worked out once for the same day."""
    return _checked(_Known(pack), language, today)


@lru_cache(maxsize=16)
def _checked(known: _Known, language: str, today: date) -> Report:
    from consult_app.packs.check import report

    return report(known.pack, today, (language,))


class _Known:
    """A pack that is the same as another of its hash."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.pack.hash == self.pack.hash

    def __hash__(self) -> int:
        return hash(self.pack.hash)


def by_hash(tx: Tx, digest: str) -> Pack:
    """The pack a record was made with, word for word, from storage. Raises pack.not-stored.

    Its megabyte of text is read from these records once: a hash stands for the same words always.
    """
    known = _stored.get(digest)
    if known is not None and pack_rows.exists(tx, digest):
        return known
    files = pack_rows.get(tx, digest)
    if files is None:
        raise Refused("pack.not-stored")
    pack = loaded(files)
    if pack.hash == digest:
        while len(_stored) >= MOST_KEPT:
            _stored.pop(next(iter(_stored)), None)
        _stored[digest] = pack
    return pack

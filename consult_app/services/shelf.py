"""The treatment packs at hand: the shipped one, and every one that records name by hash."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from consult_app import paths
from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.storage import packs as pack_rows
from consult_app.storage.store import Tx

if TYPE_CHECKING:
    from consult_app.packs.pack import Pack

# What reads a pack is imported with the first one that is read: the day's list needs none.


@lru_cache(maxsize=1)
def shipped_files() -> dict[str, str]:
    """The pack that comes with the program: the only folder in resources/packs.

    Languages that are still being written stay out of it, and out of its hash.
    Raises the pack room's `Refused` for files that cannot be read.
    """
    from consult_app.packs.files import read_folder
    from consult_app.packs.pack import released

    folders = sorted(p for p in (paths.resources() / "packs").iterdir() if p.is_dir())
    return released(read_folder(folders[0]))


def shipped() -> Pack:
    """The pack that comes with the program, parsed once."""
    from consult_app.packs.pack import load_pack

    return load_pack(shipped_files())


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


def by_hash(tx: Tx, digest: str) -> Pack:
    """The pack a record was made with, word for word, from storage. Raises pack.not-stored."""
    from consult_app.packs.pack import load_pack

    files = pack_rows.get(tx, digest)
    if files is None:
        raise Refused("pack.not-stored")
    return load_pack(files)

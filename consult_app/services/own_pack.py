"""What the texts of a language are made of: the shipped pack, and what the clinic approved on top.

Steps inside a transaction, shared by what words the texts and by what approves them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from consult_app.domain.audit import Event
from consult_app.domain.wording import OF_ALL, OPEN, Change, Version, VersionState
from consult_app.packs.files import pack_hash
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.pieces import at_home, changed
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.storage import packs as pack_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import wordings
from consult_app.storage.store import Tx

Composed = tuple[dict[str, str], tuple[Change, ...]]
"""The files, and the clinic's changes that no longer fit what is shipped and were left out."""


def approved_version(tx: Tx, language: str) -> Version | None:
    """The clinic's own version that holds; None where the shipped words do."""
    return wordings.newest(tx, language, (VersionState.APPROVED,))


def current_version(tx: Tx, language: str) -> Version | None:
    """What is worked on, else what is approved."""
    return wordings.newest(tx, language, OPEN) or approved_version(tx, language)


def composed(tx: Tx, language: str, using: Version | None = None) -> Composed:
    """The shipped pack with all that the clinic has approved for a language.

    `using`: this version in place of the approved one of its kind. Raises what a pack with a fault
    raises.
    """
    changes: list[Change] = []
    for kind in dict.fromkeys((*OF_ALL, language)):
        own = using is not None and using.language == kind
        version = using if own else approved_version(tx, kind)
        changes += version.changes if version is not None else ()
    return changed(shelf.shipped_files(), at_home(shelf.shipped_files(), changes))


def in_use(tx: Tx, language: str) -> Pack:
    """The pack whose words a physician approved last in a language, else what awaits it."""
    for digest, known, _by, _at in reversed(settings_rows.get(tx).approvals):
        if known == language and pack_rows.exists(tx, digest):
            return shelf.by_hash(tx, digest)
    return load_pack(composed(tx, language)[0])


def put_in_force(acting: Acting, tx: Tx, packs: dict[str, dict[str, str]], at: datetime) -> None:
    """Store the pack of each language, and its approval by who acts, at one moment."""
    settings = settings_rows.get(tx)
    approvals = settings.approvals
    for language, files in packs.items():
        digest = pack_hash(files)
        if not pack_rows.exists(tx, digest):
            pack_rows.insert(tx, digest, files, at=at)
            acting.note(tx, Event.PACK_STORED, "pack", 0, hash=digest)
        approvals = (*approvals, (digest, language, acting.user.id, at.isoformat()))
    settings_rows.put(tx, replace(settings, approvals=approvals))

"""Every wording that a language has had in this clinic, and what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.people import Capability
from consult_app.domain.word_difference import Run, runs
from consult_app.domain.wording import OF_ALL, Version, VersionState
from consult_app.errors import Refused
from consult_app.packs import compare
from consult_app.packs.pieces import TEMPLATES, pieces
from consult_app.packs.wording import FOLDER
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.own_pack import composed, current_version
from consult_app.services.permission import needs
from consult_app.storage import packs as pack_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage import wordings
from consult_app.storage.store import Tx

SHIPPED = "shipped"
"""The key of what comes with the program."""
NEXT = "next"
"""The key of what a physician would approve now: the shipped texts with the clinic's own on top."""
_DECIDED = (VersionState.APPROVED, VersionState.RETIRED)


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording, whole. `version`: its number if it is the clinic's own, `state` of that.

    `by` and `at`: who decided on it, and when; neither of what nobody has decided on yet.
    """

    key: str
    version: int = 0
    state: VersionState | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """One piece that is not the same in two editions, word by word. `name`: of a number or day."""

    place: str
    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one language says in a place: as shipped, and as it is worked on or in use."""

    language: str
    shipped: str
    said: str


@needs(Capability.READ_CLINIC)
def every(acting: Acting, language: str) -> tuple[Edition, ...]:
    """Every edition, the newest first, what is shipped now last."""
    with acting.read() as tx:
        return tuple(_editions(tx, language))


@needs(Capability.READ_CLINIC)
def differences(acting: Acting, language: str, older: str, newer: str) -> tuple[Changed, ...]:
    """What differs between two editions, by their keys. Raises `Refused`: wording.no-such-edition.

    Takes some tenths of a second: call it in a worker.
    """
    with acting.read() as tx:
        before, after = (_files(tx, language, key) for key in (older, newer))
    found = compare.differences(before, after, language)
    return tuple(Changed(one.place, one.name, runs(one.before, one.after)) for one in found)


@needs(Capability.READ_CLINIC)
def news(acting: Acting, language: str) -> tuple[Changed, ...]:
    """What would be new with the next approval, against the last one; nothing before the first."""
    with acting.read() as tx:
        last = settings_rows.get(tx).approval(language)
        stored = last is not None and pack_rows.exists(tx, last[0])
    if last is None or not stored:
        return ()
    return differences(acting, language, f"{last[0]}@{last[3]}", NEXT)


@needs(Capability.READ_CLINIC)
def of_piece(acting: Acting, language: str, place: str) -> tuple[tuple[Edition, str], ...]:
    """What a piece said, edition by edition, the oldest first, where it is not the same as before.

    Matched by its place; an edition that does not have it says nothing.
    """
    with acting.read() as tx:
        there = list(_editions(tx, language))
        said = [(one, _words(_files(tx, language, one.key), language, place)) for one in there]
    found: list[tuple[Edition, str]] = []
    for one, words in (said[-1], *reversed(said[:-1])):
        if words and (not found or found[-1][1] != words):
            found.append((one, words))
    return tuple(found)


@needs(Capability.READ_CLINIC)
def in_each_language(acting: Acting, place: str) -> tuple[Said, ...]:
    """A piece in every language of the pack; a number or a day has none."""
    found = []
    with acting.read() as tx:
        for language in shelf.shipped().languages:
            there = _twin(place, language)
            files, _unfit = composed(tx, language, current_version(tx, language))
            shipped = _words(dict(shelf.shipped_files()), language, there)
            if shipped:
                found.append(Said(language, shipped, _words(files, language, there)))
    return tuple(found)


@needs(Capability.READ_CLINIC)
def beside(acting: Acting, language: str, other_language: str) -> dict[str, str]:
    """What another language says in each place of this one, as it is worked on or in use."""
    with acting.read() as tx:
        files, _unfit = composed(tx, other_language, current_version(tx, other_language))
    said = {piece.place: piece.words for piece in pieces(files, other_language)}
    there = pieces(shelf.shipped_files(), language)
    return {piece.place: said.get(_twin(piece.place, other_language), "") for piece in there}


def _twin(place: str, language: str) -> str:
    """The same place in another language; sheets are built alike in each."""
    folder, *rest = place.split("/")
    known = f"{folder}/" in (TEMPLATES, f"{FOLDER}/") and len(rest) > 1
    return "/".join((folder, language, *rest[1:])) if known else place


def _words(files: dict[str, str], language: str, place: str) -> str:
    return next((piece.words for piece in pieces(files, language) if piece.place == place), "")


def _editions(tx: Tx, language: str) -> list[Edition]:
    names = {user.id: user.display_name for user in user_rows.every(tx)}
    versions = wordings.of_language(tx, language)
    decided = {one.decided_at.isoformat(): one for one in versions if one.decided_at is not None}
    found: list[tuple[str, Edition]] = []
    for digest, known, by, at in settings_rows.get(tx).approvals:
        own = decided.get(at)
        if known == language and (own is None or own.state not in _DECIDED):
            moment = datetime.fromisoformat(at)
            found.append((at, Edition(f"{digest}@{at}", 0, None, names.get(by, ""), moment)))
    for one in versions:
        whose = names.get(one.decided_by or 0, "")
        edition = Edition(str(one.id), one.number, one.state, whose, one.decided_at)
        found.append(((one.decided_at or one.made_at).isoformat(), edition))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [*(edition for _at, edition in found), Edition(SHIPPED)]


def _files(tx: Tx, language: str, key: str) -> dict[str, str]:
    """The whole pack of an edition. Raises `Refused`: wording.no-such-edition."""
    if key == SHIPPED:
        return dict(shelf.shipped_files())
    if key == NEXT:
        return composed(tx, language)[0]
    digest, is_pack, _moment = key.partition("@")
    return _stored(tx, digest) if is_pack else _of_version(tx, language, key)


def _of_version(tx: Tx, language: str, key: str) -> dict[str, str]:
    version = next((v for v in wordings.of_language(tx, language) if str(v.id) == key), None)
    if version is None:
        raise Refused("wording.no-such-edition")
    digest = _approved_as(tx, language, version)
    return _stored(tx, digest) if digest else composed(tx, language, version)[0]


def _approved_as(tx: Tx, language: str, version: Version) -> str:
    """The hash of the pack that a version was approved as; empty where it was not."""
    if version.state not in _DECIDED or version.decided_at is None:
        return ""
    moment = version.decided_at.isoformat()
    return next(
        (
            digest
            for digest, known, _by, at in settings_rows.get(tx).approvals
            if at == moment and (known == language or language in OF_ALL)
        ),
        "",
    )


def _stored(tx: Tx, digest: str) -> dict[str, str]:
    files = pack_rows.get(tx, digest)
    if files is None:
        raise Refused("wording.no-such-edition")
    return files

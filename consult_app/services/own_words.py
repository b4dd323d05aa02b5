"""The clinic's own wording: worked on as a draft, checked as one types, approved by a physician.

The shipped pack stays as it is. A version is a list of changes on top of it; what is approved is
stored as a pack of its own, so that records name the very words that were used. Numbers are a
version too, of no language: they hold in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.domain.wording import (
    NUMBERS,
    OPEN,
    Change,
    Version,
    VersionMove,
    VersionState,
    after,
)
from consult_app.errors import Refused
from consult_app.packs.check import Report, report
from consult_app.packs.files import pack_hash
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.pieces import Piece, changed, pieces
from consult_app.services import clinic, shelf, specimens
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import documents as document_rows
from consult_app.storage import packs as pack_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage import wordings
from consult_app.storage.store import Tx

LONGEST = 4000
"""Characters that one piece may have."""

_EVENT = {
    VersionMove.EDIT: Event.WORDING_CHANGED,
    VersionMove.SEND: Event.WORDING_SENT,
    VersionMove.TAKE_BACK: Event.WORDING_TAKEN_BACK,
    VersionMove.APPROVE: Event.WORDING_APPROVED,
    VersionMove.RETIRE: Event.WORDING_RETIRED,
    VersionMove.DISCARD: Event.WORDING_DISCARDED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A piece as it stands in the version that is worked on. `said`: its words there.

    `unfit`: the clinic's words for a piece that a newer program ships in other words.
    """

    piece: Piece
    said: str
    unfit: str = ""

    @property
    def changed(self) -> bool:
        """Whether the clinic says something else than the shipped pack."""
        return self.said != self.piece.words


@dataclass(frozen=True, slots=True)
class Desk:
    """The work on one language. `version`: the draft, else what is approved, else None.

    `problems`: what the check says of it, in words.
    """

    language: str
    version: Version | None
    lines: tuple[Line, ...]
    problems: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether a draft or a version in review is there."""
        return self.version is not None and self.version.state in OPEN

    @property
    def changes(self) -> int:
        """How many pieces are the clinic's own."""
        return sum(line.changed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Past:
    """One version in the list of all. `documents`: how many were made with its words."""

    version: Version
    author: str
    decided_by: str
    documents: int


@needs(Capability.READ_CLINIC)
def desk(acting: Acting, language: str) -> Desk:
    """What there is to word in a language, or the numbers. Raises `Refused`: pack.no-such-language.

    Takes some tenths of a second: call it in a worker.
    """
    _require(language)
    with acting.read() as tx:
        version = _current(tx, language)
        files, unfit = _files(tx, language, version)
    return _desk(acting, language, version, files, unfit)


@needs(Capability.KEEP_TEXTS)
def change(acting: Acting, language: str, place: str, words: str) -> Desk:
    """Say one piece in other words; saying it as it is shipped takes the change back.

    The first change opens a draft, beginning with what is approved. Raises `Refused`, with nothing
    changed: pack.no-such-language, wording.no-such-place, wording.empty, wording.too-long,
    wording.no-number, wording.in-review, and what a pack with a fault raises.
    """
    _require(language)
    said = " ".join(words.split())
    piece = next((p for p in pieces(shelf.shipped_files(), language) if p.place == place), None)
    if piece is None:
        raise Refused("wording.no-such-place")
    if not said:
        raise Refused("wording.empty")
    if len(said) > LONGEST:
        raise Refused("wording.too-long", limit=LONGEST)
    with acting.write() as tx:
        version = _draft(acting, tx, language)
        new = replace(version, changes=version.said(Change(place, piece.words, said)))
        files, unfit = _files(tx, language, new)
        load_pack(files)  # what cannot be read is never stored
        wordings.put(tx, new)
        acting.note(tx, Event.WORDING_CHANGED, "wording", new.id, language=language or "numbers")
    return _desk(acting, language, new, files, unfit)


@needs(Capability.KEEP_TEXTS)
def send(acting: Acting, language: str) -> Desk:
    """Ask for the approval: nothing is changed while it is in review."""
    return _move(acting, language, VersionMove.SEND)


@needs(Capability.KEEP_TEXTS)
def take_back(acting: Acting, language: str) -> Desk:
    """Go on working at what is in review."""
    return _move(acting, language, VersionMove.TAKE_BACK)


@needs(Capability.KEEP_TEXTS)
def discard(acting: Acting, language: str) -> Desk:
    """Leave the changes that are worked on; what is approved goes on."""
    return _move(acting, language, VersionMove.DISCARD)


@needs(Capability.DECIDE)
def approve(acting: Acting, language: str) -> Desk:
    """A physician approves what is in review: new consultations begin with it from now on.

    Consultations and consents that exist keep their words. Raises `Refused`, with nothing changed:
    wording.forbidden-move, wording.does-not-fit, pack.not-to-approve.
    """
    _require(language)
    with acting.write() as tx:
        version = wordings.newest(tx, language, OPEN)
        if version is None:
            raise Refused("wording.forbidden-move", move="approve", state="")
        after(version.state, VersionMove.APPROVE)
        made = _packs(tx, version)
        for spoken, (files, unfit) in made.items():
            if unfit:
                raise Refused("wording.does-not-fit", count=len(unfit))
            clinic.require_sound(load_pack(files), spoken, acting.today())
        before = wordings.newest(tx, language, (VersionState.APPROVED,))
        if before is not None:
            _settle(acting, tx, before, VersionMove.RETIRE, keep=True)
        done = _settle(acting, tx, version, VersionMove.APPROVE)
        packs = {spoken: files for spoken, (files, _unfit) in made.items()}
        _put_in_force(acting, tx, packs, done.decided_at or acting.now())
    return desk(acting, language)


@needs(Capability.READ_CLINIC)
def preview(acting: Acting, language: str, template: str) -> bytes:
    """A paper in the words that are worked on, filled with nothing; it is not stored.

    Raises `Refused`: pack.no-such-language, pack.no-template.
    """
    _require(language)
    with acting.read() as tx:
        files, _unfit = _files(tx, language, _current(tx, language))
    return specimens.of_pack(acting, load_pack(files), template, language)


@needs(Capability.READ_CLINIC)
def history(acting: Acting, language: str) -> tuple[Past, ...]:
    """Every version in a language, the newest first, with who and how often it was used."""
    _require(language)
    with acting.read() as tx:
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        found = wordings.of_language(tx, language)
        return tuple(
            Past(
                version,
                names.get(version.author_id, ""),
                names.get(version.decided_by or 0, ""),
                _used(tx, version),
            )
            for version in found
        )


def _require(language: str) -> None:
    if language not in (NUMBERS, *shelf.shipped().languages):
        raise Refused("pack.no-such-language", language=language)


def _current(tx: Tx, language: str) -> Version | None:
    """What is worked on, else what is approved."""
    return wordings.newest(tx, language, OPEN) or wordings.newest(
        tx, language, (VersionState.APPROVED,)
    )


def _draft(acting: Acting, tx: Tx, language: str) -> Version:
    """The draft; a new one begins with the changes that are approved."""
    version = wordings.newest(tx, language, OPEN)
    if version is not None:
        if version.state is VersionState.IN_REVIEW:
            raise Refused("wording.in-review")
        return version
    approved = wordings.newest(tx, language, (VersionState.APPROVED,))
    made = wordings.insert(
        tx, language, shelf.shipped().hash, author_id=acting.user.id, at=acting.now()
    )
    return replace(made, changes=approved.changes if approved else ())


def _files(
    tx: Tx, language: str, version: Version | None
) -> tuple[dict[str, str], tuple[Change, ...]]:
    """The shipped pack with a version's changes and, for words, the approved numbers."""
    files, unfit = dict(shelf.shipped_files()), list[Change]()
    numbers = wordings.newest(tx, NUMBERS, (VersionState.APPROVED,)) if language else None
    for one in (numbers, version):
        if one is not None:
            files, left = changed(files, one.changes)
            unfit += left
    return files, tuple(unfit)


def _packs(tx: Tx, version: Version) -> dict[str, tuple[dict[str, str], tuple[Change, ...]]]:
    """For each language that an approval concerns: the pack that it leads to."""
    if version.language != NUMBERS:
        return {version.language: _files(tx, version.language, version)}
    approved = {known for _digest, known, _by, _at in settings_rows.get(tx).approvals}
    found = {}
    for language in shelf.shipped().languages:
        if language in approved:
            files, unfit = changed(shelf.shipped_files(), version.changes)
            words = wordings.newest(tx, language, (VersionState.APPROVED,))
            files, more = changed(files, words.changes if words else ())
            found[language] = (files, (*unfit, *more))
    return found


def _put_in_force(acting: Acting, tx: Tx, packs: dict[str, dict[str, str]], now: datetime) -> None:
    """Store each pack, and its approval by who acts, at the version's own moment (`_hashes`)."""
    settings = settings_rows.get(tx)
    for language, files in packs.items():
        digest = pack_hash(files)
        if not pack_rows.exists(tx, digest):
            pack_rows.insert(tx, digest, files, at=now)
            acting.note(tx, Event.PACK_STORED, "pack", 0, hash=digest)
        approval = (digest, language, acting.user.id, now.isoformat())
        settings = replace(settings, approvals=(*settings.approvals, approval))
    settings_rows.put(tx, settings)


def _move(acting: Acting, language: str, move: VersionMove) -> Desk:
    _require(language)
    with acting.write() as tx:
        version = wordings.newest(tx, language, OPEN)
        if version is None:
            raise Refused("wording.forbidden-move", move=move.value, state="")
        _settle(acting, tx, version, move, keep=move is not VersionMove.DISCARD)
    return desk(acting, language)


def _settle(
    acting: Acting, tx: Tx, version: Version, move: VersionMove, *, keep: bool = False
) -> Version:
    """Move a version on; who decided is written down unless the deed decides nothing (`keep`)."""
    new = replace(version, state=after(version.state, move))
    if not keep:
        new = replace(new, decided_by=acting.user.id, decided_at=acting.now())
    wordings.put(tx, new)
    acting.note(tx, _EVENT[move], "wording", version.id, language=version.language or "numbers")
    return new


def _desk(
    acting: Acting,
    language: str,
    version: Version | None,
    files: dict[str, str],
    unfit: tuple[Change, ...],
) -> Desk:
    said = {one.place: one.after for one in version.changes} if version else {}
    left_out = {one.place: one.after for one in unfit}
    lines = tuple(
        Line(
            piece,
            piece.words if piece.place in left_out else said.get(piece.place, piece.words),
            left_out.get(piece.place, ""),
        )
        for piece in pieces(shelf.shipped_files(), language)
    )
    return Desk(language, version, lines, _problems(load_pack(files), language, acting))


def _problems(pack: Pack, language: str, acting: Acting) -> tuple[str, ...]:
    found: Report = report(pack, acting.today(), (language,) if language else pack.languages[:1])
    return tuple(f"{problem.where}: {problem.what}" for problem in found.problems)


def _used(tx: Tx, version: Version) -> int:
    """How many documents were made in consultations that began with the words of a version."""
    if version.decided_at is None or version.state is VersionState.DISCARDED:
        return 0
    return document_rows.count_of_packs(tx, _hashes(tx, version.decided_at))


def _hashes(tx: Tx, at: datetime) -> tuple[str, ...]:
    """The packs that were approved at that moment."""
    approvals = settings_rows.get(tx).approvals
    return tuple(digest for digest, _l, _by, when in approvals if when == at.isoformat())

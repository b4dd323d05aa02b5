"""The clinic's own wording: worked on as a draft, checked as one types, approved by a physician.

The shipped pack stays as it is. A version is a list of changes on top of it; what is approved is
stored as a pack of its own, so that records name the very words that were used. Numbers are a
version too, of no language: they hold in all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.domain.wording import (
    OF_ALL,
    OPEN,
    STATUS,
    Change,
    Version,
    VersionMove,
    VersionState,
    after,
)
from consult_app.errors import Refused
from consult_app.i18n import ngettext
from consult_app.packs import status
from consult_app.packs.check import check_notes
from consult_app.packs.files import pack_hash
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.pieces import Piece, at_home, pieces
from consult_app.services import clinic, shelf, specimens
from consult_app.services.acting import Acting
from consult_app.services.own_pack import (
    Composed,
    approved_version,
    composed,
    current_version,
    put_in_force,
)
from consult_app.services.permission import needs
from consult_app.storage import documents as document_rows
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
        return len(self.version.changes) if self.version is not None else 0

    @property
    def unfit(self) -> int:
        """How many of the clinic's own no longer fit what the program ships."""
        return sum(bool(line.unfit) for line in self.lines)


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
        version = current_version(tx, language)
        made = composed(tx, language, version)
    return _desk(acting, language, version, made)


@needs(Capability.KEEP_TEXTS)
def change(acting: Acting, language: str, place: str, words: str) -> Desk:
    """Say one piece in other words; saying it as it is shipped takes the change back.

    The first change opens a draft, beginning with what is approved. Raises `Refused`, with nothing
    changed: pack.no-such-language, wording.no-such-place, wording.empty, wording.too-long,
    wording.no-number, wording.in-review, and what a pack with a fault raises.
    """
    _require(language)
    said = " ".join(words.split())
    if not said:
        raise Refused("wording.empty")
    if len(said) > LONGEST:
        raise Refused("wording.too-long", limit=LONGEST)
    there = {piece.place: piece.words for piece in pieces(shelf.shipped_files(), language)}

    def edit(version: Version) -> tuple[Change, ...]:
        old = version.change(place)
        before = there.get(place, old.before if old is not None and old.before == said else None)
        if before is None:
            raise Refused("wording.no-such-place")
        return version.said(Change(place, before, said))

    return edited(acting, language, edit)


@needs(Capability.KEEP_TEXTS)
def edited(acting: Acting, language: str, edit: Callable[[Version], tuple[Change, ...]]) -> Desk:
    """Keep what `edit` makes of the draft, which is opened if there is none.

    Raises `Refused`, with nothing changed, as `change` does.
    """
    _require(language)
    with acting.write() as tx:
        version = _draft(acting, tx, language)
        new = replace(version, changes=edit(version))
        made = composed(tx, language, new)
        load_pack(made[0])  # what cannot be read is never stored
        wordings.put(tx, new)
        _note(acting, tx, VersionMove.EDIT, new)
    return _desk(acting, language, new, made)


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
    wording.forbidden-move, wording.does-not-fit, wording.texts-first, pack.not-to-approve.
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
        before = approved_version(tx, language)
        if before is not None:
            _settle(acting, tx, before, VersionMove.RETIRE, keep=True)
        done = _settle(acting, tx, version, VersionMove.APPROVE)
        packs = {spoken: files for spoken, (files, _unfit) in made.items()}
        put_in_force(acting, tx, packs, done.decided_at or acting.now())
    return desk(acting, language)


@needs(Capability.READ_CLINIC)
def preview(acting: Acting, language: str, template: str) -> bytes:
    """A paper in the words that are worked on, filled with nothing; it is not stored.

    Raises `Refused`: pack.no-such-language, pack.no-template.
    """
    _require(language)
    with acting.read() as tx:
        files, _unfit = composed(tx, language, current_version(tx, language))
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
    if language not in (*OF_ALL, *shelf.shipped().languages):
        raise Refused("pack.no-such-language", language=language)


def _draft(acting: Acting, tx: Tx, language: str) -> Version:
    """The draft; a new one begins with the changes that are approved."""
    version = wordings.newest(tx, language, OPEN)
    if version is not None:
        if version.state is VersionState.IN_REVIEW:
            raise Refused("wording.in-review")
        base = shelf.keep_shipped(acting, tx)
        changes = at_home(shelf.shipped_files(), version.changes)
        return replace(version, base=base, changes=changes)
    approved = approved_version(tx, language)
    base = shelf.keep_shipped(acting, tx)
    made = wordings.insert(tx, language, base, author_id=acting.user.id, at=acting.now())
    kept = approved.changes if approved else ()
    return replace(made, changes=at_home(shelf.shipped_files(), kept))


def _packs(tx: Tx, version: Version) -> dict[str, Composed]:
    """For each language that an approval concerns: the pack that it leads to.

    What holds in every language is put on top of texts that a physician has approved; texts of a
    newer program are read first. Raises `Refused`: wording.texts-first.
    """
    if version.language not in OF_ALL:
        return {version.language: composed(tx, version.language, version)}
    settings = settings_rows.get(tx)
    approved = {known for _digest, known, _by, _at in settings.approvals}
    found = {}
    for language in (one for one in shelf.shipped().languages if one in approved):
        newest = settings.approval(language)
        if newest is None or newest[0] != pack_hash(composed(tx, language)[0]):
            raise Refused("wording.texts-first", language=language)
        found[language] = composed(tx, language, version)
    return found


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
    _note(acting, tx, move, version)
    return new


def _note(acting: Acting, tx: Tx, move: VersionMove, version: Version) -> None:
    acting.note(tx, _EVENT[move], "wording", version.id, language=version.language or "numbers")


def _desk(acting: Acting, language: str, version: Version | None, made: Composed) -> Desk:
    changes = at_home(shelf.shipped_files(), version.changes if version else ())
    said = {one.place: one.after for one in changes}
    left_out = {one.place: one.after for one in made[1]}
    there = pieces(shelf.shipped_files(), language)
    lines = tuple(
        Line(
            piece,
            piece.words if piece.place in left_out else said.get(piece.place, piece.words),
            left_out.get(piece.place, "") if piece.place in said else "",
        )
        for piece in there
    )
    gone = _gone(changes, {piece.place for piece in there})
    return Desk(language, version, (*gone, *lines), _problems(load_pack(made[0]), language, acting))


def _gone(changes: tuple[Change, ...], there: set[str]) -> tuple[Line, ...]:
    """What the clinic worded and the program no longer ships at all."""
    return tuple(
        Line(Piece(one.place, _group(one.place), one.before, ""), one.before, one.after)
        for one in changes
        if one.place not in there and not status.own_id(one.place)
    )


def _group(place: str) -> str:
    """The name of the file without its folder and its ending."""
    return place.partition(":")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _problems(pack: Pack, language: str, acting: Acting) -> tuple[str, ...]:
    today = acting.today()
    if language == STATUS:
        found = check_notes(pack, today)
    else:
        found = shelf.checked(pack, language or pack.languages[0], today).problems
    where: dict[str, list[str]] = {}
    for problem in found:
        where.setdefault(problem.what, []).append(problem.where)
    return tuple(f"{_first_of(places)}: {what}" for what, places in where.items())


def _first_of(places: list[str]) -> str:
    """Where a fault stands, once for all of its kind."""
    more = len(places) - 1
    words = ngettext("{place} and {n} more", "{place} and {n} more", more)
    return words.format(place=places[0], n=more) if more else places[0]


def _used(tx: Tx, version: Version) -> int:
    """How many documents were made in consultations that began with the words of a version."""
    if version.decided_at is None or version.state is VersionState.DISCARDED:
        return 0
    return document_rows.count_of_packs(tx, _hashes(tx, version.decided_at))


def _hashes(tx: Tx, at: datetime) -> tuple[str, ...]:
    """The packs that were approved at that moment (`own_pack.put_in_force`)."""
    approvals = settings_rows.get(tx).approvals
    return tuple(digest for digest, _l, _by, when in approvals if when == at.isoformat())

"""Words that are tried before they are kept: the paper as it would be, and what the check says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult_app.domain.people import Capability
from consult_app.domain.wording import Change, Version, VersionState
from consult_app.errors import Refused
from consult_app.packs.fields import Field as Field
from consult_app.packs.fields import fields
from consult_app.packs.pack import load_pack
from consult_app.packs.pieces import pieces
from consult_app.services import shelf, specimens
from consult_app.services.acting import Acting
from consult_app.services.own_pack import composed, current_version
from consult_app.services.permission import needs


@dataclass(frozen=True, slots=True)
class Tried:
    """The paper with the words in it, and what stands against them; nothing is kept."""

    pdf: bytes
    problems: tuple[str, ...]


@needs(Capability.READ_CLINIC)
def tried(acting: Acting, language: str, template: str, place: str, words: str) -> Tried:
    """The paper of a template with these words in one place of what is worked on.

    Takes some tenths of a second: call it in a worker. Raises `Refused`: wording.empty,
    wording.no-such-place, pack.no-such-language, pack.no-template, and what a template with a
    fault raises.
    """
    said = " ".join(words.split())
    if not said:
        raise Refused("wording.empty")
    if language not in shelf.shipped().languages:
        raise Refused("pack.no-such-language", language=language)
    there = {piece.place: piece.words for piece in pieces(shelf.shipped_files(), language)}
    if place not in there:
        raise Refused("wording.no-such-place")
    with acting.read() as tx:
        version = current_version(tx, language) or _nothing(acting, language)
        new = replace(version, changes=version.said(Change(place, there[place], said)))
        files, _unfit = composed(tx, language, new)
    pack = load_pack(files)
    pdf = specimens.of_pack(acting, pack, template, language)
    found = shelf.checked(pack, language, acting.today()).problems
    return Tried(pdf, tuple(f"{problem.where}: {problem.what}" for problem in found))


@needs(Capability.READ_CLINIC)
def offered(acting: Acting, place: str) -> tuple[Field, ...]:
    """The fields that may be put into a piece; none where nothing is filled in."""
    del acting
    return fields(shelf.shipped_files(), place)


def _nothing(acting: Acting, language: str) -> Version:
    """A version that is nowhere yet."""
    return Version(0, language, 0, "", VersionState.DRAFT, (), acting.user.id, acting.now())

"""What the parts of the texts and their editions are called on the clinic's page."""

from __future__ import annotations

from collections.abc import Sequence

from consult_app.domain.documents import Kind
from consult_app.domain.wording import VersionState
from consult_app.i18n import _, mark, series
from consult_app.packs.pieces import TEMPLATES
from consult_app.services.editions import SHIPPED, Edition
from consult_app.services.wording import moment_words
from consult_app.ui.words import KIND

_FILES = {
    "pack": mark("Treatment record"),
    "assessment": mark("Questions"),
    "rules": mark("Findings"),
    "consent": mark("Statements of the consent"),
    "regulatory": mark("Legal status"),
    "followup": mark("Questions of the follow-up"),
}
_WORDS = mark("Other words")
_BY_HAND = mark("Assessment by hand")
_STATES = {
    VersionState.DRAFT: mark("draft"),
    VersionState.IN_REVIEW: mark("in review"),
    VersionState.APPROVED: mark("approved"),
    VersionState.RETIRED: mark("retired"),
    VersionState.DISCARDED: mark("discarded"),
}


def part_name(place: str) -> str:
    """The sheet that a piece stands on, by its title, or what else it is part of."""
    file, _colon, _key = place.partition(":")
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if not file.startswith(TEMPLATES):
        return _(_FILES.get(stem, _WORDS))
    if stem in {kind.value for kind in Kind}:
        return _(KIND[Kind(stem)])
    return _(_BY_HAND) if stem == "intake" else stem


def edition_names(every: Sequence[Edition], language: str) -> list[tuple[str, str]]:
    """(key, words) of each, told apart by their words."""
    found: dict[str, str] = {}
    for one in every:
        name = words = edition_name(one, language)
        count = 1
        while name in found.values():
            count += 1
            name = f"{words} ({count})"
        found[one.key] = name
    return list(found.items())


def edition_name(edition: Edition, language: str) -> str:
    """What an edition is called: its version, how far it came, who decided and when."""
    if edition.key == SHIPPED:
        return _("As shipped")
    parts = []
    if edition.version:
        state = _(_STATES[edition.state]) if edition.state is not None else ""
        named = _("Version {version}").format(version=edition.version)
        parts.append(series((named, state)) if state else named)
    else:
        parts.append(_("Approved"))
    if edition.at is not None:
        parts += [moment_words(edition.at, language), edition.by]
    return series(parts, " · ")

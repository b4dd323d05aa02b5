"""What is said of a day's papers before they are printed: how many of each kind, for whom."""

from __future__ import annotations

from collections.abc import Sequence

from consult_app import messages
from consult_app.i18n import _, mark, ngettext
from consult_app.services.day_print import Gap, Sheet, Want
from consult_app.ui.kit.choice import Choice
from consult_app.ui.words import language_name

PRINTED = "printed"
"""The choice of what was printed before."""
_KINDS = {
    Want.INTAKE: mark("Blank questions"),
    Want.INFORMATION: mark("Information sheets"),
    Want.CONSENT: mark("Consent forms to be signed"),
    Want.AFTERCARE: mark("Aftercare sheets"),
    Want.OTHER: mark("Other papers"),
}
_ONE = {
    Want.INFORMATION: mark("Information sheet not made yet: {names}."),
    Want.AFTERCARE: mark("Aftercare sheet not made yet: {names}."),
}


def choices(sheets: Sequence[Sheet]) -> list[Choice]:
    """One for each kind that there is, with whom it is for; last what was printed already."""
    found = []
    there = [sheet for sheet in sheets if sheet.refused is None]
    for want, words in _KINDS.items():
        mine = [s for s in there if s.piece.want is want and not s.piece.printed]
        if mine:
            found.append(_choice(want.value, _(words), mine))
    if again := [sheet for sheet in there if sheet.piece.printed]:
        found.append(_choice(PRINTED, _("Printed already: print again as copies"), again))
    return found


def _choice(value: str, words: str, sheets: Sequence[Sheet]) -> Choice:
    label = _("{kind} · {n}").format(kind=words, n=len(sheets))
    people = dict.fromkeys(_who(s.piece.time, s.piece.patient.name) for s in sheets)
    return Choice(value, label, ", ".join(people))


def _who(time: str, name: str) -> str:
    return f"{time} {name}" if time else name


def gap_words(gaps: Sequence[Gap]) -> str:
    """What is missing, and for whom."""
    told = []
    for want, words in _ONE.items():
        people = [_who(gap.time, gap.patient.name) for gap in gaps if gap.want is want]
        if people:
            told.append(_(words).format(names=", ".join(people)))
    return " ".join(told)


def trouble_words(sheets: Sequence[Sheet]) -> str:
    """Whose paper cannot be had, and why: once for each reason."""
    told: dict[str, list[str]] = {}
    for sheet in sheets:
        if sheet.refused is not None:
            why = messages.sentence(sheet.refused)
            told.setdefault(why, []).append(_who(sheet.piece.time, sheet.piece.patient.name))
    line = _("Not printed: {names}. {why}")
    return " ".join(line.format(names=", ".join(who), why=why) for why, who in told.items())


def total_words(sheets: Sequence[Sheet], language: str) -> str:
    """`7 papers, 15 pages, Turkish, English`: what one press would print."""
    if not sheets:
        return _("Nothing is chosen")
    pages = sum(sheet.pages for sheet in sheets)
    spoken = dict.fromkeys(language_name(s.piece.language, language) for s in sheets)
    count = len(sheets)
    return ", ".join(
        (
            ngettext("{n} paper", "{n} papers", count).format(n=count),
            ngettext("{n} page", "{n} pages", pages).format(n=pages),
            *spoken,
        )
    )

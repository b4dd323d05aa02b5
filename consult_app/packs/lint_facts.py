"""Lint of the facts: each is declared, told where it belongs, as often and in the tone declared."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.i18n import _
from consult_app.packs.lint import Problem, template_passages
from consult_app.packs.pack import Pack
from consult_app.packs.telling import TOLD_IN, Told, count, tellings
from consult_app.packs.watched import WATCHED, denies, is_hedged

PRACTICE = "G"
"""General practice: an id that is no fact of its own."""


def lint_facts(pack: Pack, language: str) -> Iterator[Problem]:
    """Every problem with the facts in one language."""
    found = tellings(pack, language)
    yield from _undeclared(pack, language, found)
    yield from _counts(pack, language, found)
    if language in WATCHED:
        tones = {fact.id: fact.tone for fact in pack.facts}
        for told in found:
            yield from _tone(told, tones.get(told.fact, ""), language)


def _undeclared(pack: Pack, language: str, found: tuple[Told, ...]) -> Iterator[Problem]:
    declared = {fact.id for fact in pack.facts} | {PRACTICE}
    named = {told.fact for told in found}
    for passage in template_passages(pack, language, patients_only=False):
        named |= {*passage.marks.ids}
    for name in sorted(named - declared):
        yield Problem("fact", name, _("It is told, but facts.yaml does not declare it."))


def _counts(pack: Pack, language: str, found: tuple[Told, ...]) -> Iterator[Problem]:
    counted = count(told for told in found if told.fact != PRACTICE)
    declared = {(fact.id, place): times for fact in pack.facts for place, times in fact.told}
    what = _("Told {found} times in {place} ({language}), declared {declared}.")
    for fact, place in sorted(counted.keys() | declared.keys()):
        times, wanted = counted[fact, place], declared.get((fact, place), 0)
        if times != wanted:
            words = what.format(found=times, place=place, language=language, declared=wanted)
            yield Problem("fact", fact, words)


def _tone(told: Told, tone: str, language: str) -> Iterator[Problem]:
    """In what the patient reads, a possibility sounds like one and a claim is contradicted."""
    if told.place not in TOLD_IN:
        return
    if (tone == "claim") is not told.against:
        wrong = _("A claim is only told by words against it, and nothing else is.")
        yield Problem("tone", told.where, f"{told.fact}: {wrong}")
    elif tone == "claim" and not denies(told.words, language):
        yield Problem("tone", told.where, f"{told.fact}: " + _("This does not contradict it."))
    elif tone == "hedged" and not is_hedged(told.words, language):
        yield Problem("tone", told.where, f"{told.fact}: " + _("This sounds certain."))

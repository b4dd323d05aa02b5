"""Where the facts of a pack are told: each paragraph, statement, item and rule with an id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult_app.packs.pack import Pack
from consult_app.packs.rules import all_items
from consult_app.packs.templates import Template, read_pieces

TOLD_IN = ("information", "consent", "aftercare")
"""Templates that are places of their own; other templates may tell facts, and need not."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact told in one place; `against`: the words contradict it."""

    fact: str
    place: str
    where: str
    words: str
    against: bool


def tellings(pack: Pack, language: str) -> tuple[Told, ...]:
    """Everything in the pack that carries the id of a fact, in one language."""
    return tuple(
        told
        for source in (_templates, _statements, _items, _rules, _rest)
        for told in source(pack, language)
    )


def count(found: Iterable[Told]) -> Counter[tuple[str, str]]:
    """(fact, place) -> how often it is told there."""
    return Counter((told.fact, told.place) for told in found)


def _each(
    place: str, where: str, words: str, sources: Iterable[str], against: Iterable[str] = ()
) -> Iterator[Told]:
    for fact in sources:
        yield Told(fact, place, where, words, False)
    for fact in against:
        yield Told(fact, place, where, words, True)


def _templates(pack: Pack, language: str) -> Iterator[Told]:
    for (name, written_in), template in pack.templates.items():
        if written_in == language and name in TOLD_IN:
            yield from _pieces(name, template)


def _pieces(name: str, template: Template) -> Iterator[Told]:
    for piece in read_pieces(template):
        where = f"{template.file} {piece.section}".strip()
        yield from _each(name, where, piece.text, piece.marks.sources, piece.marks.against)


def _statements(pack: Pack, language: str) -> Iterator[Told]:
    for statement in pack.consent.statements:
        words = statement.text.get(language, "")
        where = f"consent.yaml {statement.id}"
        yield from _each("consent", where, words, statement.sources, statement.against)


def _items(pack: Pack, language: str) -> Iterator[Told]:
    for item in all_items(pack.questionnaire).values():
        where = f"assessment.yaml {item.link_id}"
        yield from _each("assessment", where, item.text.get(language, ""), item.sources)


def _rules(pack: Pack, language: str) -> Iterator[Told]:
    for rule in pack.rules:
        words = rule.explanation.get(language, "")
        yield from _each("rules", f"rules.yaml {rule.id}", words, rule.sources)


def _rest(pack: Pack, language: str) -> Iterator[Told]:
    for entry in (one for one in pack.regulatory if not one.is_own):
        where = f"regulatory.yaml {entry.id}"
        yield from _each("regulatory", where, entry.text.get(language, ""), (entry.id,))
    for name, told in pack.treatment_record.items():
        where = f"pack.yaml {name}"
        yield from _each("treatment", where, told.text.get(language, ""), told.sources)
    yield from _each("follow-up", "pack.yaml follow_up_weeks", "", pack.plan.sources)

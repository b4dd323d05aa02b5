"""The facts a pack is built on: each with its tone, and the places where it is told."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.packs.yaml_source import Source

TONES = ("plain", "hedged", "claim", "reference")
"""How a fact may be told: as it is; as a possibility; never, but contradicted; from outside."""

PLACES = (
    "information",
    "consent",
    "aftercare",
    "assessment",
    "rules",
    "regulatory",
    "treatment",
    "follow-up",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `told`: place -> how many paragraphs, items or rules there carry its id.

    `left_out` says why a fact is told nowhere.
    """

    id: str
    tone: str
    told: tuple[tuple[str, int], ...]
    left_out: str = ""


def read_facts(source: Source) -> tuple[Fact, ...]:
    """The facts of a file. Raises what `yaml_source` raises."""
    return tuple(_fact(name, part) for name, part in source.pairs())


def _fact(name: str, source: Source) -> Fact:
    fields = source.fields(("tone", "told", "left_out"), ("tone",))
    told = []
    for place, times in fields["told"].pairs() if "told" in fields else ():
        if place not in PLACES:
            raise times.wrong("under one of: " + ", ".join(PLACES))
        told.append((place, times.whole()))
    left_out = fields["left_out"].text() if "left_out" in fields else ""
    if bool(told) == bool(left_out):
        raise source.wrong("either told or left_out")
    return Fact(name, fields["tone"].one_of(TONES), tuple(told), left_out)

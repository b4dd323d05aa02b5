"""The legal status of a treatment, per jurisdiction: dated, sourced, and checked on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from consult_app.errors import Refused
from consult_app.forms.model import PartialDate, Text
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

EVERYWHERE = "INT"
"""The jurisdiction of an entry that is told in every clinic."""

FIELDS = ("id", "jurisdiction", "text", "source", "source_date", "checked_on")
"""`allow`, beside them, names watched words that stand there on purpose, in each language."""

_OWN = re.compile(r"C\d{2,}")


@dataclass(frozen=True, slots=True)
class RegulatoryEntry:
    """One statement on the status. `jurisdiction`: ISO 3166-1 alpha-2, or INT for everywhere."""

    id: str
    jurisdiction: str
    text: Text
    source: Text
    source_date: PartialDate
    checked_on: date
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether it is the clinic's own: no fact of the pack, told for its source alone."""
        return _OWN.fullmatch(self.id) is not None

    def is_overdue(self, today: date, months: int) -> bool:
        """Whether it was last checked more than `months` months ago."""
        due = self.checked_on.year * 12 + self.checked_on.month - 1 + months
        return (today.year * 12 + today.month - 1, today.day) > (due, self.checked_on.day)


def read_regulatory(source: Source, words: Words) -> tuple[RegulatoryEntry, ...]:
    """The entries of a file. Raises pack.duplicate-id and what `yaml_source` and `words` raise."""
    found: dict[str, RegulatoryEntry] = {}
    for part in source.fields(("entries",), ("entries",))["entries"].parts():
        entry = _entry(part, words)
        if entry.id in found:
            raise Refused("pack.duplicate-id", file=part.file, line=part.line, name=entry.id)
        found[entry.id] = entry
    return tuple(found.values())


def _entry(source: Source, words: Words) -> RegulatoryEntry:
    fields = source.fields((*FIELDS, "allow"), FIELDS)
    name = fields["id"].text()
    allowed = words.besides(fields, name, "allow")
    return RegulatoryEntry(
        id=name,
        jurisdiction=fields["jurisdiction"].text(),
        text=words.text(fields["text"], name, "text"),
        source=words.text(fields["source"], name, "source"),
        source_date=fields["source_date"].partial_day(),
        checked_on=fields["checked_on"].day(),
        allow={language: tuple(told.split()) for language, told in allowed.items()},
    )


def entries_for(
    entries: Iterable[RegulatoryEntry], jurisdiction: str
) -> tuple[RegulatoryEntry, ...]:
    """What is recorded for a clinic in `jurisdiction`; empty where nothing is."""
    return tuple(entry for entry in entries if entry.jurisdiction == jurisdiction)

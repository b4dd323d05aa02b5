"""The legal status of a treatment, per jurisdiction: dated, sourced, and checked on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consult_app.forms.model import PartialDate, Text
from consult_app.packs.words import read_text
from consult_app.packs.yaml_source import Source

EVERYWHERE = "INT"
"""The jurisdiction of an entry that is told in every clinic."""

FIELDS = ("id", "jurisdiction", "text", "source", "source_date", "checked_on")
"""`allow`, beside them, names watched words that stand there on purpose."""


@dataclass(frozen=True, slots=True)
class RegulatoryEntry:
    """One statement on the status. `jurisdiction`: ISO 3166-1 alpha-2, or INT for everywhere."""

    id: str
    jurisdiction: str
    text: Text
    source: str
    source_date: PartialDate
    checked_on: date
    allow: tuple[str, ...] = ()

    def is_overdue(self, today: date, months: int) -> bool:
        """Whether it was last checked more than `months` months ago."""
        due = self.checked_on.year * 12 + self.checked_on.month - 1 + months
        return (today.year * 12 + today.month - 1, today.day) > (due, self.checked_on.day)


def read_regulatory(source: Source, languages: tuple[str, ...]) -> tuple[RegulatoryEntry, ...]:
    """The entries of a file. Raises what `yaml_source` and `words` raise."""
    return tuple(
        _entry(part, languages)
        for part in source.fields(("entries",), ("entries",))["entries"].parts()
    )


def _entry(source: Source, languages: tuple[str, ...]) -> RegulatoryEntry:
    fields = source.fields((*FIELDS, "allow"), FIELDS)
    return RegulatoryEntry(
        id=fields["id"].text(),
        jurisdiction=fields["jurisdiction"].text(),
        text=read_text(fields["text"], languages),
        source=fields["source"].text(),
        source_date=fields["source_date"].partial_day(),
        checked_on=fields["checked_on"].day(),
        allow=fields["allow"].words() if "allow" in fields else (),
    )


def entries_for(
    entries: Iterable[RegulatoryEntry], jurisdiction: str
) -> tuple[RegulatoryEntry, ...]:
    """What is recorded for a clinic in `jurisdiction`; empty where nothing is."""
    return tuple(entry for entry in entries if entry.jurisdiction == jurisdiction)

"""Entries of the audit chain as a person reads them: who did what to what, when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from consult_app.domain.audit import Entry


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, read. A body that cannot be read has an empty `event` and no moment.

    `event` is the text of an `Event`, or of one that a newer version knows; `kind` and `subject`
    say which row it is about; `actor` is a user id, None for the program itself.
    """

    seq: int
    hash: str
    event: str = ""
    at: datetime | None = None
    actor: int | None = None
    kind: str = ""
    subject: int | str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """What the event is about: `consent` of `consent.given`."""
        return self.event.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of one user, of these families of events, of one day where the clinic is."""

    actor: int | None = None
    families: frozenset[str] = frozenset()
    day: date | None = None

    def takes(self, told: Told) -> bool:
        """Whether the entry is one of them; an unset wish takes all."""
        return (
            (self.actor is None or told.actor == self.actor)
            and (not self.families or told.family in self.families)
            and (self.day is None or (told.at is not None and _day(told.at) == self.day))
        )


@dataclass(frozen=True, slots=True)
class Whose:
    """The patient an entry is about."""

    record_number: str
    name: str


def read(entry: Entry) -> Told:
    """What an entry tells."""
    try:
        content = json.loads(entry.body)
        return Told(
            entry.seq,
            entry.hash,
            str(content["event"]),
            datetime.fromisoformat(content["at"]),
            content["actor"],
            str(content["kind"]),
            content["subject"],
            dict(content["details"]),
        )
    except (ValueError, KeyError, TypeError):
        return Told(entry.seq, entry.hash)


def _day(at: datetime) -> date:
    return at.astimezone().date()

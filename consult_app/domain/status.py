"""A clinic's note on the legal status in a country, as it must be before it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from consult_app.domain.names import clean
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.forms.model import PartialDate


@dataclass(frozen=True, slots=True)
class NewNote:
    """What is said of the law in a country.

    `jurisdiction`: ISO 3166-1 alpha-2; `text` and `source`: language -> words; `source_date` as
    precise as it is known; `checked_on`: the day it was last looked up.
    """

    jurisdiction: str
    text: Mapping[str, str]
    source: Mapping[str, str]
    source_date: PartialDate | None
    checked_on: date | None


def checked(
    note: NewNote, languages: tuple[str, ...], countries: Collection[str], today: date
) -> NewNote:
    """The note as it is kept; a source that is written once holds for every language.

    Raises `Refused`: status.no-country, status.words-missing, status.source-missing,
    status.no-source-date, status.not-looked-up, status.in-future, status.order, text.too-long.
    """
    text = {one: clean(note.text.get(one, "")) for one in languages}
    named = {one: clean(note.source.get(one, "")) for one in languages}
    bounded(LINE, *text.values(), *named.values())
    if note.jurisdiction not in countries:
        raise Refused("status.no-country")
    missing = [one for one in languages if not text[one]]
    if missing:
        raise Refused("status.words-missing", language=", ".join(missing))
    once = next((words for words in named.values() if words), "")
    if not once:
        raise Refused("status.source-missing")
    _require_days(note, today)
    return replace(note, text=text, source={one: named[one] or once for one in languages})


def _require_days(note: NewNote, today: date) -> None:
    if note.source_date is None:
        raise Refused("status.no-source-date")
    if note.checked_on is None:
        raise Refused("status.not-looked-up")
    if note.checked_on > today:
        raise Refused("status.in-future")
    written = note.source_date.text
    if written > note.checked_on.isoformat()[: len(written)]:
        raise Refused("status.order")

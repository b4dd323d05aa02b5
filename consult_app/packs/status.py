"""The notes on the legal status as a clinic sets them: dated anew, worded anew, and new ones.

A date of a shipped note is changed where it stands. A note of the clinic's own is one change that
holds all of it, as JSON, under the file's name and its id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date

import yaml

from consult_app.domain.wording import Change
from consult_app.forms.model import PartialDate
from consult_app.packs.regulatory import RegulatoryEntry
from consult_app.packs.wording import FOLDER
from consult_app.packs.yaml_source import read_yaml

FILE = "regulatory.yaml"
DATES = ("source_date", "checked_on")
WORDS = ("text", "source")
_ENTRIES = "entries"
_OWN = re.compile(rf"{re.escape(FILE)}:(C\d{{2,}})")


def date_place(note: str, name: str) -> str:
    """Where a date of a shipped note stands; `name` is one of `DATES`."""
    return f"{FILE}:{_ENTRIES}/{note}/{name}"


def words_place(note: str, name: str, language: str) -> str:
    """Where words of a shipped note stand; `name` is one of `WORDS`."""
    return f"{FOLDER}/{language}/{FILE}:{note}/{name}"


def own_place(note: str) -> str:
    """Where a note of the clinic's own stands."""
    return f"{FILE}:{note}"


def own_id(place: str) -> str:
    """The id of the clinic's own note that a change holds; empty for any other change."""
    found = _OWN.fullmatch(place)
    return found[1] if found else ""


def next_id(taken: Collection[str]) -> str:
    """An id for a new note of the clinic's own."""
    numbers = [int(one[1:]) for one in taken if own_id(own_place(one))]
    return f"C{max(numbers, default=0) + 1:02d}"


def written(note: RegulatoryEntry) -> str:
    """The clinic's own note as a change holds it."""
    told = {
        "jurisdiction": note.jurisdiction,
        "text": dict(note.text),
        "source": dict(note.source),
        "source_date": note.source_date.text,
        "checked_on": note.checked_on.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read(place: str, words: str) -> RegulatoryEntry:
    """The note that `written` wrote."""
    told = json.loads(words)
    return RegulatoryEntry(
        own_id(place),
        told["jurisdiction"],
        told["text"],
        told["source"],
        PartialDate(told["source_date"]),
        date.fromisoformat(told["checked_on"]),
    )


def add_note(files: dict[str, str], change: Change, languages: tuple[str, ...]) -> bool:
    """Whether the note has its words in every language; then it stands in the files."""
    note = read(change.place, change.after)
    if any(not getattr(note, name).get(one) for name in WORDS for one in languages):
        return False
    first, *others = languages
    entry = {
        "id": note.id,
        "jurisdiction": note.jurisdiction,
        "text": note.text[first],
        "source": note.source[first],
        "source_date": note.source_date.text,
        "checked_on": note.checked_on.isoformat(),
    }
    files[FILE] = _with_entry(files[FILE], entry)
    for language in others:
        name = f"{FOLDER}/{language}/{FILE}"
        pairs = {
            key: {first: getattr(note, key)[first], language: getattr(note, key)[language]}
            for key in WORDS
        }
        files[name] = files.get(name, "").rstrip("\n") + "\n" + _dumped({note.id: pairs})
    return True


def _with_entry(text: str, entry: Mapping[str, str]) -> str:
    """The file with one more element in its list, whatever way the list is written."""
    top = read_yaml(FILE, text).node
    made = yaml.compose(_dumped(entry), Loader=yaml.SafeLoader)
    for key, value in top.value:
        if key.value == _ENTRIES:
            value.value.append(made)
    return str(yaml.serialize(top, Dumper=yaml.SafeDumper, allow_unicode=True, width=10_000))


def _dumped(tree: object) -> str:
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000))

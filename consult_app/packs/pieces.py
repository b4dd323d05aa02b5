"""A pack piece by piece, for those who word it anew: what there is, and a pack with their changes.

A piece of a template is the words of one line: what marks its facts, its list or its heading is not
part of it, so that no change of words loses a fact. A piece of the form is one text of it. Numbers
(`packs.numbers`) are the same in every language. Of the legal status the dates are pieces, and the
words in all languages; a clinic's own note is a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from consult_app.domain.wording import NUMBERS, STATUS, Change
from consult_app.i18n import _, mark
from consult_app.packs import numbers, status
from consult_app.packs.files import PackFiles
from consult_app.packs.pack import load_pack, worded
from consult_app.packs.templates import FENCE
from consult_app.packs.wording import FOLDER, Words, in_own_words, side_by_side
from consult_app.packs.yaml_source import read_yaml

TEMPLATES = "templates/"
"""What the place of a piece of a sheet begins with."""
_BEFORE = re.compile(
    r"^(?:#{2,3} |- |::: (?:personal|same-day|emergency|do|do-not|check|note) |"
    r"::: signature [a-z]+ \| |(?:sub)?title: )?"
)
_BEHIND = re.compile(r"(?: (?<!\{)\{[^{}%]+\})?$")
_NO_WORDS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|^:::.*$|^\|[-|: ]+\|$")
_LETTER = re.compile(r"[^\W\d_]")
_TITLE = re.compile(r"^(?:sub)?title: ")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: where it stands, of what, its words, and the same in the first language."""

    place: str
    group: str
    words: str
    original: str


def pieces(files: PackFiles, language: str) -> tuple[Piece, ...]:
    """Everything that can be worded in a language, or what stands in all of them (`OF_ALL`).

    Raises as `load_pack`.
    """
    if language == NUMBERS:
        return tuple(map(_piece, numbers.every(files)))
    if language == STATUS:
        return (*_status(files), *map(_piece, numbers.reviews(files)))
    return (*_papers(files, language), *_texts(files, language))


def _piece(number: numbers.Number) -> Piece:
    return Piece(number.place, number.group, number.value, number.name)


def at_home(files: PackFiles, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes where their words stand by now: lines above them may have come or gone.

    A change whose words stand nowhere, or more than once, keeps its place.
    """
    return tuple(_at_home(files, change) for change in changes)


def _at_home(files: PackFiles, change: Change) -> Change:
    name, _colon, key = change.place.partition(":")
    if not name.startswith(TEMPLATES) or name not in files:
        return change
    said = [words for _at, words in _lines(files[name])]
    if int(key) < len(said) and said[int(key)] == change.before:
        return change
    if said.count(change.before) != 1:
        return change
    return replace(change, place=f"{name}:{said.index(change.before)}")


def changed(
    files: PackFiles, changes: Iterable[Change]
) -> tuple[dict[str, str], tuple[Change, ...]]:
    """The pack with the changes, and those that no longer fit what is shipped and were left out.

    The result is not loaded here. Raises as `load_pack`, and wording.no-number.
    """
    new, unfit, notes = dict(files), list[Change](), list[Change]()
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for change in changes:
        name, _colon, key = change.place.partition(":")
        if status.own_id(change.place):
            notes.append(change)
        elif name.startswith(f"{FOLDER}/"):
            _folder, language, file = name.split("/")
            texts.setdefault((language, file), {})[key] = change.after
            unfit += _unfit_text(files, language, file, change)
        elif not _put(new, name, key, change):
            unfit.append(change)
    left_out = {change.place for change in unfit}
    for (language, file), said in texts.items():
        kept = {k: v for k, v in said.items() if f"{FOLDER}/{language}/{file}:{k}" not in left_out}
        if kept:
            new[f"{FOLDER}/{language}/{file}"] = _with(worded(files)[file], language, kept)
    spoken = _spoken(files)
    return new, (*unfit, *(one for one in notes if not status.add_note(new, one, spoken)))


def _put(files: dict[str, str], name: str, key: str, change: Change) -> bool:
    """Whether the place still says what the change replaces; then it is replaced."""
    if name in numbers.HELD_IN:
        return numbers.put(files, change)
    if name not in files:
        return False
    if name.startswith(TEMPLATES):
        return _put_line(files, name, int(key), change)
    return numbers.put_scalar(files, name, key, change)


def _spoken(files: PackFiles) -> tuple[str, ...]:
    return dict(read_yaml("pack.yaml", files["pack.yaml"]).pairs())["languages"].words()


def line_number(text: str, number: int) -> int | None:
    """The line of a template, from 0, on which its piece of this number stands; None if none."""
    there = _lines(text)
    return there[number][0] if 0 <= number < len(there) else None


def _papers(files: PackFiles, language: str) -> Iterator[Piece]:
    spoken = _spoken(files)
    for name in sorted(files):
        if name.startswith(f"{TEMPLATES}{language}/"):
            twin = files.get(name.replace(f"/{language}/", f"/{spoken[0]}/"), "")
            originals = [words for _at, words in _lines(twin)]
            for number, (_at, words) in enumerate(_lines(files[name])):
                there = originals[number] if number < len(originals) else ""
                yield Piece(f"{name}:{number}", name.rsplit("/", 1)[-1][:-3], words, there)


def _lines(text: str) -> list[tuple[int, str]]:
    """Number of a line, and its words, for each line of a template that has some."""
    found, fences = [], 0
    for at, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        fences += line.strip() == FENCE
        if fences < 2 and not _TITLE.match(line):
            continue
        words = _core(line)
        if _LETTER.search(_NO_WORDS.sub("", words)):
            found.append((at, words))
    return found


def _core(line: str) -> str:
    behind = _BEHIND.search(line)
    words = line[len(_before(line)) : behind.start() if behind else None]
    return str(json.loads(words)) if _TITLE.match(line) and words.startswith('"') else words


def _before(line: str) -> str:
    found = _BEFORE.match(line)
    return found[0] if found else ""


def _put_line(files: dict[str, str], name: str, number: int, change: Change) -> bool:
    """Whether the line still says what the change replaces; then it is replaced."""
    lines = files[name].replace("\r\n", "\n").split("\n")
    there = _lines(files[name])
    if number >= len(there) or there[number][1] != change.before:
        return False
    at = there[number][0]
    line, behind = lines[at], _BEHIND.search(lines[at])
    said = " ".join(change.after.split())
    if _TITLE.match(line):
        said = json.dumps(said, ensure_ascii=False)
    lines[at] = _before(line) + said + (behind[0] if behind else "")
    files[name] = "\n".join(lines)
    return True


def _texts(files: PackFiles, language: str) -> Iterator[Piece]:
    for file, words in worded(files).items():
        if file == status.FILE:
            continue  # kept in all languages at once
        for key, original in words.asked.items():
            said = _said(words, language, key)
            yield Piece(f"{FOLDER}/{language}/{file}:{key}", file[:-5], said, original)


def _said(words: Words, language: str, key: str) -> str:
    if language == words.languages[0]:
        return words.asked[key]
    one = words.told.get(language, {}).get(key)
    return one.words if one else ""


def _unfit_text(files: PackFiles, language: str, file: str, change: Change) -> list[Change]:
    words, key = worded(files).get(file), change.place.partition(":")[2]
    known = words is not None and key in words.asked
    fits = words is not None and known and _said(words, language, key) == change.before
    return [] if fits else [change]


def _with(words: Words, language: str, said: Mapping[str, str]) -> str:
    if language == words.languages[0]:
        held = {key: one.words for key, one in words.own.items()}
        return in_own_words(words, {**held, **said})
    told = dict(words.told[language])
    told |= {key: replace(told[key], words=" ".join(text.split())) for key, text in said.items()}
    return side_by_side(replace(words, told={**words.told, language: told}), language)


_NAMES = {
    "source_date": mark("Day of the source"),
    "checked_on": mark("Last looked up on"),
    "text": mark("Status"),
    "source": mark("Source"),
}


def _status(files: PackFiles) -> Iterator[Piece]:
    pack = load_pack(files)
    for note in pack.regulatory:
        for name, day in (
            ("source_date", note.source_date.text),
            ("checked_on", note.checked_on.isoformat()),
        ):
            yield Piece(status.date_place(note.id, name), "regulatory", day, _(_NAMES[name]))
        for language in pack.languages:
            for name, text in (("text", note.text), ("source", note.source)):
                place = status.words_place(note.id, name, language)
                called = f"{_(_NAMES[name])} · {language}"
                yield Piece(place, "regulatory", text[language], called)

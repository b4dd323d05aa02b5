"""The words of a pack: the first language beside the structure, every other under `wording/`.

`wording/tr/rules.yaml` holds the words of `rules.yaml` under the same ids, each beside the English
that it was made from: `{en: Active infection, tr: Aktif enfeksiyon}`. Where the English has changed
since, the translation counts as missing. A key is the way to the words: `infection/title`,
`items/pt.hope/ask`, `anticoagulant/reasons/1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import yaml

from consult_app.errors import Refused
from consult_app.forms.model import Text
from consult_app.packs.files import PackFiles
from consult_app.packs.yaml_source import Source, read_yaml

FOLDER = "wording"
FILES = (
    *("pack.yaml", "assessment.yaml", "rules.yaml", "consent.yaml", "regulatory.yaml"),
    "followup.yaml",
)
"""What has words; templates are written whole in each language."""

_PLACE = re.compile(r"\{\w+\}")
_SAYS = re.compile(r"[^\W\d_]")

OWN = "own"
"""Beside the shipped words of the first language: what the clinic says in their place."""

ALSO = ("allow",)
"""Last parts of keys that a translation may have where the first language has none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that a language lacks: the file where they belong, and their key (empty: all of it).

    `stale`: there are words, but the first language says something else by now.
    """

    language: str
    file: str
    key: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of a translation. `of`: the words that it was made from."""

    of: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Words:
    """What one file says in each language.

    `told`: language -> key -> translation; `asked`: fills while the file is read, key -> the words
    in the first language as they were shipped; `own`: key -> a clinic's words in that language,
    which hold while the shipped ones are those that they replaced.
    """

    file: str
    languages: tuple[str, ...]
    told: Mapping[str, Mapping[str, Translation]]
    asked: dict[str, str] = field(default_factory=dict)
    own: Mapping[str, Translation] = field(default_factory=dict)

    def text(self, source: Source, *key: str) -> Text:
        """The words at `source` in every language that has them. Raises pack.wrong-value."""
        name = "/".join(key)
        self.asked[name] = shipped = one_line(source.text())
        mine = self.own.get(name)
        first = mine.words if mine and mine.words and mine.of == shipped else shipped
        return {self.languages[0]: first, **self._translated(name)}

    def optional(self, fields: Mapping[str, Source], *key: str) -> Text:
        """The words under the last part of the key, or none."""
        return self.text(fields[key[-1]], *key) if key[-1] in fields else {}

    def besides(self, fields: Mapping[str, Source], *key: str) -> Text:
        """Words that each language has, or has not, for itself."""
        first = {self.languages[0]: one_line(fields[key[-1]].text())} if key[-1] in fields else {}
        return {**first, **self._translated("/".join(key))}

    def _translated(self, name: str) -> Text:
        found = ((language, keys.get(name)) for language, keys in self.told.items())
        return {language: one.words for language, one in found if one and one.words}

    def gaps(self) -> Iterator[Gap]:
        """What is not translated, or no longer, once the file was read."""
        for language, keys in self.told.items():
            where = f"{FOLDER}/{language}/{self.file}"
            for name, words in self.asked.items():
                found = keys.get(name)
                if found is None or not found.words:
                    yield Gap(language, where, name)
                elif found.of != words:
                    yield Gap(language, where, name, stale=True)

    def refuse_strangers(self) -> None:
        """Words for what the pack does not have, or no longer. Raises `Refused`: pack.no-words."""
        for keys in (*self.told.values(), self.own):
            for name, one in keys.items():
                if name not in self.asked and name.rsplit("/", 1)[-1] not in ALSO:
                    at = one.source
                    raise Refused("pack.no-words", file=at.file, line=at.line, name=name)


def read_words(files: PackFiles, file: str, languages: tuple[str, ...]) -> Words:
    """The translations of one file of the pack; where a language has none they are all gaps.

    Raises what `yaml_source` raises.
    """
    told: dict[str, dict[str, Translation]] = {}
    for language in languages[1:]:
        name = f"{FOLDER}/{language}/{file}"
        told[language] = {}
        if name in files:
            told[language] |= _flat(read_yaml(name, files[name]), (languages[0], language))
    name = f"{FOLDER}/{languages[0]}/{file}"
    own = _flat(read_yaml(name, files[name]), (languages[0], OWN)) if name in files else {}
    return Words(file, languages, told, own=own)


def side_by_side(words: Words, language: str) -> str:
    """The file that a translator fills: every text of the first language, and what is there."""
    first, kept = words.languages[0], words.told.get(language, {})
    tree: dict[str, object] = {}
    for key, original in words.asked.items():
        one = kept.get(key)
        fresh = (one.words if one and one.of == original else "") or _same(original)
        _put(tree, key, {first: original, language: fresh})
    for key, one in kept.items():
        if key not in words.asked and key.rsplit("/", 1)[-1] in ALSO:
            _put(tree, key, {language: one.words})
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000)


def in_own_words(words: Words, changed: Mapping[str, str]) -> str:
    """The file of a clinic's words in the first language: key -> words, beside the shipped ones."""
    tree: dict[str, object] = {}
    for key, said in changed.items():
        _put(tree, key, {words.languages[0]: words.asked[key], OWN: said})
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000)


def _same(original: str) -> str:
    """Words that are no words but the place of an answer: the same in every language."""
    return "" if _SAYS.search(_PLACE.sub("", original)) else original


def _put(tree: dict[str, object], key: str, leaf: Mapping[str, str]) -> None:
    *way, last = key.split("/")
    for part in way:
        tree = cast("dict[str, object]", tree.setdefault(part, {}))
    tree[last] = dict(leaf)


def one_line(words: str) -> str:
    """Words without the line ends of the file."""
    return " ".join(words.split())


def _flat(source: Source, pair: tuple[str, str], *way: str) -> dict[str, Translation]:
    """Key -> translation, of a tree whose leaves are pairs of languages."""
    parts = dict(source.pairs())
    if any(language in parts and parts[language].is_text for language in pair):
        said = {key: one_line(part.text()) for key, part in source.fields(pair).items()}
        one = Translation(said.get(pair[0], ""), said.get(pair[1], ""), source)
        return {"/".join(way): one}
    found: dict[str, Translation] = {}
    for key, part in parts.items():
        found |= _flat(part, pair, *way, key)
    return found

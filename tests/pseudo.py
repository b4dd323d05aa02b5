"""A language that nobody speaks: every sentence of the program between « and », parameters outside.

What is read on a screen in this language and stands outside the brackets was never translated,
unless it is data: names, numbers, dates, the words of a pack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

from consult_app import i18n
from tests.conftest import ROOT

LANGUAGE = "fi"
"""Its months and countries are real, its sentences are not."""
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "both": None, "of_window": None}
_PARAMETER = re.compile(r"(%\([a-z]+\)s|\{[^{}]*\})")
_BRACKETED = re.compile(r"«[^«»]*(?:»|$)")
"""A sentence; one that is cut for want of room never ends."""
_PIECES = re.compile(r"[|·,:;()“”\"!?.–\d]+|\.\.\.|…")
_KEYS = re.compile(r"\b(?:ctrl|alt|shift|esc|f\d+)\b(?:[+ ]+(?:shift|return|[a-z+=-])(?!\w))*")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{4}(?:[ |]+[0-9a-f]{4}){3,}\b")
_NAMES_OF_MONTHS = (
    name
    for written in Locale.parse(LANGUAGE).months.values()
    for width in written.values()
    for name in width.values()
)
_MONTHS = re.compile(rf"\b(?:{'|'.join(_NAMES_OF_MONTHS)})\b")
_MOST_LINES = 14
_WORD = re.compile(r"[^\W\d_]{2,}")


def bracketed(message: str) -> str:
    """`No. {number}` as `«No. »{number}«»`: what is put in stands outside and is looked at too."""
    return f"«{_PARAMETER.sub(lambda p: f'»{p.group()}«', message)}»"


def make_catalogue(folder: Path) -> Path:
    """Compile the language into `folder`, ready for `i18n.use(LANGUAGE, folder)`; the folder."""
    target = folder / LANGUAGE / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(_compiled())
    return folder


@cache
def _compiled() -> bytes:
    """Every sentence of the code, looked for once."""
    catalogue = Catalog(locale=Locale.parse(LANGUAGE))
    package = str(ROOT / "consult_app")
    for _file, _line, message, _comments, _context in extract_from_dir(package, keywords=KEYWORDS):
        if isinstance(message, tuple):
            catalogue.add(message, tuple(map(bracketed, message)))
        else:
            catalogue.add(message, bracketed(message))
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


class Vocabulary:
    """Everything that is data: phrases that may stand on the screen as they are."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: set[str] = set()
        self._sentences: list[str] = []
        self.learn(phrases)

    def learn(self, phrases: Iterable[str]) -> None:
        """More data. Whole sentences may stand among other words; what is shorter, alone."""
        known = {_plain(p) for p in phrases if _WORD.search(p)}
        self._phrases |= known | {" ".join(p.split()) for k in known for p in _PIECES.split(k)}
        self._sentences = sorted((p for p in self._phrases if p.count(" ") > 2), key=len)
        self._sentences.reverse()

    def untranslated(self, text: str) -> str:
        """What of a text is neither translated nor data; empty where all is well."""
        rest = _plain(_BRACKETED.sub(" | ", text))
        if not _WORD.search(rest):
            return ""
        rest = _FINGERPRINT.sub(" | ", _MONTHS.sub(" | ", _KEYS.sub(" | ", rest)))
        for phrase in self._sentences:
            rest = rest.replace(phrase, " | ")
        pieces = (" ".join(piece.split()) for piece in _PIECES.split(rest))
        return " | ".join(p for p in pieces if _WORD.search(p) and p not in self._phrases)

    def drawn(self, fragments: Sequence[str]) -> str:
        """The same of words drawn one by one: neighbours may be the lines of one text."""
        clean = {0}
        for end in range(1, len(fragments) + 1):
            starts = (start for start in sorted(clean) if end - start <= _MOST_LINES)
            if any(not self.untranslated(_joined(fragments[s:end])) for s in starts):
                clean.add(end)
        return "" if len(fragments) in clean else self.untranslated(_joined(fragments))


def strings(value: object) -> Iterator[str]:
    """Every text in a frozen structure: dataclasses, mappings, sequences, however deep."""
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        yield "".join(text for run in value if isinstance(text := getattr(run, "text", 0), str))
        for inner in value:
            yield from strings(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


@cache
def names() -> tuple[str, ...]:
    """What languages and countries are called, which Babel brings."""
    locale = Locale.parse(LANGUAGE)
    return tuple(map(str, (*locale.languages.values(), *locale.territories.values())))


def _joined(lines: Sequence[str]) -> str:
    """Lines as one text; a name may have been broken at its hyphen."""
    return "".join(line if line.endswith("-") else f"{line} " for line in lines)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())

"""Lint of the words: reading grade, long sentences, promises, figures that nobody stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from consult_app.i18n import _
from consult_app.packs.lint import Passage, Problem, patient_passages, template_passages
from consult_app.packs.pack import Pack
from consult_app.packs.readability import (
    GRADE_LIMIT,
    SENTENCE_LIMIT,
    ended,
    grade,
    sentences,
)

READ = ("paragraph", "item")
SHORTEST_PART = 12
"""Words below which a grade says nothing."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Words of one language that the lint looks for, as regular expressions.

    `promises` need `{allow …}`; `hedges` show that something is possible, not certain; `denials`
    show that a claim is contradicted; `numbers` before `units` are figures.
    """

    promises: tuple[str, ...]
    hedges: tuple[str, ...]
    denials: tuple[str, ...]
    numbers: str
    units: str


WATCHED: Mapping[str, Watch] = {
    "en": Watch(
        promises=(
            *("safe", "safer", "safest", "safely", "proven", "proves?", "cured?", "cures"),
            *("guarantee[ds]?", "side effects?", "risk-free", "no risks?", "without risks?"),
            *("miracles?", "effective", "permanent(ly)?", "painless", "breakthrough", "harmless"),
        ),
        hedges=(
            *("may", "might", "can", "could", "hope[ds]?", "hoped for", "stud(y|ied)"),
            *("considered", "looked at", "not certain", "no one knows", "nobody knows"),
        ),
        denials=("no", "not", "no one", "nobody", "nothing", "never", "even when", "depends on"),
        numbers="one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?",
        units="seconds?|minutes?|hours?|days?|weeks?|months?|years?|women|men|people|patients|times",
    )
}


def lint_words(pack: Pack, language: str) -> Iterator[Problem]:
    """Every problem with the words in one language."""
    if language not in WATCHED:
        yield Problem("words", language, _("No list of watched words for this language."))
        return
    passages = list(patient_passages(pack, language))
    yield from _grades(passages, language)
    for passage in passages:
        yield from _long_sentences(passage)
        yield from _promises(passage, language)
    for passage in template_passages(pack, language, patients_only=False):
        yield from _figures(passage, language)


def _grades(passages: list[Passage], language: str) -> Iterator[Problem]:
    parts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.kind in READ and not passage.marks.cite:  # a list of sources is no prose
            parts.setdefault(passage.part, []).append(ended(passage.text))
    for part, texts in parts.items():
        text = " ".join(texts)
        found = grade(text, language) if len(text.split()) >= SHORTEST_PART else 0.0
        if found > GRADE_LIMIT:
            what = _("Reading grade {grade}; at most {limit}.")
            yield Problem("grade", part, what.format(grade=round(found, 1), limit=GRADE_LIMIT))


def _long_sentences(passage: Passage) -> Iterator[Problem]:
    if passage.kind not in READ:
        return
    for sentence in sentences(passage.text):
        count = len(sentence.split())
        if count > SENTENCE_LIMIT:
            what = _("{count} words in one sentence: {start}…")
            start = " ".join(sentence.split()[:6])
            yield Problem("sentence", passage.part, what.format(count=count, start=start))


def _promises(passage: Passage, language: str) -> Iterator[Problem]:
    for found in promises_in(passage.text, language):
        if found.lower() not in passage.marks.allow:
            what = _("“{word}” promises too much in: {text}")
            yield Problem("promise", passage.part, what.format(word=found, text=passage.text[:60]))


def _figures(passage: Passage, language: str) -> Iterator[Problem]:
    if passage.marks.ids:
        return
    for found in figures_in(passage.text, language):
        what = _("The figure “{figure}” has no source.")
        yield Problem("figure", passage.part, what.format(figure=found))


def promises_in(text: str, language: str) -> list[str]:
    """Words that claim more than anyone can stand behind."""
    return _found(WATCHED[language].promises, text)


def figures_in(text: str, language: str) -> list[str]:
    """Digits, and numbers in words before a unit."""
    watch = WATCHED[language]
    pattern = rf"\d+|\b(?:{watch.numbers})\s+(?:{watch.units})\b"
    return [match[0] for match in re.finditer(pattern, text, re.IGNORECASE)]


def is_hedged(text: str, language: str) -> bool:
    """Whether the words say that it is possible, and not that it is so."""
    return bool(_found(WATCHED[language].hedges, text))


def denies(text: str, language: str) -> bool:
    """Whether the words contradict or limit something."""
    return bool(_found(WATCHED[language].denials, text))


def _found(words: tuple[str, ...], text: str) -> list[str]:
    return [match[0] for match in _pattern(words).finditer(text)]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)

"""Lint of the words: reading grade, long sentences, promises, figures that nobody stands behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.i18n import _
from consult_app.packs.lint import (
    Passage,
    Problem,
    note_passages,
    patient_passages,
    template_passages,
)
from consult_app.packs.pack import Pack
from consult_app.packs.readability import SENTENCE_LIMIT, Measure, ended, measure, sentences
from consult_app.packs.watched import WATCHED, denies, figures_in, fold, promises_in

READ = ("paragraph", "item")
SHORTEST_PART = 12
"""Words below which a grade says nothing."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How easy one part of a text is, by the formula of its language."""

    part: str
    score: float
    formula: Measure

    @property
    def passes(self) -> bool:
        """Whether it is easy enough."""
        return self.formula.passes(self.score)

    @property
    def words(self) -> str:
        """The score and what would pass, in words."""
        at_least = _("{name} {score}; at least {limit}")
        at_most = _("{name} {score}; at most {limit}")
        return (at_least if self.formula.more_is_easier else at_most).format(
            name=self.formula.name, score=self.score, limit=self.formula.limit
        )


def lint_words(pack: Pack, language: str) -> Iterator[Problem]:
    """Every problem with the words in one language."""
    if language not in WATCHED:
        yield Problem("words", language, _("No list of watched words for this language."))
        return
    yield from _read(list(patient_passages(pack, language)), language)
    for passage in template_passages(pack, language, patients_only=False):
        yield from _figures(passage, language)


def lint_notes(pack: Pack, language: str) -> Iterator[Problem]:
    """What `lint_words` finds in the notes on the legal status alone, which is quick."""
    if language in WATCHED:
        yield from _read(list(note_passages(pack, language)), language)


def _read(passages: list[Passage], language: str) -> Iterator[Problem]:
    for grade in _grades(passages, language):
        if not grade.passes:
            yield Problem("grade", grade.part, grade.words)
    for passage in passages:
        yield from _long_sentences(passage, language)
        yield from _promises(passage, language)


def grades(pack: Pack, language: str) -> tuple[Grade, ...]:
    """How easy each part is that a patient reads. Raises `Refused`: pack.no-reading-grade."""
    return tuple(_grades(list(patient_passages(pack, language)), language))


def _grades(passages: list[Passage], language: str) -> Iterator[Grade]:
    parts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.kind in READ and not passage.marks.cite:  # a list of sources is no prose
            parts.setdefault(passage.part, []).append(ended(passage.text))
    formula = measure(language)
    for part, texts in parts.items():
        text = " ".join(texts)
        if len(text.split()) >= SHORTEST_PART:
            yield Grade(part, round(formula.score(text), 1), formula)


def _long_sentences(passage: Passage, language: str) -> Iterator[Problem]:
    if passage.kind not in READ:
        return
    for sentence in sentences(passage.text, language):
        count = len(sentence.split())
        if count > SENTENCE_LIMIT:
            what = _("{count} words in one sentence: {start}…")
            start = " ".join(sentence.split()[:6])
            yield Problem("sentence", passage.part, what.format(count=count, start=start))


def _promises(passage: Passage, language: str) -> Iterator[Problem]:
    """A watched word stands only where it is allowed by name, and beside words against it."""
    allowed = {fold(word.replace("_", " "), language) for word in passage.marks.allow}
    for found in promises_in(passage.text, language):
        if found not in allowed or not denies(passage.text, language):
            what = _("“{word}” promises too much in: {text}")
            yield Problem("promise", passage.part, what.format(word=found, text=passage.text[:60]))


def _figures(passage: Passage, language: str) -> Iterator[Problem]:
    if passage.marks.ids:
        return
    for found in figures_in(passage.text, language):
        what = _("The figure “{figure}” has no source.")
        yield Problem("figure", passage.part, what.format(figure=found))

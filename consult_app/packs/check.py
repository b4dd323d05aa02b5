"""The lint of a whole pack, and its report; loading has already refused what does not resolve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.packs.lint import Problem
from consult_app.packs.lint_duties import lint_dates, lint_duties
from consult_app.packs.lint_facts import lint_facts
from consult_app.packs.lint_languages import lint_languages
from consult_app.packs.lint_rules import lint_rules
from consult_app.packs.lint_words import Grade, grades, lint_notes, lint_words
from consult_app.packs.pack import Pack
from consult_app.packs.readability import MEASURES
from consult_app.packs.templates import render_template
from consult_app.packs.values import blank_values, sample_values


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """How one language stands: texts that are there, texts needed, the grade of each part."""

    language: str
    there: int
    needed: int
    grades: tuple[Grade, ...]

    @property
    def worst(self) -> Grade | None:
        """The hardest part; None where nothing long enough is written."""
        sign = -1 if self.grades and self.grades[0].formula.more_is_easier else 1
        return max(self.grades, key=lambda grade: sign * grade.score, default=None)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `told` and `left_out`: facts told, and left out with a reason."""

    pack: Pack
    told: int
    left_out: int
    languages: tuple[LanguageRow, ...]
    problems: tuple[Problem, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def report(pack: Pack, today: date, languages: tuple[str, ...] = ()) -> Report:
    """The check of a pack with its counts. `languages`: only these, and what is of none."""
    wanted = languages or pack.languages
    told = sum(bool(fact.told) for fact in pack.facts)
    return Report(
        pack=pack,
        told=told,
        left_out=len(pack.facts) - told,
        languages=tuple(_row(pack, language) for language in wanted),
        problems=check_pack(pack, today, wanted),
    )


def check_pack(pack: Pack, today: date, languages: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Everything that is not as it should be; empty: the pack is clean."""
    found: list[Problem] = []
    for language in languages or pack.languages:
        found += lint_facts(pack, language)
        found += lint_words(pack, language)
    found += lint_languages(pack, languages or pack.languages)
    found += lint_duties(pack, today)
    found += lint_rules(pack)
    found += _unfillable(pack)
    return tuple(dict.fromkeys(found))


def check_notes(pack: Pack, today: date) -> tuple[Problem, ...]:
    """Of the whole check what concerns the notes on the legal status, and days that are over."""
    found = [problem for language in pack.languages for problem in lint_notes(pack, language)]
    return (*found, *lint_dates(pack, today))


def _row(pack: Pack, language: str) -> LanguageRow:
    lacking = sum(gap.language == language for gap in pack.gaps)
    found = grades(pack, language) if language in MEASURES else ()
    return LanguageRow(language, pack.texts - lacking, pack.texts, found)


def _unfillable(pack: Pack) -> Iterator[Problem]:
    """Templates that break on an empty or on a full set of values."""
    for template in pack.templates.values():
        for values in (blank_values(), sample_values()):
            try:
                render_template(template, values)
            except Refused as error:
                what = _("It cannot be filled: {code} {params}")
                words = what.format(code=error.code, params=error.params)
                yield Problem("template", template.file, words)

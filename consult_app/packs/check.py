"""The lint of a whole pack; loading has already refused what does not resolve."""

from __future__ import annotations

from datetime import date

from consult_app.errors import Refused
from consult_app.packs.lint import Problem
from consult_app.packs.lint_duties import lint_duties
from consult_app.packs.lint_facts import lint_facts
from consult_app.packs.lint_words import lint_words
from consult_app.packs.pack import Pack
from consult_app.packs.templates import render_template
from consult_app.packs.values import blank_values, sample_values


def check_pack(pack: Pack, today: date) -> tuple[Problem, ...]:
    """Everything that is not as it should be; empty: the pack is clean."""
    found: list[Problem] = []
    for language in pack.languages:
        found += lint_facts(pack, language)
        found += lint_words(pack, language)
    found += lint_duties(pack, today)
    found += _unfillable(pack)
    return tuple(dict.fromkeys(found))


def _unfillable(pack: Pack) -> list[Problem]:
    """Templates that break on an empty or on a full set of values."""
    found = []
    for template in pack.templates.values():
        for values in (blank_values(), sample_values()):
            try:
                render_template(template, values)
            except Refused as error:
                found.append(Problem("template", template.file, f"{error.code} {error.params}"))
    return found

"""Lint of the translations: nothing is missing or older than the first language, nothing differs.

A translated sheet has the sections, parts, values and marks of the first language's; only the words
are its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from consult_app.i18n import _
from consult_app.packs.lint import Problem
from consult_app.packs.pack import Pack
from consult_app.packs.templates import Template, read_pieces

_DIRECTIVE = re.compile(r"^:::[ \t]*([a-z-]*)", re.MULTILINE)
_TAG = re.compile(r"\{%-?\s*(.*?)\s*-?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?\s*([\w.]+)")


def lint_languages(pack: Pack, languages: Collection[str]) -> Iterator[Problem]:
    """Every problem of these languages, compared with the first."""
    for gap in pack.gaps:
        if gap.language not in languages:
            continue
        what = _("The first language says something else by now") if gap.stale else _("No words")
        yield Problem("language", f"{gap.file} {gap.key}".strip(), what)
    first = pack.languages[0]
    for (name, language), template in pack.templates.items():
        original = pack.templates.get((name, first))
        if language in languages and language != first and original is not None:
            yield from _unlike(template, original)


def _unlike(template: Template, original: Template) -> Iterator[Problem]:
    if template.version != original.version:
        what = _("It was made from version {old}; the first language has {new}.")
        words = what.format(old=template.version, new=original.version)
        yield Problem("language", template.file, words)
    if (template.audience, template.reader) != (original.audience, original.reader):
        yield Problem("language", template.file, _("Its audience or reader is another."))
    pairs = (
        (_("section"), Counter(_keys(template)), Counter(_keys(original))),
        (_("part"), _count(_DIRECTIVE, template), _count(_DIRECTIVE, original)),
        (_("condition"), _count(_TAG, template), _count(_TAG, original)),
    )
    for kind, found, wanted in pairs:
        yield from _differences(template, kind, found, wanted)
    values, needed = (set(_VALUE.findall(one.body)) for one in (template, original))
    yield from _differences(template, _("value"), Counter(values), Counter(needed))


def _differences(
    template: Template, kind: str, found: Counter[str], wanted: Counter[str]
) -> Iterator[Problem]:
    more, less = _("One {kind} too many: {name}"), _("One {kind} too few: {name}")
    for name in found - wanted:
        yield Problem("language", template.file, more.format(kind=kind, name=name or ":::"))
    for name in wanted - found:
        yield Problem("language", template.file, less.format(kind=kind, name=name or ":::"))


def _keys(template: Template) -> Iterator[str]:
    return (p.marks.key for p in read_pieces(template) if p.kind == "heading" and p.marks.key)


def _count(pattern: re.Pattern[str], template: Template) -> Counter[str]:
    return Counter(" ".join(found.split()) for found in pattern.findall(template.body))

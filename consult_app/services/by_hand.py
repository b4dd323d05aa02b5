"""A consent filled in by hand: boxes to tick and lines to write on where nothing is said yet.

Used for the form that is printed to be signed in ink, and for the blank one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from consult_app.domain.blocks import Block, Choices, Heading, Inline, Run, Table
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.packs.pack import Pack
from consult_app.packs.templates import Template, render_sections

LINE = "_" * 90
"""A line to write on, across the paper."""
ANSWERS = "answers"
"""Key of the section that lists the statements with their answers."""


def blocks(template: Template, values: Mapping[str, object]) -> Iterator[Block]:
    """The filled template; a statement without an answer has a box for yes and one for no."""
    for section in render_sections(template, values):
        if section.title:
            yield Heading(2, section.title)
        for block in section.blocks:
            if section.key == ANSWERS and isinstance(block, Table):
                yield from _to_tick(block)
            else:
                yield block


def with_room(values: Mapping[str, Any], pack: Pack, language: str) -> dict[str, Any]:
    """`values` of a consent with lines under every prompt that has not been said back yet."""
    said = {entry["prompt"]: entry for entry in values["teach_back"]}
    asked = [say(prompt.text, language) for prompt in pack.consent.teach_back]
    return {
        **values,
        "teach_back": [said.get(prompt, {"prompt": prompt, "words": lines()}) for prompt in asked],
    }


def lines() -> str:
    """Room for a sentence or two."""
    return f"\n{LINE}\n{LINE}"


def _to_tick(table: Table) -> Iterator[Block]:
    answers: tuple[Inline, ...] = ((Run(_("Yes")),), (Run(_("No")),))
    answered = [row for row in table.rows if _text(row[1])]
    if answered:
        yield replace(table, rows=tuple(answered))
    for row in table.rows:
        if not _text(row[1]):
            yield Choices(row[0], answers)


def _text(cell: Inline) -> str:
    return "".join(run.text for run in cell).strip()

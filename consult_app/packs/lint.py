"""What a lint finds, and the passages of a pack that a patient reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consult_app.forms.model import Item, Text, say
from consult_app.packs.marks import Marks
from consult_app.packs.pack import Pack
from consult_app.packs.rules import below
from consult_app.packs.templates import read_pieces


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be."""

    check: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in one language. `part`: what is read together; `kind` as in `markdown.Piece`."""

    where: str
    part: str
    kind: str
    text: str
    marks: Marks


def template_passages(pack: Pack, language: str, *, patients_only: bool) -> Iterator[Passage]:
    """Every paragraph, item and title of the templates."""
    for template in pack.templates.values():
        if template.language != language or (patients_only and template.reader != "patient"):
            continue
        for piece in read_pieces(template):
            part = f"{template.file} {piece.section}".strip()
            yield Passage(template.file, part, piece.kind, piece.text, piece.marks)


def patient_passages(pack: Pack, language: str) -> Iterator[Passage]:
    """Everything that a patient reads or hears."""
    yield from template_passages(pack, language, patients_only=True)
    form = pack.consent
    for statement in form.statements:
        marks = Marks(statement.sources, statement.against)
        yield _passage(f"consent.yaml {statement.id}", statement.text, language, marks)
    for prompt in form.teach_back:
        yield _passage(f"consent.yaml {prompt.id}", prompt.text, language, Marks())
    for rule in pack.rules:
        for text in (rule.patient, rule.patient_unknown):
            if text:
                yield _passage(f"rules.yaml {rule.id}", text, language, Marks(rule.sources))
    for entry in pack.regulatory:
        marks = Marks((entry.id,), allow=entry.allow)
        yield _passage(f"regulatory.yaml {entry.id}", entry.text, language, marks)
    for section in pack.questionnaire.items:
        yield from _spoken(section, language)


def _spoken(section: Item, language: str) -> Iterator[Passage]:
    """The questions of a section as they are asked: one alone is too short to be graded."""
    for item in below(section):
        if item.ask:
            where = f"assessment.yaml {item.link_id}"
            passage = _passage(where, item.ask, language, Marks(item.sources))
            yield replace(passage, part=f"assessment.yaml {section.link_id}")


def _passage(where: str, text: Text, language: str, marks: Marks) -> Passage:
    return Passage(where, where.partition(" ")[0], "paragraph", say(text, language), marks)

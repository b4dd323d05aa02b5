"""What a lint finds, and the passages of a pack that a patient reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consult_app.forms.model import Text
from consult_app.packs.followup import FILE as FOLLOWUP
from consult_app.packs.marks import Marks
from consult_app.packs.pack import Pack
from consult_app.packs.rules import below
from consult_app.packs.templates import read_pieces
from consult_app.packs.wording import FOLDER


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
        for words in (template.title, template.subtitle):
            if words:
                yield Passage(template.file, template.file, "title", words, Marks())
        for piece in read_pieces(template):
            part = f"{template.file} {piece.section}".strip()
            yield Passage(template.file, part, piece.kind, piece.text, piece.marks)


def patient_passages(pack: Pack, language: str) -> Iterator[Passage]:
    """Everything that a patient reads or hears; what is not translated yet is left out."""
    yield from template_passages(pack, language, patients_only=True)
    yield from (passage for passage in _spoken_words(pack, language) if passage.text)


def note_passages(pack: Pack, language: str) -> Iterator[Passage]:
    """The notes on the legal status."""
    where = file_of(pack, language, "regulatory.yaml")
    for entry in pack.regulatory:
        marks = Marks((entry.id,), allow=entry.allow.get(language, ()))
        words = entry.text.get(language, "")
        yield Passage(f"{where} {entry.id}", where, "paragraph", words, marks)


def file_of(pack: Pack, language: str, file: str) -> str:
    """Where the words of a file stand in a language."""
    return file if language == pack.languages[0] else f"{FOLDER}/{language}/{file}"


def _spoken_words(pack: Pack, language: str) -> Iterator[Passage]:
    def passage(file: str, name: str, text: Text, marks: Marks) -> Passage:
        where = file_of(pack, language, file)
        return Passage(f"{where} {name}", where, "paragraph", text.get(language, ""), marks)

    for statement in pack.consent.statements:
        marks = Marks(statement.sources, statement.against)
        yield passage("consent.yaml", statement.id, statement.text, marks)
    for prompt in pack.consent.teach_back:
        yield passage("consent.yaml", prompt.id, prompt.text, Marks())
    for rule in pack.rules:
        for text in (rule.patient, rule.patient_unknown):
            yield passage("rules.yaml", rule.id, text, Marks(rule.sources))
    yield from note_passages(pack, language)
    forms = [("assessment.yaml", pack.questionnaire)]
    if pack.followup is not None:
        forms.append((FOLLOWUP, pack.followup.questionnaire))
    for file, section in ((file, one) for file, form in forms for one in form.items):
        for item in below(section):
            one = passage(file, item.link_id, item.ask, Marks(item.sources))
            # a question alone is too short to be graded: a section is read together
            yield replace(one, part=f"{one.part} {section.link_id}")

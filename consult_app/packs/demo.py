"""The script of the made-up consultation: who comes, what is answered, what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from consult_app.errors import Refused
from consult_app.forms.model import Coding, Item, ItemType, Path, Questionnaire
from consult_app.packs.rules import all_items
from consult_app.packs.yaml_source import Source

Words: TypeAlias = Mapping[str, str]

PARTS = ("clinic", "physician", "patient", "product", "evaluation", "decision", "consent")
FIELDS = (*PARTS, "treatment", "answers", "statements", "teach_back", "questions")


@dataclass(frozen=True, slots=True)
class Demo:
    """A consultation as it would be typed. `answers`: path -> code, number, date or words.

    `statements`: statement id -> yes, no; `teach_back`: prompt id -> the patient's words;
    `questions`: question -> answer; every other part maps the name of a field to its words.
    """

    clinic: Words
    physician: Words
    patient: Words
    product: Words
    answers: tuple[tuple[Path, str], ...]
    evaluation: Words
    decision: Words
    consent: Words
    statements: Words
    teach_back: Words
    questions: Words
    treatment: Words


def read_demo(source: Source, questionnaire: Questionnaire) -> Demo:
    """The script of a file, each answer checked against the questionnaire.

    Raises `Refused`: pack.unknown-item, pack.unknown-option, and what `yaml_source` raises.
    """
    top = source.fields(FIELDS, FIELDS)
    items = all_items(questionnaire)
    answers = tuple((path, _answer(value, path, items)) for path, value in top["answers"].pairs())
    words = {
        name: {key: value.text() for key, value in top[name].pairs()}
        for name in FIELDS
        if name != "answers"
    }
    return Demo(answers=answers, **words)


def _answer(source: Source, path: Path, items: Mapping[str, Item]) -> str:
    link_id = path.rsplit("/", 1)[-1].partition("[")[0]
    if link_id not in items:
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=link_id)
    item, words = items[link_id], source.text()
    codes = [o.value.code for o in item.options if isinstance(o.value, Coding)]
    if item.type is ItemType.CHOICE and words not in codes:
        raise Refused("pack.unknown-option", file=source.file, line=source.line, option=words)
    return words

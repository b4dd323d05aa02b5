"""YAML -> the consent form: statements, prompts for teach-back, the meaning of the signatures."""

from __future__ import annotations

from consult_app.domain.consent_form import ConsentForm, Prompt, Statement
from consult_app.errors import Refused
from consult_app.packs.sources import read_sources
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

ELEMENTS = (
    "nature",
    "uncertainty",
    "unapproved-status",
    "risks",
    "late-reactions",
    "alternatives",
    "doing-nothing",
    "withdrawal",
    "product",
    "site",
    "sessions",
    "questions",
    "voluntary",
)
"""What the core statements of a consent must speak of; `check` says which is missing."""

FIELDS = ("version", "statements", "teach_back", "patient_signs", "physician_signs")


def read_consent(source: Source, words: Words) -> ConsentForm:
    """The consent form of a file.

    Raises `Refused`: pack.duplicate-id, and what `yaml_source` and `words` raise.
    """
    top = source.fields((*FIELDS, "guardians"), FIELDS)
    form = ConsentForm(
        version=top["version"].text(),
        statements=tuple(_statement(part, words) for part in top["statements"].parts()),
        teach_back=tuple(_prompt(part, words) for part in top["teach_back"].parts()),
        patient_signs=words.text(top["patient_signs"], "patient_signs"),
        physician_signs=words.text(top["physician_signs"], "physician_signs"),
        guardians=top["guardians"].whole() if "guardians" in top else 1,
    )
    seen: set[str] = set()
    for name in [s.id for s in form.statements] + [p.id for p in form.teach_back]:
        if name in seen:
            raise Refused("pack.duplicate-id", file=source.file, line=source.line, name=name)
        seen.add(name)
    return form


def _statement(source: Source, words: Words) -> Statement:
    needed = ("id", "text", "core")
    fields = source.fields((*needed, "section", "covers", "sources", "against"), needed)
    covers = fields["covers"].words() if "covers" in fields else ()
    if unknown := [element for element in covers if element not in ELEMENTS]:
        raise fields["covers"].wrong(f"one of {', '.join(ELEMENTS)}, not {unknown[0]}")
    return Statement(
        id=fields["id"].text(),
        text=words.text(fields["text"], "statements", fields["id"].text()),
        core=fields["core"].flag(),
        section=fields["section"].text() if "section" in fields else "",
        covers=covers,
        sources=read_sources(fields),
        against=read_sources(fields, "against"),
    )


def _prompt(source: Source, words: Words) -> Prompt:
    names = ("id", "text", "listen_for")
    fields = source.fields(names, names)
    name = fields["id"].text()
    return Prompt(
        name,
        words.text(fields["text"], "teach_back", name, "text"),
        words.text(fields["listen_for"], "teach_back", name, "listen_for"),
    )

"""YAML -> the consent form: statements, prompts for teach-back, the meaning of the signatures."""

from __future__ import annotations

from consult_app.domain.consent_form import ConsentForm, Prompt, Statement
from consult_app.errors import Refused
from consult_app.packs.words import read_sources, read_text
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


def read_consent(source: Source, languages: tuple[str, ...]) -> ConsentForm:
    """The consent form of a file.

    Raises `Refused`: pack.duplicate-id, and what `yaml_source` and `words` raise.
    """
    top = source.fields(FIELDS, FIELDS)
    form = ConsentForm(
        version=top["version"].text(),
        statements=tuple(_statement(part, languages) for part in top["statements"].parts()),
        teach_back=tuple(_prompt(part, languages) for part in top["teach_back"].parts()),
        patient_signs=read_text(top["patient_signs"], languages),
        physician_signs=read_text(top["physician_signs"], languages),
    )
    seen: set[str] = set()
    for name in [s.id for s in form.statements] + [p.id for p in form.teach_back]:
        if name in seen:
            raise Refused("pack.duplicate-id", file=source.file, line=source.line, name=name)
        seen.add(name)
    return form


def _statement(source: Source, languages: tuple[str, ...]) -> Statement:
    needed = ("id", "text", "core")
    fields = source.fields((*needed, "section", "covers", "sources", "against"), needed)
    covers = fields["covers"].words() if "covers" in fields else ()
    if unknown := [element for element in covers if element not in ELEMENTS]:
        raise fields["covers"].wrong(f"one of {', '.join(ELEMENTS)}, not {unknown[0]}")
    return Statement(
        id=fields["id"].text(),
        text=read_text(fields["text"], languages),
        core=fields["core"].flag(),
        section=fields["section"].text() if "section" in fields else "",
        covers=covers,
        sources=read_sources(fields),
        against=read_sources(fields, "against"),
    )


def _prompt(source: Source, languages: tuple[str, ...]) -> Prompt:
    names = ("id", "text", "listen_for")
    fields = source.fields(names, names)
    return Prompt(
        fields["id"].text(),
        read_text(fields["text"], languages),
        read_text(fields["listen_for"], languages),
    )

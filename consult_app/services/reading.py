"""What the patient reads on the screen: the consent text in parts, each with what it asks."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.blocks import Block, Inline
from consult_app.domain.consent import Consent
from consult_app.domain.consent_form import Prompt, Statement
from consult_app.domain.documents import Kind
from consult_app.domain.people import Capability
from consult_app.i18n import speaking
from consult_app.packs.templates import render_sections
from consult_app.services.acting import Acting
from consult_app.services.material import gather
from consult_app.services.permission import needs
from consult_app.services.values import values


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the patient view: a part of the text, and the statements read with it."""

    key: str
    title: Inline
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the patient view shows, in the consent's language."""

    language: str
    patient_name: str
    parts: tuple[Part, ...]
    prompts: tuple[Prompt, ...]


@needs(Capability.TAKE_CONSENT)
def of_consent(acting: Acting, consent: Consent) -> Reading:
    """The consent text of this patient; parts that only paper needs are left out."""
    with acting.read() as tx:
        material = gather(acting, tx, consent.consultation_id, consent)
    pack = material.loaded.pack
    template = pack.template(Kind.CONSENT.value, consent.language)
    with speaking(consent.language):  # of the patient, whatever the window speaks
        given = values(material, template, consent.language)
        sections = render_sections(template, given)
    by_section: dict[str, list[Statement]] = {}
    for statement in pack.consent.statements:
        by_section.setdefault(statement.section, []).append(statement)
    parts = tuple(
        Part(s.key, s.title, s.blocks, tuple(by_section[s.key]))
        for s in sections
        if s.key in by_section
    )
    return Reading(consent.language, material.loaded.patient.name, parts, pack.consent.teach_back)

"""What a template may say of a consent: who, with whom, what was said, and by what it is known."""

from __future__ import annotations

from datetime import date

from consult_app.domain.consent import WITNESS, Consent, ConsentMove, ConsentState, last_day
from consult_app.domain.conversation import Conversation, Guardian, Noted, Reply
from consult_app.forms.model import say
from consult_app.i18n import _, series
from consult_app.services.consent_words import (
    assent_words,
    identifier_words,
    presence_words,
    right_words,
    signed_words,
)
from consult_app.services.material import Material
from consult_app.services.record_words import consent_move_words, consent_state_words
from consult_app.services.wording import day_words, moment_words

HASH_DIGITS = 12
"""Of the hash of a paper, on another paper: enough to tell two apart."""
UP_TO_SIGNING = frozenset(
    {ConsentMove.INFORM, ConsentMove.OPEN, ConsentMove.NOT_TODAY, ConsentMove.PRINT_FOR_INK}
)
"""Steps that the paper itself tells of; what comes later stands on the page of reasons."""


def consent_values(material: Material, consent: Consent, language: str) -> dict[str, object]:
    """Statements, questions, teach-back and signatures one by one, and the facts of the consent."""
    said = consent.conversation
    replies = dict(said.replies)
    words = {Reply.YES: _("Yes"), Reply.NO: _("No"), Reply.TALK: _("To be talked about")}
    form = material.loaded.pack.consent
    prompts = {p.id: say(p.text, language) for p in form.teach_back}
    return {
        "statements": [
            {
                "text": say(s.text, language),
                "answer": words[replies[s.id]] if s.id in replies else "",
                "core": "yes" if s.core else "",
            }
            for s in form.statements
        ],
        "questions": [{"question": q.question, "answer": q.answer} for q in said.questions],
        "teach_back": [
            {"prompt": prompts.get(t.prompt_id, ""), "words": t.words} for t in said.teach_back
        ],
        "consent": {
            **consent_facts(material, consent, language),
            "text": _text(material, consent),
            "record": recorded(material, consent, language),
        },
        "signatures": {
            s.role: {"name": signed_words(s), "signed_at": s.at, "strokes": s.strokes}
            for s in consent.signatures
        },
    }


def consent_facts(material: Material, consent: Consent, language: str) -> dict[str, object]:
    """The facts of one consent in words, each under the name that a template knows."""
    said = consent.conversation
    guardians = [_guardian(material, one, language) for one in said.guardians]
    first = guardians[0] if guardians else {"name": "", "right": ""}
    return {
        "valid_until": day_words(_until(material, consent), language),
        "earliest": moment_words(consent.earliest, language) if consent.earliest else "",
        "informed_on": moment_words(consent.informed_at, language) if consent.informed_at else "",
        "informed_by": material.person(consent.informed_by),
        "sheet": _sheet(consent),
        "who": _("A representative") if said.represented else _("The patient"),
        "representative": first["name"],
        "authority": first["right"],
        "second": guardians[1]["name"] if len(guardians) > 1 else "",
        "guardians": guardians,
        "assent": _assent(said),
        "interpreter": _interpreter(said),
        "witness": said.witness,
        "capacity": _capacity(material, said, language),
        "alternatives": _alternatives(said),
        "matters": said.matters,
        "known_by": _known_by(material, consent, language),
        "declined": "yes" if consent.state is ConsentState.DECLINED else "",
        "state": consent_state_words(consent.state),
        "marked": "yes" if any(s.role == WITNESS for s in consent.signatures) else "",
        "signed": [
            _("{name}, {moment}").format(name=s.name, moment=moment_words(s.at, language))
            for s in consent.signatures
        ],
    }


def recorded(material: Material, consent: Consent, language: str) -> list[dict[str, str]]:
    """What happened up to the signatures that are there, oldest first: what, when and by whom.

    A signature speaks for its own step; that the time to think began is told with the information.
    """
    told = [
        (step.at, consent_move_words(step.move), material.person(step.author_id))
        for step in material.consent_steps
        if step.move in UP_TO_SIGNING
    ]
    signed = [(s.at, _("Signed"), signed_words(s)) for s in consent.signatures]
    seen = [
        (c.at, _("Finished form seen and confirmed"), c.sha256[:HASH_DIGITS])
        for c in material.certificates
    ]
    # at one and the same moment: the patient signs, sees what was signed, then others sign
    in_order = sorted((*told, *signed[:1], *seen, *signed[1:]), key=lambda one: one[0])
    return [
        {"what": what, "when": moment_words(at, language), "by": by} for at, what, by in in_order
    ]


def consent_lines(
    material: Material, consent: Consent, language: str
) -> tuple[tuple[str, str], ...]:
    """The same for the screen and the export: what it is called, and what there is to say."""
    facts = consent_facts(material, consent, language)
    said = consent.conversation
    guardians = tuple(
        (_("For the patient"), " · ".join(part for part in one.values() if part))
        for one in (_guardian(material, g, language) for g in said.guardians)
    )
    named = (
        (_("Who consents"), "who"),
        (_("Able to decide"), "capacity"),
        (_("The young patient says"), "assent"),
        (_("Interpreter"), "interpreter"),
        (_("Witness"), "witness"),
        (_("Talked about"), "alternatives"),
        (_("What matters to the patient"), "matters"),
        (_("Sheet handed over"), "sheet"),
        (_("Known by"), "known_by"),
        (_("Valid until"), "valid_until"),
    )
    told = tuple((label, str(facts[name])) for label, name in named)
    return tuple((label, words) for label, words in (*told[:1], *guardians, *told[1:]) if words)


def _until(material: Material, consent: Consent) -> date:
    """As it was given; before that, as it would be if it were given today."""
    if consent.valid_until is not None:
        return consent.valid_until
    today = material.now.astimezone().date()
    latest = last_day(today, material.loaded.settings.consent_days, None)
    return min(consent.conversation.holds_until or latest, latest)


def _text(material: Material, consent: Consent) -> str:
    """Which text it was, and the hash of the pack that holds it word for word."""
    digits = material.loaded.pack.hash[:HASH_DIGITS]
    return _("{template} ({hash})").format(template=consent.template, hash=digits)


def _sheet(consent: Consent) -> str:
    sheet = consent.sheet
    if sheet is None:
        return ""
    return _("{template}, no. {number} ({hash})").format(
        template=sheet.template, number=sheet.number, hash=sheet.sha256[:HASH_DIGITS]
    )


def _guardian(material: Material, one: Guardian, language: str) -> dict[str, str]:
    document = one.document
    if document and one.dated is not None:
        document = _("{document} of {day}").format(
            document=document, day=day_words(one.dated, language)
        )
    seen = _noted(material, one.seen, language)
    shown = _("{document}, seen by {who}").format(document=document, who=seen)
    return {
        "name": one.name,
        "right": right_words(one),
        "evidence": shown if document and seen else document,
    }


def _noted(material: Material, noted: Noted | None, language: str) -> str:
    if noted is None:
        return ""
    return _("{name}, {moment}").format(
        name=material.person(noted.by), moment=moment_words(noted.at, language)
    )


def _capacity(material: Material, said: Conversation, language: str) -> str:
    """Yes or no, its ground, and who judged it when; empty where nobody has."""
    if said.capacity is None:
        return said.capacity_note
    answer = _("Yes") if said.capacity else _("No")
    ground = said.capacity_note or (_("no reason to doubt it") if said.capacity else "")
    noted = _noted(material, said.capacity_noted, language)
    return " · ".join(words for words in (answer, ground, noted) if words)


def _assent(said: Conversation) -> str:
    if said.assent is None:
        return ""
    return " · ".join(words for words in (assent_words(said.assent), said.assent_note) if words)


def _interpreter(said: Conversation) -> str:
    if not said.interpreter:
        return ""
    how = presence_words(said.interpreter_presence) if said.interpreter_presence else ""
    parts = (said.interpreter, said.interpreter_language, how)
    return " · ".join(words for words in parts if words)


def _alternatives(said: Conversation) -> str:
    """What was talked about beside the treatment; what was not is not said."""
    ways = _("other treatments") if said.alternatives else ""
    if ways and said.other_ways:
        ways = _("other treatments ({which})").format(which=said.other_ways)
    nothing = _("doing nothing") if said.nothing else ""
    return " · ".join(words for words in (ways, nothing) if words)


def _known_by(material: Material, consent: Consent, language: str) -> str:
    identity = consent.identity
    if identity is None:
        return ""
    known = series((identifier_words(i) for i in identity.identifiers), "; ")
    noted = _noted(material, identity.noted, language)
    return " · ".join(words for words in (known, noted) if words)

"""The consent conversation: informing, reflecting, answers, both signatures, and every no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from consult_app.domain import consent as rules
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import (
    BEFORE_GIVEN,
    Consent,
    ConsentMove,
    ConsentState,
    Conversation,
    HeldBack,
    Required,
    Scope,
    Signature,
    earliest_signature,
    is_signature,
)
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.people import Capability
from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused
from consult_app.services import documents, loading, plan, seals
from consult_app.services import language as languages
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded, judged
from consult_app.services.consent_moves import move
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

ADULT_YEARS = 18

_OVER = frozenset(
    {
        ConsentState.DECLINED,
        ConsentState.VOID,
        ConsentState.SUPERSEDED,
        ConsentState.WITHDRAWN,
        ConsentState.EXPIRED,
        ConsentState.USED_UP,
    }
)


@needs(Capability.TAKE_CONSENT)
def current(acting: Acting, consultation_id: int) -> Consent | None:
    """The newest consent of a consultation, whatever its state."""
    with acting.read() as tx:
        return newest(tx, consultation_id)


def newest(tx: Tx, consultation_id: int) -> Consent | None:
    """The same inside a transaction."""
    return next(iter(consent_rows.of_consultation(tx, consultation_id)), None)


@needs(Capability.TAKE_CONSENT)
def inform(acting: Acting, consultation_id: int) -> Consent:
    """The patient has been given and told the information: the reflection period starts.

    Prepares a consent where there is none, or where the last one is over.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = newest(tx, consultation_id)
        if consent is None or consent.state in _OVER:
            consent = _prepared(acting, tx, loaded)
        now = acting.now()
        earliest = earliest_signature(now, loaded.settings.reflection_hours)
        consent = move(acting, tx, consent, ConsentMove.INFORM)
        consent = consent_rows.set_informed(
            tx, consent, at=now, by=acting.user.id, earliest=earliest
        )
        return move(acting, tx, consent, ConsentMove.REFLECT)


def _prepared(acting: Acting, tx: Tx, loaded: Loaded) -> Consent:
    form = judged(loaded, loaded.answers).form
    language = languages.of_papers(loaded.pack, form, loaded.patient)
    template = loaded.pack.template(Kind.CONSENT.value, language)
    consent = consent_rows.insert(
        tx,
        Consent(
            id=0,
            consultation_id=loaded.consultation.id,
            patient_id=loaded.patient.id,
            state=ConsentState.PREPARING,
            template=f"{template.id} {template.version} {language}",
            language=language,
            scope=_scope(loaded, language),
            conversation=Conversation(),
        ),
    )
    acting.note(tx, Event.CONSENT_STARTED, "consent", consent.id)
    return consent


def _scope(loaded: Loaded, language: str) -> Scope:
    form = judged(loaded, loaded.answers).form
    return plan.read(form, loaded.pack.roles, loaded.products, language).scope


@needs(Capability.TAKE_CONSENT)
def open_for_signature(acting: Acting, consultation_id: int) -> Consent:
    """The reflection period is over and the decision is *proceed*: the form may be answered.

    Takes up again what was put off until another day. One that is open already stays so, and
    covers what is planned now.

    Raises `Refused`: consent.not-informed, consent.text-not-approved,
    consent.decision-missing, consent.reflection-not-over, consent.forbidden-move.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = _existing(tx, consultation_id)
        decision = loaded.decision
        if not loaded.settings.approved(loaded.pack.hash, consent.language):
            raise Refused("consent.text-not-approved")
        decided = loaded.consultation.state is State.DECIDED and decision is not None
        if not decided or decision is None or decision.record.choice is not Choice.PROCEED:
            raise Refused("consent.decision-missing")
        if consent.earliest is None or acting.now() < consent.earliest:
            raise Refused("consent.reflection-not-over")
        if consent.state is ConsentState.INFORMED:
            consent = move(acting, tx, consent, ConsentMove.REFLECT)
        is_open = consent.state is ConsentState.OPEN
        if not is_open:
            rules.after(consent.state, ConsentMove.OPEN)
        scope = _scope(loaded, consent.language)
        if consent.scope != scope:
            consent = consent_rows.set_scope(tx, consent, scope)
        return consent if is_open else move(acting, tx, consent, ConsentMove.OPEN)


def required(loaded: Loaded) -> Required:
    """What the pack's consent form asks of this patient."""
    form = loaded.pack.consent
    age = loaded.patient.age_on(loaded.today)
    return Required(
        core=tuple(s.id for s in form.statements if s.core),
        optional=tuple(s.id for s in form.statements if not s.core),
        prompts=tuple(p.id for p in form.teach_back),
        minor=age < ADULT_YEARS,
    )


@needs(Capability.TAKE_CONSENT)
def held_back(acting: Acting, loaded: Loaded, consent: Consent) -> tuple[HeldBack, ...]:
    """Everything that keeps the patient from signing now; pure, for drawing."""
    return rules.held_back(consent, required(loaded), acting.now())


@needs(Capability.TAKE_CONSENT)
def say(acting: Acting, consent: Consent, conversation: Conversation) -> Consent:
    """Put on disk what has been said and answered so far.

    Raises `Refused`: consent.already-given, text.too-long.
    """
    bounded(NOTE, *conversation.texts)
    if consent.state not in BEFORE_GIVEN:
        raise Refused("consent.already-given")
    with acting.write() as tx:
        said = consent_rows.put_conversation(
            tx, consent, conversation, by=acting.user.id, at=acting.now()
        )
        acting.note(tx, Event.CONSENT_STATEMENT_ANSWERED, "consent", consent.id)
    return said


@needs(Capability.TAKE_CONSENT)
def sign_patient(
    acting: Acting, consent: Consent, name: str, strokes: tuple[Stroke, ...]
) -> Consent:
    """The patient, or their representative, signs.

    Raises `Refused`: consent.held-back, consent.signature-too-short, consent.forbidden-move.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consent.consultation_id)
        consent = consent_rows.get(tx, consent.id)
        if held := rules.held_back(consent, required(loaded), acting.now()):
            raise Refused("consent.held-back", count=len(held))
        role = consent.conversation.consenter
        consent = _signed(acting, tx, consent, role, name, strokes)
        return move(acting, tx, consent, ConsentMove.PATIENT_SIGNS)


@needs(Capability.DECIDE)
def sign_physician(
    acting: Acting, consent: Consent, strokes: tuple[Stroke, ...]
) -> tuple[Consent, DocumentRecord]:
    """The physician signs: the consent is given, and its final document is stored with it.

    The document is composed and drawn before the transaction that stores both.
    Raises `Refused`: consent.signature-too-short, consent.forbidden-move, role.not-permitted.
    """
    rules.after(consent.state, ConsentMove.PHYSICIAN_SIGNS)
    signature = _signature(acting, "physician", acting.user.display_name, strokes)
    with acting.read() as tx:
        days = settings_rows.get(tx).consent_days
    valid_until = acting.today() + timedelta(days=days)
    complete = replace(
        consent, signatures=(*consent.signatures, signature), valid_until=valid_until
    )
    drawn = documents.draw(acting, consent.consultation_id, Kind.CONSENT, consent=complete)
    with acting.write() as tx:
        consent = consent_rows.add_signature(tx, consent, signature)
        acting.note(tx, Event.SIGNATURE_MADE, "consent", consent.id, role="physician")
        record = documents.keep(acting, tx, drawn)
        seals.bind(acting, tx, consent.id, record.id)
        consent = consent_rows.finish(tx, consent, document_id=record.id, valid_until=valid_until)
        consent = move(acting, tx, consent, ConsentMove.PHYSICIAN_SIGNS)
    return consent, record


@needs(Capability.TAKE_CONSENT)
def step_back(acting: Acting, consent: Consent, step: ConsentMove, reason: str = "") -> Consent:
    """Not today, declined, withdrawn: as easy as yes. Raises consent.forbidden-move."""
    with acting.write() as tx:
        return move(acting, tx, consent_rows.get(tx, consent.id), step, reason)


def _existing(tx: Tx, consultation_id: int) -> Consent:
    consent = newest(tx, consultation_id)
    if consent is None:
        raise Refused("consent.not-informed")
    return consent


def _signature(acting: Acting, role: str, name: str, strokes: tuple[Stroke, ...]) -> Signature:
    if not is_signature(strokes):
        raise Refused("consent.signature-too-short")
    return Signature(role, name, f"consent.{role}", acting.now(), strokes)


def _signed(
    acting: Acting, tx: Tx, consent: Consent, role: str, name: str, strokes: tuple[Stroke, ...]
) -> Consent:
    signature = _signature(acting, role, name, strokes)
    consent = consent_rows.add_signature(tx, consent, signature)
    acting.note(tx, Event.SIGNATURE_MADE, "consent", consent.id, role=role)
    return consent

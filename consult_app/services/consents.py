"""The consent conversation: informing, reflecting, answers, both signatures, and every no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult_app.domain import consent as rules
from consult_app.domain import holding
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import (
    BEFORE_GIVEN,
    BY_HAND,
    SECOND,
    WITNESS,
    Consent,
    ConsentMove,
    ConsentState,
    Hand,
    Identifier,
    Identity,
    Manner,
    Scope,
    earliest_signature,
    is_signature,
)
from consult_app.domain.consultation import State
from consult_app.domain.conversation import (
    Conversation,
    Noted,
    joined,
    stamped,
    unstamped,
)
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.holding import HeldBack, Required
from consult_app.domain.people import Capability
from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused
from consult_app.forms.model import Coding
from consult_app.services import alive, documents, loading, plan, seals
from consult_app.services import language as languages
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded, judged
from consult_app.services.consent_moves import move, require_clock
from consult_app.services.consent_signing import signature, signed
from consult_app.services.facts import answers_to
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patient_view
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

ADULT_YEARS = 18

STEPS = frozenset(
    {
        ConsentMove.NOT_TODAY,
        ConsentMove.DECLINE,
        ConsentMove.WITHDRAW,
        ConsentMove.RECONFIRM,
        ConsentMove.SUPERSEDE,
        ConsentMove.VOID,
    }
)
"""The moves that are made by saying so, and need nothing else."""
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

    Prepares a consent where there is none, or where the last one is over. Which sheet was handed
    over stays with it. Raises `Refused`: consent.sheet-missing where none was made, patient.died.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        alive.require_alive(tx, loaded.patient.id)
        consent = newest(tx, consultation_id)
        if consent is None or consent.state in _OVER:
            consent = _prepared(acting, tx, loaded)
        now, sheet_id = acting.now(), _sheet_for(tx, consent)
        earliest = earliest_signature(now, loaded.settings.reflection_hours)
        consent = move(acting, tx, consent, ConsentMove.INFORM)
        consent = consent_rows.set_informed(
            tx, consent, at=now, by=acting.user.id, earliest=earliest, sheet_id=sheet_id
        )
        return move(acting, tx, consent, ConsentMove.REFLECT)


def _sheet_for(tx: Tx, consent: Consent) -> int:
    """The information sheet that the patient has now, in the language of the consent."""
    for record in document_rows.of_consultation(tx, consent.consultation_id):
        final = record.kind is Kind.INFORMATION and record.state is DocumentState.FINAL
        if final and record.language == consent.language:
            return record.id
    raise Refused("consent.sheet-missing")


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
            conversation=Conversation(interpreter=_answer(loaded, "interpreter.name")),
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

    Raises `Refused`: consent.not-informed, consent.text-not-approved, consent.text-replaced,
    consent.decision-missing, consent.reflection-not-over, consent.clock-set-back,
    consent.forbidden-move.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = _existing(tx, consultation_id)
        decision = loaded.decision
        _require_text(loaded, consent)
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
            if replaced(loaded, consent.language) and not consent.conversation.keeps_text:
                raise Refused("consent.text-replaced")
        scope = _scope(loaded, consent.language)
        if consent.scope != scope:
            consent = consent_rows.set_scope(tx, consent, scope)
        return consent if is_open else move(acting, tx, consent, ConsentMove.OPEN)


def replaced(loaded: Loaded, language: str) -> bool:
    """Whether a newer text of this language was approved than the consultation speaks with."""
    approved = [digest for digest, known, *_who in loaded.settings.approvals if known == language]
    return loaded.pack.hash in approved and approved[-1] != loaded.pack.hash


def required(loaded: Loaded) -> Required:
    """What the pack's consent form, the clinic and the assessment ask of this patient."""
    form = loaded.pack.consent
    minor = loaded.patient.age_on(loaded.today) < ADULT_YEARS
    both = 2 if loaded.settings.both_guardians else 1
    return Required(
        core=form.core(),
        optional=form.optional(),
        prompts=tuple(p.id for p in form.teach_back),
        minor=minor,
        told=tuple(
            (p.id, tuple(words for text in (p.text, p.listen_for) for words in text.values()))
            for p in form.teach_back
        ),
        guardians=max(form.guardians, both) if minor else 1,
        interpreter=_answer(loaded, "interpreter") == "yes",
    )


def _answer(loaded: Loaded, role: str) -> str:
    form, link_id = judged(loaded, loaded.answers).form, loaded.pack.roles.get(role, "")
    found = next(iter(answers_to(form, link_id)), None)
    return found.code if isinstance(found, Coding) else str(found or "")


@needs(Capability.TAKE_CONSENT)
def held_back(acting: Acting, loaded: Loaded, consent: Consent) -> tuple[HeldBack, ...]:
    """Everything that keeps the patient from signing now; pure, for drawing."""
    return holding.held_back(consent, required(loaded), acting.now())


@needs(Capability.TAKE_CONSENT)
def say(
    acting: Acting, consent: Consent, conversation: Conversation, *, over: bool = False
) -> Consent:
    """Put on disk what has been said and answered so far.

    `consent` is the one that `conversation` was made from: what another window has put there since
    stays, and is refused only where both changed the same. `over`: then this one holds; the other
    stays in the history.

    Raises `Refused`: consent.already-given, consent.already-signed, consent.said-elsewhere,
    consent.clock-set-back, consent.until-past, consent.until-too-late, text.too-long.
    """
    bounded(NOTE, *conversation.texts)
    with acting.write() as tx:
        kept = consent_rows.get(tx, consent.id)
        if kept.state not in BEFORE_GIVEN:
            raise Refused("consent.already-given")
        if kept.state is ConsentState.PATIENT_SIGNED:
            raise Refused("consent.already-signed")
        require_clock(acting, tx, kept)
        said, clashes = joined(consent.conversation, conversation, kept.conversation)
        if clashes and not over:
            raise Refused("consent.said-elsewhere")
        if said.holds_until != kept.conversation.holds_until:
            days = settings_rows.get(tx).consent_days
            rules.last_day(acting.today(), days, said.holds_until)
        said = stamped(kept.conversation, said, Noted(acting.user.id, acting.now()))
        if said == kept.conversation:
            return kept
        kept = consent_rows.put_conversation(tx, kept, said, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.CONSENT_STATEMENT_ANSWERED, "consent", consent.id)
    return kept


@needs(Capability.TAKE_CONSENT)
def sign_patient(
    acting: Acting,
    consent: Consent,
    name: str,
    strokes: tuple[Stroke, ...],
    *,
    second: tuple[Stroke, ...] = (),
    hand: Hand = BY_HAND,
) -> Consent:
    """The patient, or who consents for them, signs; `second`: the other guardian beside them.

    `hand`: by a mark before a witness, or typed with a reason, where somebody cannot write.
    Both or none: nothing half signed remains. What is signed is what `consent` says.

    Raises `Refused`: consent.held-back, consent.changed-meanwhile, consent.text-not-approved,
    consent.decision-missing, consent.clock-set-back, consent.second-signature-missing,
    consent.forbidden-move, text.too-long, and as `require_hand`.
    """
    bounded(NOTE, hand.reason, hand.witness)
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consent.consultation_id)
        kept = _unchanged(tx, consent)
        rules.after(kept.state, ConsentMove.PATIENT_SIGNS)
        _require_text(loaded, kept)
        require_clock(acting, tx, kept)
        if held := holding.held_back(kept, required(loaded), acting.now()):
            raise Refused("consent.held-back", count=len(held))
        said = kept.conversation
        kept = signed(acting, tx, kept, said.consenter, name, strokes, hand)
        if hand.manner is Manner.MARK:
            kept = signed(acting, tx, kept, WITNESS, hand.witness.strip(), hand.seen)
        if said.second is not None and said.represented:
            if not is_signature(second):
                raise Refused("consent.second-signature-missing")
            kept = signed(acting, tx, kept, SECOND, said.second.name, second)
        return move(acting, tx, kept, ConsentMove.PATIENT_SIGNS)


@needs(Capability.DECIDE)
def sign_physician(
    acting: Acting,
    consent: Consent,
    strokes: tuple[Stroke, ...],
    identifiers: tuple[Identifier, ...],
) -> tuple[Consent, DocumentRecord]:
    """The physician, who knows the patient by two `identifiers`, signs: the consent is given.

    Its final document is composed and drawn before the transaction that stores both.
    Raises `Refused`: consent.identity-missing, consent.changed-meanwhile, consent.clock-set-back,
    consent.not-confirmed (the patient has not seen the finished document),
    consent.signature-too-short, consent.forbidden-move, role.not-permitted.
    """
    rules.after(consent.state, ConsentMove.PHYSICIAN_SIGNS)
    identity = Identity(identifiers, Noted(acting.user.id, acting.now()))
    made = signature(acting.user.display_name, strokes, role="physician", at=acting.now())
    with acting.read() as tx:
        _unchanged(tx, consent)
        require_clock(acting, tx, consent)
        if patient_view.confirmed(tx, consent) is None:
            raise Refused("consent.not-confirmed")
        days = settings_rows.get(tx).consent_days
    valid_until = _until(acting, consent, days)
    complete = replace(
        consent,
        signatures=(*consent.signatures, made),
        valid_until=valid_until,
        identity=identity,
    )
    drawn = documents.draw(acting, consent.consultation_id, Kind.CONSENT, consent=complete)
    with acting.write() as tx:
        kept = consent_rows.add_signature(tx, _unchanged(tx, consent), made)
        acting.note(tx, Event.SIGNATURE_MADE, "consent", consent.id, role="physician")
        record = documents.keep(acting, tx, drawn)
        seals.bind(acting, tx, consent.id, record.id)
        kept = consent_rows.finish(
            tx, kept, document_id=record.id, valid_until=valid_until, identity=identity
        )
        kept = move(acting, tx, kept, ConsentMove.PHYSICIAN_SIGNS)
    return kept, record


def _until(acting: Acting, consent: Consent, days: int) -> date:
    """The day that was chosen, if it is still within the clinic's period, else the period's end."""
    chosen = consent.conversation.holds_until
    latest = rules.last_day(acting.today(), days, None)
    return rules.last_day(acting.today(), days, min(chosen, latest) if chosen else None)


def _unchanged(tx: Tx, consent: Consent) -> Consent:
    """As it is stored, where that is what the window shows.

    Raises `Refused("consent.changed-meanwhile")`.
    """
    kept = consent_rows.get(tx, consent.id)
    same = unstamped(kept.conversation) == unstamped(consent.conversation)
    if kept.state is not consent.state or not same:
        raise Refused("consent.changed-meanwhile")
    return kept


def _require_text(loaded: Loaded, consent: Consent) -> None:
    if not loaded.settings.approved(loaded.pack.hash, consent.language):
        raise Refused("consent.text-not-approved")


@needs(Capability.TAKE_CONSENT)
def step_back(acting: Acting, consent: Consent, step: ConsentMove, reason: str = "") -> Consent:
    """Not today, declined, withdrawn: as easy as yes; or confirmed, or begun anew.

    What needs a signature, a scan or a treatment does not happen by a step.
    Raises `Refused`: consent.forbidden-move, consent.decision-missing, consent.clock-set-back,
    consent.reason-missing, treatment.consent-other-scope.
    """
    with acting.write() as tx:
        kept = consent_rows.get(tx, consent.id)
        if step not in STEPS:
            raise Refused("consent.forbidden-move", move=step.value, state=kept.state.value)
        rules.after(kept.state, step, reason=reason)
        if step is ConsentMove.RECONFIRM:
            _require_as_planned(acting, tx, kept)
        return move(acting, tx, kept, step, reason)


def _require_as_planned(acting: Acting, tx: Tx, consent: Consent) -> None:
    """What is confirmed anew is still decided, and still what is planned."""
    loaded = loading.read(acting, tx, consent.consultation_id)
    decision = loaded.decision
    if loaded.consultation.state is not State.DECIDED or decision is None:
        raise Refused("consent.decision-missing")
    if decision.record.choice is not Choice.PROCEED:
        raise Refused("consent.decision-missing")
    if consent.scope != _scope(loaded, consent.language):
        raise Refused("treatment.consent-other-scope")


def _existing(tx: Tx, consultation_id: int) -> Consent:
    consent = newest(tx, consultation_id)
    if consent is None:
        raise Refused("consent.not-informed")
    return consent

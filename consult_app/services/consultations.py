"""Starting a consultation and moving it through its states."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.audit import Event
from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.consultation import Consultation, Move, State, after
from consult_app.domain.decision import Decision
from consult_app.domain.documents import DocumentMove, DocumentState
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import alive, consent_moves, follow_ups, shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import visits as visit_rows
from consult_app.storage.store import Tx

_EVENTS = {
    Move.CLOSE: Event.CONSULTATION_CLOSED,
    Move.REOPEN: Event.CONSULTATION_REOPENED,
    Move.RESUME: Event.CONSULTATION_RESUMED,
    Move.ABANDON: Event.CONSULTATION_ABANDONED,
    Move.WRONG_PATIENT: Event.CONSULTATION_IN_ERROR,
}


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation in a patient's list, with the decision in force."""

    consultation: Consultation
    decision: Decision | None


@needs(Capability.ASSESS)
def start(acting: Acting, patient_id: int, visit_id: int | None = None) -> Consultation:
    """The patient's open draft, or a new one with the pack that is in force.

    The visit, where one is named, is about it from then on.
    Raises `Refused("patient.died")` for a new one.
    """
    with acting.write() as tx:
        draft = consultation_rows.draft_of(tx, patient_id)
        if draft is not None:
            if visit_id is not None:
                _join(acting, tx, visit_id, draft.id)
            return draft
        alive.require_alive(tx, patient_id)
        consultation = consultation_rows.insert(
            tx,
            patient_id,
            physician_id=acting.user.id,
            pack_hash=shelf.in_force(acting, tx, patient_rows.get(tx, patient_id).language),
            at=acting.now(),
            visit_id=visit_id,
        )
        if visit_id is not None:
            visit_rows.set_consultation(tx, visit_id, consultation.id)
        acting.note(tx, Event.CONSULTATION_STARTED, "consultation", consultation.id)
    return consultation


@needs(Capability.ASSESS)
def take_up(acting: Acting, visit_id: int, consultation_id: int) -> Consultation:
    """The visit is about a consultation of this person that is under way.

    Raises `Refused`: visit.not-found, consultation.not-found (of this person none that is).
    """
    with acting.write() as tx:
        visit = visit_rows.get(tx, visit_id)
        consultation = consultation_rows.get(tx, consultation_id)
        theirs = consultation.patient_id in merges.members(tx, visit.patient_id)
        if not theirs or consultation.state not in {State.DRAFT, State.DECIDED}:
            raise Refused("consultation.not-found")
        _join(acting, tx, visit_id, consultation_id)
    return consultation


def _join(acting: Acting, tx: Tx, visit_id: int, consultation_id: int) -> None:
    if visit_rows.get(tx, visit_id).consultation_id == consultation_id:
        return
    visit_rows.set_consultation(tx, visit_id, consultation_id)
    acting.note(tx, Event.VISIT_CHANGED, "visit", visit_id, consultation=consultation_id)


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int) -> tuple[ConsultationLine, ...]:
    """A patient's consultations, the newest first."""
    with acting.read() as tx:
        return tuple(
            ConsultationLine(c, decision_rows.newest(tx, c.id))
            for c in consultation_rows.of_patient(tx, patient_id)
        )


@needs(Capability.ASSESS)
def remember_place(acting: Acting, consultation_id: int, place: str) -> None:
    """Keep where the physician stood, for resuming; not a clinical change, so not audited."""
    with acting.write() as tx:
        consultation_rows.set_place(tx, consultation_id, place)


@needs(Capability.DECIDE)
def move(acting: Acting, consultation_id: int, step: Move, reason: str = "") -> Consultation:
    """Reopen, resume, close, abandon, or mark as entered for the wrong patient.

    Raises `Refused`: consultation.forbidden-move, consultation.reason-missing, and patient.died
    where it would be open again.
    """
    with acting.write() as tx:
        consultation = consultation_rows.get(tx, consultation_id)
        decision = decision_rows.newest(tx, consultation_id)
        choice = decision.record.choice if decision else None
        target = after(consultation.state, step, choice=choice, reason=reason)
        if target is State.DRAFT:
            alive.require_alive(tx, consultation.patient_id)
        changed = consultation_rows.set_state(
            tx, consultation_id, target, reason=reason, by=acting.user.id, at=acting.now()
        )
        acting.note(tx, _EVENTS[step], "consultation", consultation_id)
        if target is State.DRAFT or target is State.IN_ERROR:
            _suspend_consents(acting, tx, consultation_id, reason or step.value)
        if target is State.IN_ERROR:
            _void_documents(acting, tx, consultation_id, reason)
            follow_ups.end_of_consultation(acting, tx, consultation_id, reason)
    return changed


def _suspend_consents(acting: Acting, tx: Tx, consultation_id: int, reason: str) -> None:
    for consent in consent_rows.of_consultation(tx, consultation_id):
        if consent.state is ConsentState.GIVEN:
            consent_moves.move(acting, tx, consent, ConsentMove.SUSPEND, reason)


def _void_documents(acting: Acting, tx: Tx, consultation_id: int, reason: str) -> None:
    for record in document_rows.of_consultation(tx, consultation_id):
        if record.state in {DocumentState.FINAL, DocumentState.AWAITING_SIGNATURE}:
            document_rows.move(tx, record.id, DocumentMove.VOID, reason)
            acting.note(tx, Event.DOCUMENT_VOIDED, "document", record.id)

"""The one place that moves a consent from state to state, with its audit entry."""

from __future__ import annotations

from consult_app.domain.audit import Event
from consult_app.domain.consent import FORWARD, Consent, ConsentMove, ConsentState, after
from consult_app.domain.documents import DocumentMove, DocumentState
from consult_app.domain.scanning import PaperState
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import alive
from consult_app.services.acting import Acting
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patient_view, signed_papers
from consult_app.storage.store import Tx

EVENTS = {
    ConsentMove.INFORM: Event.CONSENT_INFORMED,
    ConsentMove.REFLECT: Event.CONSENT_REFLECTING,
    ConsentMove.OPEN: Event.CONSENT_OPENED,
    ConsentMove.NOT_TODAY: Event.CONSENT_NOT_TODAY,
    ConsentMove.PATIENT_SIGNS: Event.CONSENT_PATIENT_SIGNED,
    ConsentMove.PHYSICIAN_SIGNS: Event.CONSENT_GIVEN,
    ConsentMove.PRINT_FOR_INK: Event.CONSENT_OUT_FOR_INK,
    ConsentMove.CONFIRM_SCAN: Event.CONSENT_GIVEN,
    ConsentMove.VOID: Event.CONSENT_VOIDED,
    ConsentMove.DECLINE: Event.CONSENT_DECLINED,
    ConsentMove.SUSPEND: Event.CONSENT_SUSPENDED,
    ConsentMove.RECONFIRM: Event.CONSENT_RECONFIRMED,
    ConsentMove.SUPERSEDE: Event.CONSENT_SUPERSEDED,
    ConsentMove.WITHDRAW: Event.CONSENT_WITHDRAWN,
    ConsentMove.EXPIRE: Event.CONSENT_EXPIRED,
    ConsentMove.USE_UP: Event.CONSENT_USED_UP,
}


def move(acting: Acting, tx: Tx, consent: Consent, step: ConsentMove, reason: str = "") -> Consent:
    """The consent in its next state.

    Raises `Refused`: consent.forbidden-move, consent.reason-missing, consent.clock-set-back, and
    patient.died where it leads to a consent that is given.
    """
    target = after(consent.state, step, reason=reason)
    if step in FORWARD:
        require_clock(acting, tx, consent)
    if step in FORWARD | {ConsentMove.INFORM, ConsentMove.PRINT_FOR_INK}:
        alive.require_alive(tx, consent.patient_id)
    moved = consent_rows.set_state(
        tx, consent, target, step, reason=reason, by=acting.user.id, at=acting.now()
    )
    acting.note(tx, EVENTS[step], "consent", consent.id)
    if consent.state is ConsentState.OUT_FOR_INK and step is not ConsentMove.CONFIRM_SCAN:
        _void_papers(acting, tx, consent, reason.strip() or _("The consent was declined."))
    if consent.state is ConsentState.PATIENT_SIGNED:
        _retire(acting, tx, consent)
    return moved


def require_clock(acting: Acting, tx: Tx, consent: Consent) -> None:
    """Nothing is said or signed before what was recorded already.

    Raises `Refused("consent.clock-set-back")`.
    """
    last = consent_rows.last_entry(tx, consent.id)
    if last is not None and acting.now() < last:
        raise Refused("consent.clock-set-back")


def _void_papers(acting: Acting, tx: Tx, consent: Consent, reason: str) -> None:
    """What was printed for ink is no consent any more, nor is a scan of it."""
    scans = [p for p in signed_papers.of_consent(tx, consent.id) if p.state is PaperState.FILED]
    for paper in scans:
        by, at = acting.user.id, acting.now()
        signed_papers.close(tx, paper, PaperState.REJECTED, by=by, at=at, reason=reason)
        acting.note(tx, Event.SCAN_REJECTED, "signed_paper", paper.id, consent=consent.id)
    ids = {paper.document_id for paper in scans} | {consent.document_id or 0}
    for document_id in sorted(ids - {0}):
        if document_rows.get(tx, document_id).state is DocumentState.AWAITING_SIGNATURE:
            document_rows.move(tx, document_id, DocumentMove.VOID, reason)
            acting.note(tx, Event.DOCUMENT_VOIDED, "document", document_id)


def _retire(acting: Acting, tx: Tx, consent: Consent) -> None:
    """The document with the patient's signature alone gives way; its bytes stay."""
    record = patient_view.unfinished(tx, consent)
    if record is not None:
        document_rows.move(tx, record.id, DocumentMove.SUPERSEDE, "")
        acting.note(tx, Event.DOCUMENT_SUPERSEDED, "document", record.id)

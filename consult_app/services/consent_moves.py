"""The one place that moves a consent from state to state, with its audit entry."""

from __future__ import annotations

from consult_app.domain.audit import Event
from consult_app.domain.consent import FORWARD, Consent, ConsentMove, after
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.storage import consents as consent_rows
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

    Raises `Refused`: consent.forbidden-move, consent.reason-missing, consent.clock-set-back.
    """
    target = after(consent.state, step, reason=reason)
    if step in FORWARD:
        require_clock(acting, tx, consent)
    moved = consent_rows.set_state(
        tx, consent, target, step, reason=reason, by=acting.user.id, at=acting.now()
    )
    acting.note(tx, EVENTS[step], "consent", consent.id)
    return moved


def require_clock(acting: Acting, tx: Tx, consent: Consent) -> None:
    """Nothing is said or signed before what was recorded already.

    Raises `Refused("consent.clock-set-back")`.
    """
    last = consent_rows.last_entry(tx, consent.id)
    if last is not None and acting.now() < last:
        raise Refused("consent.clock-set-back")

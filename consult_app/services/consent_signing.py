"""One signature on a consent: made as whoever signs can make it, kept with it, and noted."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain import consent as rules
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import BY_HAND, Consent, Hand, Manner, Signature
from consult_app.services.acting import Acting
from consult_app.storage import consents as consent_rows
from consult_app.storage.store import Tx


def signature(
    name: str, strokes: tuple[Stroke, ...], *, role: str, at: datetime, hand: Hand = BY_HAND
) -> Signature:
    """The signature of `name`, by hand, by a mark before a witness, or typed with a reason.

    Raises `Refused` as `require_hand`.
    """
    rules.require_hand(name, strokes, hand)
    lines = () if hand.manner is Manner.TYPED else strokes
    note = {Manner.TYPED: hand.reason, Manner.MARK: hand.witness}.get(hand.manner, "")
    return Signature(role, name, f"consent.{role}", at, lines, hand.manner, note.strip())


def signed(
    acting: Acting,
    tx: Tx,
    consent: Consent,
    role: str,
    name: str,
    strokes: tuple[Stroke, ...],
    hand: Hand = BY_HAND,
) -> Consent:
    """The consent with one more signature, stored and noted. Raises `Refused` as `signature`."""
    made = signature(name, strokes, role=role, at=acting.now(), hand=hand)
    consent = consent_rows.add_signature(tx, consent, made)
    acting.note(
        tx, Event.SIGNATURE_MADE, "consent", consent.id, role=role, manner=hand.manner.value
    )
    return consent

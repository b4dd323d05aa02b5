"""Consents as rows: the state moves, everything said and signed is added and stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import (
    BEFORE_GIVEN,
    Consent,
    ConsentMove,
    ConsentState,
    Identity,
    Manner,
    Scope,
    Sheet,
    Signature,
)
from consult_app.domain.conversation import Conversation
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Consent as ConsentModel
from consult_app.storage.models.consents import (
    ConsentConversation,
    ConsentEvent,
    ConsentSignature,
)
from consult_app.storage.models.documents import Document
from consult_app.storage.tx import Tx

_T = table_of(ConsentModel)
_E = table_of(ConsentEvent)
_C = table_of(ConsentConversation)
_S = table_of(ConsentSignature)
_D = table_of(Document)


@dataclass(frozen=True, slots=True)
class ConsentStep:
    """A move that a consent made, and why."""

    move: ConsentMove
    state: ConsentState
    reason: str
    author_id: int
    at: datetime


def get(tx: Tx, consent_id: int) -> Consent:
    """One consent. Raises `Refused("consent.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == consent_id)).first()
    if row is None:
        raise Refused("consent.not-found")
    return _consent(tx, row)


def of_consultation(tx: Tx, consultation_id: int) -> tuple[Consent, ...]:
    """The consents of a consultation, the newest first."""
    found = select(_T).where(_T.c.consultation_id == consultation_id).order_by(_T.c.id.desc())
    return tuple(_consent(tx, row) for row in tx.connection.execute(found).all())


def of_document(tx: Tx, document_id: int) -> Consent | None:
    """The consent whose final document this is."""
    row = tx.connection.execute(select(_T).where(_T.c.document_id == document_id)).first()
    return _consent(tx, row) if row else None


def events(tx: Tx, consent_id: int) -> tuple[ConsentStep, ...]:
    """Every move, oldest first."""
    found = select(_E).where(_E.c.consent_id == consent_id).order_by(_E.c.id)
    return tuple(
        ConsentStep(
            ConsentMove(row.move), ConsentState(row.state), row.reason, row.author_id, row.at
        )
        for row in tx.connection.execute(found)
    )


def insert(tx: Tx, consent: Consent) -> Consent:
    """Begin a consent; the id of `consent` is not used, what was said is recorded apart."""
    values = {
        "consultation_id": consent.consultation_id,
        "patient_id": consent.patient_id,
        "state": consent.state.value,
        "template": consent.template,
        "language": consent.language,
        "scope": codec.encode(consent.scope),
        "revision": 1,
    }
    return get(tx, rows.add(tx, ConsentModel, values))


def set_state(
    tx: Tx,
    consent: Consent,
    target: ConsentState,
    step: ConsentMove,
    *,
    reason: str,
    by: int,
    at: datetime,
) -> Consent:
    """Move to `target`; whether that is permitted the domain has said, the database asks again.

    Raises `Refused("consent.changed-meanwhile")` where `consent` is not as it is stored.
    """
    changed = _change(tx, consent, {"state": target.value})
    event = {
        "consent_id": consent.id,
        "move": step.value,
        "state": target.value,
        "reason": reason,
        "author_id": by,
        "at": at,
    }
    rows.add(tx, ConsentEvent, event)
    return changed


def set_informed(
    tx: Tx, consent: Consent, *, at: datetime, by: int, earliest: datetime, sheet_id: int | None
) -> Consent:
    """Say who informed when, by which sheet, and from when it may be signed.

    Raises `Refused("consent.changed-meanwhile")`.
    """
    values = {
        "informed_at": at,
        "informed_by": by,
        "earliest": earliest,
        "information_id": sheet_id,
    }
    return _change(tx, consent, values)


def set_scope(tx: Tx, consent: Consent, scope: Scope) -> Consent:
    """Say what it covers; only before it is signed. Raises consent.changed-meanwhile."""
    return _change(tx, consent, {"scope": codec.encode(scope)})


def in_state(tx: Tx, *states: ConsentState) -> tuple[Consent, ...]:
    """The consents of the clinic that stand there, the oldest first."""
    wanted = _T.c.state.in_([state.value for state in states])
    found = select(_T).where(wanted).order_by(_T.c.id)
    return tuple(_consent(tx, row) for row in tx.connection.execute(found).all())


def attach(tx: Tx, consent: Consent, document_id: int) -> Consent:
    """Name the form that was printed for it. Raises consent.changed-meanwhile."""
    return _change(tx, consent, {"document_id": document_id})


def finish(
    tx: Tx,
    consent: Consent,
    *,
    document_id: int,
    valid_until: date,
    identity: Identity | None = None,
) -> Consent:
    """Name its document, its last day and by what the patient was known, just before it is given.

    Raises `Refused("consent.changed-meanwhile")`.
    """
    values: dict[str, Any] = {"document_id": document_id, "valid_until": valid_until}
    if identity is not None:
        values["identity"] = codec.encode(identity)
    return _change(tx, consent, values)


def put_conversation(
    tx: Tx, consent: Consent, conversation: Conversation, *, by: int, at: datetime
) -> Consent:
    """Record what has been said so far; what was recorded before stays.

    Raises `Refused("consent.already-given")`.
    """
    _require_before_given(tx, consent)
    said = {
        "consent_id": consent.id,
        "said": codec.encode(conversation),
        "author_id": by,
        "at": at,
    }
    rows.add(tx, ConsentConversation, said)
    return get(tx, consent.id)


def conversations(tx: Tx, consent_id: int) -> tuple[Conversation, ...]:
    """Everything that was recorded as said, oldest first; the last one holds."""
    found = select(_C.c.said).where(_C.c.consent_id == consent_id).order_by(_C.c.id)
    return tuple(
        codec.decode(Conversation, said) for said in tx.connection.execute(found).scalars()
    )


def add_signature(tx: Tx, consent: Consent, signature: Signature) -> Consent:
    """Keep a drawn signature. Raises `Refused("consent.already-given")`."""
    _require_before_given(tx, consent)
    signed = {
        "consent_id": consent.id,
        "role": signature.role,
        "name": signature.name,
        "meaning": signature.meaning,
        "at": signature.at,
        "strokes": codec.encode(signature.strokes),
        "manner": signature.manner.value,
        "note": signature.note,
    }
    rows.add(tx, ConsentSignature, signed)
    return get(tx, consent.id)


def _change(tx: Tx, consent: Consent, values: Mapping[str, Any]) -> Consent:
    if not rows.change_unmoved(tx, ConsentModel, consent.id, consent.revision, values):
        raise Refused("consent.changed-meanwhile")
    return get(tx, consent.id)


def _require_before_given(tx: Tx, consent: Consent) -> None:
    if get(tx, consent.id).state not in BEFORE_GIVEN:
        raise Refused("consent.already-given")


def _consent(tx: Tx, row: Row[Any]) -> Consent:
    newest = select(_C.c.said).where(_C.c.consent_id == row.id).order_by(_C.c.id.desc()).limit(1)
    said = tx.connection.execute(newest).scalar()
    return Consent(
        row.id,
        row.consultation_id,
        row.patient_id,
        ConsentState(row.state),
        row.template,
        row.language,
        codec.decode(Scope, row.scope),
        codec.decode(Conversation, said) if said is not None else Conversation(),
        row.informed_at,
        row.informed_by,
        row.earliest,
        row.valid_until,
        _signatures(tx, row.id),
        row.document_id,
        row.revision,
        _sheet(tx, row.information_id),
        codec.decode(Identity, row.identity) if row.identity is not None else None,
    )


def _sheet(tx: Tx, document_id: int | None) -> Sheet | None:
    if document_id is None:
        return None
    names = ("id", "number", "template", "language", "sha256")
    found = select(*(_D.c[name] for name in names)).where(_D.c.id == document_id)
    return Sheet(*tx.connection.execute(found).one())


def last_entry(tx: Tx, consent_id: int) -> datetime | None:
    """When something was last recorded of it: said, moved or signed."""
    newest = [
        tx.connection.execute(
            select(t.c.at).where(t.c.consent_id == consent_id).order_by(t.c.id.desc()).limit(1)
        ).scalar()
        for t in (_C, _E, _S)
    ]
    return max((at for at in newest if at is not None), default=None)


def _signatures(tx: Tx, consent_id: int) -> tuple[Signature, ...]:
    found = select(_S).where(_S.c.consent_id == consent_id).order_by(_S.c.id)
    return tuple(
        Signature(
            row.role,
            row.name,
            row.meaning,
            row.at,
            codec.decode(tuple[Stroke, ...], row.strokes),
            Manner(row.manner),
            row.note,
        )
        for row in tx.connection.execute(found)
    )

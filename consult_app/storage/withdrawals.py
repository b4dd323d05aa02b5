"""How consents were taken back, as rows; written once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from consult_app.domain.consent import ConsentState
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Consent, ConsentWithdrawal
from consult_app.storage.tx import Tx

_W = table_of(ConsentWithdrawal)
_C = table_of(Consent)
_STANDING = (ConsentState.GIVEN.value, ConsentState.SUSPENDED.value)


def insert(tx: Tx, consent_id: int, new: Withdrawal, *, by: int, at: datetime) -> None:
    """Record it."""
    values = {
        "consent_id": consent_id,
        "who": new.who,
        "way": new.way.value,
        "day": new.day,
        "reason": new.reason,
        "author_id": by,
        "at": at,
    }
    rows.add(tx, ConsentWithdrawal, values)


def of_consent(tx: Tx, consent_id: int) -> Withdrawal | None:
    """How it was taken back; None where it was not, or nobody said more."""
    row = tx.connection.execute(select(_W).where(_W.c.consent_id == consent_id)).first()
    return Withdrawal(row.who, Said(row.way), row.day, row.reason) if row else None


def run_out(tx: Tx, today: date, limit: int) -> tuple[int, ...]:
    """Consents that still stand though their last day is over."""
    over = _C.c.valid_until.is_not(None) & (_C.c.valid_until < today)
    found = select(_C.c.id).where(_C.c.state.in_(_STANDING), over).order_by(_C.c.id).limit(limit)
    return tuple(tx.connection.execute(found).scalars())

"""What ends a given consent afterwards: it is taken back, or its last day is over."""

from __future__ import annotations

from consult_app.domain.consent import Consent, ConsentMove
from consult_app.domain.people import Capability
from consult_app.domain.withdrawal import Withdrawal, checked
from consult_app.services.acting import Acting
from consult_app.services.consent_moves import move
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import withdrawals as rows

_AT_ONCE = 200


@needs(Capability.TAKE_CONSENT)
def withdraw(acting: Acting, consent: Consent, new: Withdrawal) -> Consent:
    """Record that a consent was taken back, and by whom, how, when; a reason is never needed.

    Raises `Refused`: withdrawal.who-missing, withdrawal.day-in-future, withdrawal.before-given,
    consent.forbidden-move, text.too-long.
    """
    with acting.write() as tx:
        kept = consent_rows.get(tx, consent.id)
        given = max((s.at for s in kept.signatures), default=None)
        since = given.astimezone().date() if given else None
        new = checked(new, since, acting.today())
        moved = move(acting, tx, kept, ConsentMove.WITHDRAW, new.reason)
        rows.insert(tx, consent.id, new, by=acting.user.id, at=acting.now())
    return moved


@needs(Capability.TAKE_CONSENT)
def told(acting: Acting, consent_id: int) -> Withdrawal | None:
    """How a consent was taken back; None where nobody said more than that it was."""
    with acting.read() as tx:
        return rows.of_consent(tx, consent_id)


@needs(Capability.TAKE_CONSENT)
def end_overdue(acting: Acting) -> int:
    """Say of each consent whose last day is over that it has run out; how many were there.

    Nothing depends on it being said in time: a treatment asks for the day itself.
    """
    ended = 0
    while True:
        with acting.write() as tx:
            over = rows.run_out(tx, acting.today(), _AT_ONCE)
            for consent_id in over:
                move(acting, tx, consent_rows.get(tx, consent_id), ConsentMove.EXPIRE)
        ended += len(over)
        if len(over) < _AT_ONCE:
            return ended

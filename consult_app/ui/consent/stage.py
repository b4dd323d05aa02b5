"""Which part of the consent comes next; pure."""

from __future__ import annotations

from enum import Enum

from consult_app.domain.consent import CONSENT_MOVES, Consent, ConsentMove, ConsentState
from consult_app.domain.holding import Held
from consult_app.services.consent_view import ConsentView


class Stage(Enum):
    """The one thing the page is about."""

    INFORM = "inform"
    CONVERSATION = "conversation"
    CONFIRM = "confirm"
    SIGN = "sign"
    GIVEN = "given"
    SUSPENDED = "suspended"
    OUT = "out"
    OVER = "over"


_STAGES = {
    ConsentState.PREPARING: Stage.INFORM,
    ConsentState.SUPERSEDED: Stage.INFORM,
    ConsentState.INFORMED: Stage.CONVERSATION,
    ConsentState.REFLECTING: Stage.CONVERSATION,
    ConsentState.OPEN: Stage.CONVERSATION,
    ConsentState.OUT_FOR_INK: Stage.OUT,
    ConsentState.PATIENT_SIGNED: Stage.SIGN,
    ConsentState.GIVEN: Stage.GIVEN,
    ConsentState.SUSPENDED: Stage.SUSPENDED,
}

WITH_PATIENT = frozenset({Held.STATEMENT_OPEN, Held.TEACH_BACK_MISSING})
"""What the patient's own view asks for anyway: no trouble before they have seen it."""
ASKED_BELOW = frozenset(
    {Held.CAPACITY, Held.ALTERNATIVES, Held.DOING_NOTHING, Held.ASSENT, Held.GUARDIAN}
)
"""What the conversation asks on the same page: nothing is late before the patient has begun."""


def stage_of(view: ConsentView) -> Stage:
    """Where the consent stands, as the page sees it."""
    if view.consent is None:
        return Stage.INFORM
    if view.consent.state is ConsentState.PATIENT_SIGNED and not view.confirmed:
        return Stage.CONFIRM
    return _STAGES.get(view.consent.state, Stage.OVER)


def may(consent: Consent | None, step: ConsentMove) -> bool:
    """Whether this step is open to the consent now."""
    return consent is not None and (consent.state, step) in CONSENT_MOVES

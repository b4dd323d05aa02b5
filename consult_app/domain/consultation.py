"""A consultation's states and the moves between them, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.decision import Choice
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused


class State(StrEnum):
    """Where a consultation stands."""

    DRAFT = "draft"
    DECIDED = "decided"
    CLOSED = "closed"
    ABANDONED = "abandoned"
    IN_ERROR = "entered-in-error"


class Move(StrEnum):
    """What can be done to a consultation."""

    DECIDE = "decide"
    CLOSE = "close"
    REOPEN = "reopen"
    RESUME = "resume"
    ABANDON = "abandon"
    WRONG_PATIENT = "wrong-patient"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.DECIDE): State.DECIDED,
    (State.DECIDED, Move.CLOSE): State.CLOSED,
    (State.DECIDED, Move.REOPEN): State.DRAFT,
    (State.DECIDED, Move.RESUME): State.DRAFT,
    (State.DRAFT, Move.ABANDON): State.ABANDONED,
    (State.DRAFT, Move.WRONG_PATIENT): State.IN_ERROR,
    (State.DECIDED, Move.WRONG_PATIENT): State.IN_ERROR,
    (State.CLOSED, Move.WRONG_PATIENT): State.IN_ERROR,
    (State.ABANDONED, Move.WRONG_PATIENT): State.IN_ERROR,
}
"""Every permitted move; a pair that is not here is refused."""

NEEDS_REASON = frozenset({Move.REOPEN, Move.ABANDON, Move.WRONG_PATIENT})
RESUMABLE = frozenset({Choice.DEFER, Choice.REFER})


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation. `pack_hash` names the pack, word for word, that it was begun with."""

    id: int
    patient_id: int
    physician_id: int
    state: State
    pack_hash: str
    started_at: datetime
    visit_id: int | None = None
    last_section: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Visit:
    """A line of the day's list."""

    id: int
    patient_id: int
    day: date
    state: VisitState
    time: str = ""
    note: str = ""
    consultation_id: int | None = None


class VisitState(StrEnum):
    """How far a visit is."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    DONE = "done"


def after(state: State, move: Move, *, choice: Choice | None = None, reason: str = "") -> State:
    """The state that `move` leads to.

    `choice` is the decision in force. Raises `Refused`: consultation.forbidden-move,
    consultation.reason-missing, text.too-long.
    """
    target = MOVES.get((state, move))
    if target is None or (move is Move.RESUME and choice not in RESUMABLE):
        raise Refused("consultation.forbidden-move", move=move.value, state=state.value)
    bounded(LINE, reason)
    if move in NEEDS_REASON and not reason.strip():
        raise Refused("consultation.reason-missing")
    return target

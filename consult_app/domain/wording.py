"""A clinic's own wording of a pack: what was changed, and how far a version of it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.errors import Refused

NUMBERS = ""
"""The "language" of what is the same in all of them: periods and limits."""
STATUS = "status"
"""The "language" of the notes on the legal status, which are kept in all of them at once."""
OF_ALL = (NUMBERS, STATUS)
"""What holds in every language."""


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a pack in the clinic's words. `before`: the shipped words that it replaces.

    `place` names the piece as `packs.pieces` does; it stays when other pieces change.
    """

    place: str
    before: str
    after: str


class VersionState(StrEnum):
    """How far a version is."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    RETIRED = "retired"
    DISCARDED = "discarded"


class VersionMove(StrEnum):
    """What can be done to a version."""

    EDIT = "edit"
    SEND = "send"
    TAKE_BACK = "take-back"
    APPROVE = "approve"
    RETIRE = "retire"
    DISCARD = "discard"


VERSION_MOVES: dict[tuple[VersionState, VersionMove], VersionState] = {
    (VersionState.DRAFT, VersionMove.EDIT): VersionState.DRAFT,
    (VersionState.DRAFT, VersionMove.SEND): VersionState.IN_REVIEW,
    (VersionState.DRAFT, VersionMove.DISCARD): VersionState.DISCARDED,
    (VersionState.IN_REVIEW, VersionMove.TAKE_BACK): VersionState.DRAFT,
    (VersionState.IN_REVIEW, VersionMove.APPROVE): VersionState.APPROVED,
    (VersionState.IN_REVIEW, VersionMove.DISCARD): VersionState.DISCARDED,
    (VersionState.APPROVED, VersionMove.RETIRE): VersionState.RETIRED,
}
"""Every permitted move; a pair that is not here is refused. An approved version never changes."""

OPEN = (VersionState.DRAFT, VersionState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the clinic's words in one language, on top of the pack `base` (its hash)."""

    id: int
    language: str
    number: int
    base: str
    state: VersionState
    changes: tuple[Change, ...]
    author_id: int
    made_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None

    def change(self, place: str) -> Change | None:
        """What is said in place of a piece; None where the shipped words stand."""
        return next((one for one in self.changes if one.place == place), None)

    def said(self, change: Change) -> tuple[Change, ...]:
        """The changes with this one in them; words like the shipped ones are no change."""
        others = tuple(one for one in self.changes if one.place != change.place)
        return others if change.after == change.before else (*others, change)


def after(state: VersionState, move: VersionMove) -> VersionState:
    """The state that `move` leads to. Raises `Refused`: wording.forbidden-move."""
    target = VERSION_MOVES.get((state, move))
    if target is None:
        raise Refused("wording.forbidden-move", move=move.value, state=state.value)
    return target

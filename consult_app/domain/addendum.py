"""An addendum: what is added to a record that can no longer change, beside it and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consultation import State
from consult_app.domain.texts import NOTE
from consult_app.errors import Refused


@dataclass(frozen=True, slots=True)
class NewAddendum:
    """What is added. `treatment_id`: the session it speaks of; None: the whole consultation."""

    text: str
    treatment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Addendum:
    """A recorded addendum; never changed, only followed by another."""

    id: int
    consultation_id: int
    record: NewAddendum
    author_id: int
    at: datetime


def takes(state: State, *, treatment: bool) -> bool:
    """Whether a consultation in `state` takes an addendum, to itself or to a `treatment` of it.

    A draft and a decision that can be reopened are changed, not added to; a treatment stands from
    the moment it is recorded.
    """
    return state is State.CLOSED or (treatment and state is State.DECIDED)


def checked(new: NewAddendum, state: State) -> NewAddendum:
    """`new` as it is stored.

    Raises `Refused`: addendum.not-closed, addendum.text-missing, addendum.too-long.
    """
    if not takes(state, treatment=new.treatment_id is not None):
        raise Refused("addendum.not-closed")
    text = new.text.strip()
    if not text:
        raise Refused("addendum.text-missing")
    if len(text) > NOTE:
        raise Refused("addendum.too-long", limit=NOTE)
    return NewAddendum(text, new.treatment_id)

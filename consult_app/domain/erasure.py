"""Erasing a patient's record: on which grounds, not before when, by whom; and what stays of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.names import clean
from consult_app.domain.people import Role, User
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused


class Ground(StrEnum):
    """Why a record may go; closed, so that no other reason is ever enough."""

    RETENTION_OVER = "retention-over"
    REQUEST = "request"
    ORDER = "order"
    NEVER_TREATED = "never-treated"


EARLY = frozenset({Ground.REQUEST, Ground.ORDER, Ground.NEVER_TREATED})
"""Grounds that hold while the record would still have to be kept.

A request of the patient that was judged to be owed (GDPR article 17, KVKK article 7), an order of
a court or an authority, and a registration behind which nothing was ever decided or signed.
"""
JUDGED = frozenset({Ground.REQUEST, Ground.ORDER})
"""Grounds for which it is recorded who judged them, and under which reference they are filed."""


class ErasureState(StrEnum):
    """Where an erasure stands."""

    ORDERED = "ordered"
    WITHDRAWN = "withdrawn"
    DONE = "done"


ERASURE_MOVES = (
    (ErasureState.ORDERED, ErasureState.WITHDRAWN),
    (ErasureState.ORDERED, ErasureState.DONE),
)

Erased = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""(table, ranges of ids, first and last) of everything that went."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `judged_by` and `reference` are empty where the ground needs neither."""

    ground: Ground
    judged_by: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """An order, and once it is done the tombstone. People stand by name: it outlives accounts.

    `sha256`: over the salt and every erased row; `repeats`: the hash of the erasure that this one
    repeated in a restored backup.
    """

    id: int
    patient_id: int
    record_number: str
    order: Order
    last_entry: date
    kept_until: date | None
    ordered_by: int
    ordered_name: str
    ordered_at: datetime
    state: ErasureState = ErasureState.ORDERED
    closed_by: int | None = None
    closed_name: str = ""
    closed_at: datetime | None = None
    salt: str = ""
    sha256: str = ""
    erased: Erased = ()
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is, for whoever judges whether it may go.

    `last_entry`: day of the newest entry; `kept_until`: the day from which it need not be kept any
    more, None where the clinic has not said for how long; `treated`: something was decided or
    signed; `drafts`: consultations that are still open.
    """

    last_entry: date
    kept_until: date | None
    treated: bool
    drafts: int


def kept_until(last_entry: date, years: int) -> date:
    """The first day on which a record need not be kept: so many years after its last entry."""
    try:
        return last_entry.replace(year=last_entry.year + years)
    except ValueError:  # 29 February
        return date(last_entry.year + years, 3, 1)


def checked(order: Order, standing: Standing, today: date) -> Order:
    """`order` with cleaned texts, if the record may go on it.

    Raises `Refused`: erasure.retention-not-set, erasure.retention-runs, erasure.was-treated,
    erasure.judge-missing, erasure.reference-missing, erasure.draft-open, text.too-long.
    """
    bounded(LINE, order.judged_by, order.reference)
    order = Order(order.ground, clean(order.judged_by), clean(order.reference))
    if standing.drafts and order.ground is not Ground.NEVER_TREATED:
        raise Refused("erasure.draft-open")
    if order.ground is Ground.RETENTION_OVER:
        if standing.kept_until is None:
            raise Refused("erasure.retention-not-set")
        if today < standing.kept_until:
            raise Refused("erasure.retention-runs", until=standing.kept_until.isoformat())
    if order.ground is Ground.NEVER_TREATED and standing.treated:
        raise Refused("erasure.was-treated")
    if order.ground in JUDGED:
        if not order.judged_by:
            raise Refused("erasure.judge-missing")
        if not order.reference:
            raise Refused("erasure.reference-missing")
    return order


def require_second(erasure: Erasure, user: User, ordered: User | None) -> None:
    """Two people decide, one of them a physician, who answers for the record.

    `ordered`: who gave the order, None where they are no longer known. Raises `Refused`:
    erasure.second-person, erasure.no-physician.
    """
    if erasure.ordered_by == user.id:
        raise Refused("erasure.second-person")
    roles = user.roles | (ordered.roles if ordered is not None else frozenset())
    if Role.PHYSICIAN not in roles:
        raise Refused("erasure.no-physician")


def ranges(ids: list[int]) -> tuple[tuple[int, int], ...]:
    """Sorted ids as runs, first and last of each: `[1, 2, 3, 7]` is `((1, 3), (7, 7))`."""
    found: list[tuple[int, int]] = []
    for id_ in ids:
        if found and id_ == found[-1][1] + 1:
            found[-1] = (found[-1][0], id_)
        else:
            found.append((id_, id_))
    return tuple(found)

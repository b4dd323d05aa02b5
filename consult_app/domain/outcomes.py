"""Counting what was said after treatments: how many, of how many, and a median where it may stand.

Nothing here compares groups or claims an effect: who answered is not who was treated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from consult_app.domain.follow_ups import Due

LEAST = 5
"""Fewer values than these have no median here: each would be seen through it."""
SMALL = 10
"""Fewer values than these are said to be few."""


class By(StrEnum):
    """By what treatments are counted together."""

    INDICATION = "indication"
    PRODUCT = "product"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of `n` values; None where there are fewer than `LEAST`."""

    n: int
    median: float | None

    @property
    def small(self) -> bool:
        """Whether it rests on few values."""
        return self.n < SMALL


@dataclass(frozen=True, slots=True)
class Asked:
    """One follow-up of a treatment. `week`: in which week after it; `pain`: 0 to 10, None: not
    answered in its time; `called`: nobody had planned it."""

    week: int
    due: Due
    pain: int | None
    called: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One treatment. `keys`: every group it counts in, a treatment for two indications in both;
    `before`: how bad it was before, 0 to 10; `events`: of each whether it is serious."""

    keys: tuple[str, ...]
    before: int | None
    asked: tuple[Asked, ...]
    events: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Treatments counted together. `due`: planned follow-ups whose day has come; `missed`: given up
    or overdue; `calls`: contacts that nobody had planned, which are in no week, as who calls is not
    as all are; `not_judged`: events of which nobody has said whether they are serious."""

    key: str
    treatments: int
    due: int
    answered: int
    missed: int
    before: Middle
    after: tuple[tuple[int, Middle], ...]
    events: int
    serious: int
    not_judged: int
    calls: int = 0

    @property
    def waiting(self) -> int:
        """Follow-ups whose day has come, neither answered nor missed yet."""
        return self.due - self.answered - self.missed

    @property
    def small(self) -> bool:
        """Whether it is few treatments."""
        return self.treatments < SMALL


def week_of(treated: date, due: date) -> int:
    """The week after the treatment in which a follow-up was due, to the nearest."""
    return round((due - treated).days / 7)


def middle(values: Iterable[int | None]) -> Middle:
    """The median of those that were answered."""
    known = [value for value in values if value is not None]
    return Middle(len(known), median(known) if len(known) >= LEAST else None)


def groups(cases: Sequence[Case]) -> tuple[Group, ...]:
    """Cases by key, the most treatments first."""
    keys = Counter(key for case in cases for key in case.keys)
    return tuple(
        _group(key, [case for case in cases if key in case.keys]) for key, _n in keys.most_common()
    )


def _group(key: str, cases: Sequence[Case]) -> Group:
    every = [one for case in cases for one in case.asked]
    asked = [one for one in every if not one.called]
    stands = Counter(one.due for one in asked)
    events = [serious for case in cases for serious in case.events]
    missed = stands[Due.MISSED] + stands[Due.OVERDUE]
    weeks = sorted({one.week for one in asked if one.due not in {Due.LATER, Due.DIED}})
    return Group(
        key,
        len(cases),
        missed + stands[Due.DUE] + stands[Due.DONE],
        stands[Due.DONE],
        missed,
        middle(case.before for case in cases),
        tuple((week, middle(a.pain for a in asked if a.week == week)) for week in weeks),
        len(events),
        events.count(True),
        events.count(None),
        len(every) - len(asked),
    )

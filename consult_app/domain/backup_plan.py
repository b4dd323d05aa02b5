"""When a backup is made by itself, which of them are kept, and how the clinic stands with them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_FOLDER = 1_000
"""Characters."""
MOST_KEPT = 400
"""Of each kind; what is more is a typing mistake."""
EVERY = (4, 24, 168)
"""Hours that may lie between two backups: twice in a working day, daily, weekly."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """What the clinic has chosen. `folder`: an absolute path; empty: `backups` beside the records.

    `hours` between two; `daily`, `weekly`, `monthly`: how many days, weeks and months keep the
    newest backup that was made in them.
    """

    folder: str = ""
    hours: int = 24
    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @property
    def period(self) -> timedelta:
        """Between two backups."""
        return timedelta(hours=self.hours)


class Standing(StrEnum):
    """What the sign in the window says."""

    FINE = "fine"
    OVERDUE = "overdue"
    FAILED = "failed"


def due(plan: BackupPlan, last: datetime, now: datetime) -> bool:
    """Whether one is to be made; `last`: the newest, or when the clinic was set up.

    A newest one of tomorrow says that the clock was turned: nobody knows how old it is.
    """
    return now < last or now - last >= plan.period


def due_when_leaving(plan: BackupPlan, last: datetime, now: datetime) -> bool:
    """Whether the end of the day's work is to make one: sooner, so that the evening has the day."""
    return now < last or now - last >= plan.period / 4


def standing(plan: BackupPlan, last: datetime, now: datetime, *, failed: bool) -> Standing:
    """`failed`: the last try. Overdue is what two periods have not brought."""
    if failed:
        return Standing.FAILED
    overdue = now - last >= 2 * plan.period
    return Standing.OVERDUE if overdue else Standing.FINE


def kept(made: Iterable[datetime], plan: BackupPlan) -> frozenset[datetime]:
    """Those that rotation leaves: the newest of all, and of each of the newest days, weeks, months.

    Days are those of the clinic's wall clock, weeks those of ISO 8601. A time with no backup takes
    no place, so a long absence or a clock that was far ahead costs no old backup its place.
    """
    newest_first = sorted(made, reverse=True)
    left = set(newest_first[:1])
    rules: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (plan.daily, lambda day: day),
        (plan.weekly, lambda day: day.isocalendar()[:2]),
        (plan.monthly, lambda day: (day.year, day.month)),
    )
    for most, span in rules:
        seen: set[Hashable] = set()
        for moment in newest_first:
            of = span(moment.astimezone().date())
            if of not in seen and len(seen) < most:
                seen.add(of)
                left.add(moment)
    return frozenset(left)

"""Scores over time, as they are drawn in a window and on paper: what was said on which day.

A day on which nothing was answered is a gap and never a figure; nothing here judges a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST = 10
"""The highest score; the lowest is 0."""
TICKS = (0, 5, MOST)
LEAST_DAYS = 28
"""So many days at least are spread over the width: one week alone is not stretched to a year."""


@dataclass(frozen=True, slots=True)
class Score:
    """One contact: the day of its answer, or the day it was due. `value` None: no answer;
    `called`: nobody had planned it, the patient came or called."""

    day: date
    value: int | None
    called: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """One question over time. `lowest` and `highest` say in words what 0 and 10 mean; empty where
    the texts do not say it."""

    title: str
    lowest: str
    highest: str
    scores: tuple[Score, ...]

    @property
    def ends(self) -> str:
        """`0: no pain · 10: the worst`: what the ends of the scale mean."""
        ends = ((0, self.lowest), (MOST, self.highest))
        return " · ".join(f"{figure}: {words}" for figure, words in ends if words)

    def runs(self) -> list[list[Score]]:
        """Answered ones with nothing missing between them: what a line may join."""
        found: list[list[Score]] = [[]]
        for one in self.scores:
            if one.value is None:
                found.append([])
            else:
                found[-1].append(one)
        return [run for run in found if run]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything drawn of one patient. `treated`: the days of treatments, each once; `words`: each
    day that stands under the pictures, in words; `key`: what the four marks mean, in the order
    treatment, planned, called, no answer."""

    scales: tuple[Scale, ...] = ()
    treated: tuple[date, ...] = ()
    words: tuple[tuple[date, str], ...] = ()
    key: tuple[str, str, str, str] = ("", "", "", "")
    told: tuple[str, ...] = ()
    """The same as sentences, one a scale, for whoever reads instead of looking."""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day in it, by time."""
        asked = (one.day for scale in self.scales for one in scale.scores)
        return tuple(sorted({*asked, *self.treated}))

    def along(self, day: date) -> float:
        """Where a day lies, from 0 at the first to 1 at the end of the time that is shown."""
        days = self.days
        if not days:
            return 0.0
        return (day - days[0]).days / max((days[-1] - days[0]).days, LEAST_DAYS)

"""What can come of reading a text: one meaning, several to be asked, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST = 60
"""More characters than this are not one date or number."""


class Trouble(StrEnum):
    """Why a text was not understood; the screen supplies the words."""

    EMPTY = "empty"
    NOT_A_DATE = "not-a-date"
    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_MONTH = "no-such-month"
    YEAR_MISSING = "year-missing"
    TOO_EARLY = "too-early"
    IN_FUTURE = "in-future"
    NOT_A_NUMBER = "not-a-number"


@dataclass(frozen=True, slots=True)
class Understood(Generic[T]):
    """There is one reading."""

    value: T


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T]):
    """To be asked: did you mean … or …? The clinic's own reading comes first."""

    candidates: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Invalid:
    """There is no reading that can stand."""

    code: Trouble

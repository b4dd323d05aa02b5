"""Why something that was recorded of a finding does not count any more."""

from __future__ import annotations

from enum import StrEnum


class Lapse(StrEnum):
    """What has changed since it was recorded."""

    ANSWERS = "answers-changed"
    RULE = "rule-changed"
    EXPIRED = "expired"
    DAY_REACHED = "day-reached"

"""Why a physician goes on in spite of a finding: for this rule, its version, these answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.lapse import Lapse
from consult_app.domain.rules import Outcome
from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused


@dataclass(frozen=True, slots=True)
class NewRationale:
    """What is entered for one firing rule.

    `text` is the reason (for DEFER the benefit); `mitigation` how the risk is kept small;
    `second_physician_id`: the other physician who agrees, where the rule asks for one.
    """

    rule_id: str
    rule_version: str
    basis: str
    text: str
    mitigation: str = ""
    second_physician_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rationale:
    """A recorded rationale; never changed, only followed by another."""

    id: int
    consultation_id: int
    record: NewRationale
    author_id: int
    at: datetime


def checked(
    new: NewRationale, outcome: Outcome, author_id: int, *, second_allowed: bool
) -> NewRationale:
    """`new`, if it suffices for `outcome`.

    Raises `Refused`: rationale.text-missing, rationale.mitigation-missing,
    rationale.not-overridable, rationale.second-physician-missing, text.too-long.
    """
    bounded(NOTE, new.text, new.mitigation)
    if outcome is Outcome.SPECIALIST or (outcome is Outcome.DO_NOT_TREAT and not second_allowed):
        raise Refused("rationale.not-overridable")
    if not new.text.strip():
        raise Refused("rationale.text-missing")
    if outcome >= Outcome.DEFER and not new.mitigation.strip():
        raise Refused("rationale.mitigation-missing")
    if outcome is Outcome.DO_NOT_TREAT and new.second_physician_id in {None, author_id}:
        raise Refused("rationale.second-physician-missing")
    return new


def newest_of(rationales: tuple[Rationale, ...], rule_id: str) -> Rationale | None:
    """The last rationale for a rule, whether it still holds or not."""
    mine = (r for r in rationales if r.record.rule_id == rule_id)
    return max(mine, key=lambda r: r.id, default=None)


def lapse(rationale: Rationale, version: str, basis: str) -> Lapse | None:
    """Why `rationale` holds no more for this version of its rule and these answers, or None."""
    if rationale.record.rule_version != version:
        return Lapse.RULE
    return Lapse.ANSWERS if rationale.record.basis != basis else None

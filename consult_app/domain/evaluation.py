"""A specialist's evaluation of one condition: asked for by letter, recorded, and when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.lapse import Lapse
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


class Opinion(StrEnum):
    """What the specialist found."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not-suitable"
    DEFER_UNTIL = "defer-until"


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    """What is recorded of an evaluation.

    `condition` is the name a rule gives it; `basis` the fingerprint of the answers it looked at.
    """

    condition: str
    evaluator: str
    specialty: str
    day: date
    opinion: Opinion
    basis: str
    until: date | None = None
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A recorded evaluation: never changed, only followed by a later one."""

    id: int
    consultation_id: int
    record: NewEvaluation
    author_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A letter that asks a specialist about one condition: the stored document `number`, made `at`.

    `basis` is the fingerprint of the answers that it told of.
    """

    document_id: int
    number: str
    condition: str
    basis: str
    at: datetime


def checked(new: NewEvaluation, today: date, *, own_allowed: bool) -> NewEvaluation:
    """`new`, if it can stand.

    Raises `Refused`: evaluation.evaluator-missing, evaluation.in-future, evaluation.until-missing,
    evaluation.until-past, evaluation.own-not-allowed, text.too-long.
    """
    bounded(LINE, new.evaluator, new.specialty)
    bounded(NOTE, new.note)
    if not new.evaluator.strip() or not new.specialty.strip():
        raise Refused("evaluation.evaluator-missing")
    if new.day > today:
        raise Refused("evaluation.in-future")
    if new.opinion is Opinion.DEFER_UNTIL and new.until is None:
        raise Refused("evaluation.until-missing")
    if new.until is not None and new.until <= new.day:
        raise Refused("evaluation.until-past")
    if new.own and not own_allowed:
        raise Refused("evaluation.own-not-allowed")
    return new


def newest_of(evaluations: tuple[Evaluation, ...], condition: str) -> Evaluation | None:
    """The last evaluation of a condition, whether it still counts or not."""
    mine = (e for e in evaluations if e.record.condition == condition)
    return max(mine, key=lambda e: e.id, default=None)


def awaited(
    letters: tuple[Asked, ...], condition: str, evaluation: Evaluation | None
) -> Asked | None:
    """The last letter that asked about a condition and was not answered; None: there is none."""
    mine = (a for a in letters if a.condition == condition)
    last = max(mine, key=lambda a: a.document_id, default=None)
    answered = last is not None and evaluation is not None and evaluation.at >= last.at
    return None if answered else last


def lapse(evaluation: Evaluation, basis: str, today: date, valid_days: int) -> Lapse | None:
    """Why `evaluation` does not count on `today` for the answers of `basis`; None: it does.

    It counts while the answers it looked at are the same and it is younger than `valid_days`; one
    that asked to wait, until its day has come.
    """
    record = evaluation.record
    if record.basis != basis:
        return Lapse.ANSWERS
    if today - record.day >= timedelta(days=valid_days):
        return Lapse.EXPIRED
    waited = record.until is not None and record.until <= today
    return Lapse.DAY_REACHED if record.opinion is Opinion.DEFER_UNTIL and waited else None

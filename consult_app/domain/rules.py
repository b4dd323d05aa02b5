"""Rules over answers: data with three results (fires, clear, open), judged without side effects.

A rule is not an expression of a query language on purpose: an unanswered question must give *open*
and can never read as *clear*. `unknown` is an answer and fires.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TypeAlias

from consult_app.forms.model import Path, Text, Value


class Outcome(IntEnum):
    """What a firing rule asks for, from the lightest to the gravest."""

    CAUTION = 1
    ASK = 2
    DEFER = 3
    SPECIALIST = 4
    DO_NOT_TREAT = 5


OUTCOME_CODES: Mapping[str, Outcome] = {
    "caution": Outcome.CAUTION,
    "ask": Outcome.ASK,
    "defer": Outcome.DEFER,
    "specialist-evaluation": Outcome.SPECIALIST,
    "do-not-treat": Outcome.DO_NOT_TREAT,
}


class Basis(StrEnum):
    """What a rule rests on."""

    SOURCE_DOCUMENT = "source-document"
    GENERAL_PRACTICE = "general-practice"
    PRODUCT_LABEL = "product-label"
    CLINIC = "clinic"


class OnUnknown(StrEnum):
    """What the answer *unknown* does: the same as yes, or a caution. `IGNORE` is for *ask* only."""

    SAME = "same"
    CAUTION = "caution"
    IGNORE = "ignore"


class Comparison(StrEnum):
    """How an answer is held against the rule's values."""

    IS = "is"
    IS_NOT = "is-not"
    BELOW = "below"
    AT_LEAST = "at-least"
    MENTIONS = "mentions"
    """Any of the words stands in the text or the code; for contradictions only."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A comparison on an item. Codes stand as plain strings and match a Coding's code."""

    item: str
    comparison: Comparison
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A comparison on a fact that is no answer: age, sex, the planned product.

    `asks` names the item to answer where the fact is not known yet.
    """

    fact: str
    comparison: Comparison
    values: tuple[Value, ...]
    asks: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Fires when each part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Fires when a part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Fires when its part is clear; an unknown part stays unknown."""

    part: Condition


Condition: TypeAlias = Answered | Known | All | Any | Not

Facts: TypeAlias = Mapping[str, Value | tuple[Value, ...] | None]
"""Facts beside the answers; None or absent: not known yet. A tuple: any of them may match."""

BORN = "patient.born"
"""The fact of the day of birth: no rule compares it, but days are worked out from it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait once a day is known: `years` and `days` after it, as `why` says.

    The day is the answer to `item`, or a `fact` beside the answers; one of the two is named.
    """

    item: str
    days: int
    why: Text
    sources: tuple[str, ...] = ()
    fact: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack.

    `condition`: the name under which a specialist evaluates it (only for SPECIALIST);
    `patient`: the finding as it is told to the patient, `patient_unknown`: where it fires because
    nobody knows; `detail`: items whose answers say more, and `noted`: how such an answer is put
    in words, with `{answer}` where it stands;
    `clears`: what would clear it; `reasons`: rationales offered for a caution;
    `second_physician`: a do-not-treat that two physicians together may override; `waits`: from
    which answers the day is worked out from which it may be looked at again.
    """

    id: str
    version: str
    title: Text
    when: Condition
    outcome: Outcome
    explanation: Text
    sources: tuple[str, ...]
    basis: Basis
    on_unknown: OnUnknown = OnUnknown.CAUTION
    condition: str = ""
    patient: Text = field(default_factory=dict)
    clears: Text = field(default_factory=dict)
    detail: tuple[str, ...] = ()
    noted: Mapping[str, Text] = field(default_factory=dict)
    reasons: tuple[Text, ...] = ()
    second_physician: bool = False
    override: bool = True
    patient_unknown: Text = field(default_factory=dict)
    waits: tuple[Wait, ...] = ()


class Status(StrEnum):
    """The result of one rule."""

    FIRES = "fires"
    CLEAR = "clear"
    OPEN = "open"
    ERROR = "error"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer behind a result."""

    path: Path
    item: str
    value: Value


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule says of these answers.

    `outcome` is set when it fires; `unknown` says that the answer *unknown* made it fire; `asks`
    are the items still to be answered; `error` says why it could not be evaluated.
    """

    rule: Rule
    status: Status
    outcome: Outcome | None = None
    unknown: bool = False
    evidence: tuple[Evidence, ...] = ()
    asks: tuple[str, ...] = ()
    error: str = ""

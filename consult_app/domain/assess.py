"""Judges rules against a form: each rule fires, is clear, is open, or is in error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Protocol

from consult_app.domain.names import fold
from consult_app.domain.rules import (
    All,
    Answered,
    Any,
    Comparison,
    Condition,
    Evidence,
    Facts,
    Known,
    Not,
    OnUnknown,
    Outcome,
    Result,
    Rule,
    Status,
)
from consult_app.forms.model import Coding, Item, Path, Quantity, Value

UNKNOWN = "unknown"
"""The option code that means: asked, and nobody knows."""


class ItemView(Protocol):
    """What judging needs of an item's state; `forms.evaluate.ItemState` is one."""

    @property
    def path(self) -> Path: ...
    @property
    def item(self) -> Item: ...
    @property
    def enabled(self) -> bool: ...
    @property
    def undecided(self) -> bool: ...
    @property
    def answers(self) -> tuple[Value, ...]: ...


class _Truth(IntEnum):
    """Four values; the order is the one in which they win in *any*."""

    CLEAR = 0
    OPEN = 1
    UNKNOWN = 2
    FIRES = 3


@dataclass(frozen=True, slots=True)
class _Judged:
    """`asks`: paths that could still decide; never empty while something is open."""

    truth: _Truth
    evidence: tuple[Evidence, ...] = ()
    asks: tuple[Path, ...] = ()


class RuleError(Exception):
    """A rule that cannot be evaluated; shown as an error and counted as open."""


class Judge:
    """Judges many rules against one state of the form; made anew for each state."""

    def __init__(self, items: Iterable[ItemView], facts: Facts) -> None:
        self._items: dict[str, list[ItemView]] = {}
        for view in items:
            self._items.setdefault(view.item.link_id, []).append(view)
        self._facts = facts

    def result(self, rule: Rule) -> Result:
        """What `rule` says; never raises for a rule that is wrong."""
        try:
            judged = self._judge(rule.when)
            detail = self._detail(rule.detail) if judged.truth >= _Truth.UNKNOWN else ()
        except (RuleError, TypeError, ArithmeticError) as trouble:
            return Result(rule, Status.ERROR, error=str(trouble))
        if judged.truth is _Truth.FIRES:
            evidence = _once(judged.evidence + detail)
            return Result(rule, Status.FIRES, rule.outcome, evidence=evidence)
        asks = tuple(dict.fromkeys(judged.asks))
        if judged.truth is _Truth.UNKNOWN and rule.on_unknown is not OnUnknown.IGNORE:
            same = rule.on_unknown is OnUnknown.SAME
            outcome = rule.outcome if same else Outcome.CAUTION
            return Result(rule, Status.FIRES, outcome, True, _once(judged.evidence), asks)
        return Result(rule, Status.OPEN, asks=asks) if asks else Result(rule, Status.CLEAR)

    def _detail(self, link_ids: Sequence[str]) -> tuple[Evidence, ...]:
        found = []
        for link_id in link_ids:
            for view in self._views(link_id):
                if view.enabled:
                    found += [Evidence(view.path, link_id, value) for value in view.answers]
        return tuple(found)

    def _views(self, link_id: str) -> list[ItemView]:
        views = self._items.get(link_id)
        if views is None:
            raise RuleError(f"no item {link_id}")
        return views

    def _judge(self, condition: Condition) -> _Judged:
        match condition:
            case Answered():
                return self._answered(condition)
            case Known():
                return self._known(condition)
            case All(parts):
                return _combine([self._judge(p) for p in parts], _WEAKEST)
            case Any(parts):
                return _combine([self._judge(p) for p in parts], _STRONGEST)
            case Not(part):
                inner = self._judge(part)
                return _Judged(_NEGATED[inner.truth], inner.evidence, inner.asks)

    def _answered(self, condition: Answered) -> _Judged:
        each = [self._one(view, condition) for view in self._views(condition.item)]
        return _combine(each, _STRONGEST)

    def _one(self, view: ItemView, condition: Answered) -> _Judged:
        if not view.enabled:
            return _open((view.path,)) if view.undecided else _Judged(_Truth.CLEAR)
        if not view.answers:
            return _open((view.path,))
        truth = _Truth.CLEAR
        for value in view.answers:
            truth = max(truth, _held(value, condition.comparison, condition.values))
        evidence = tuple(Evidence(view.path, condition.item, v) for v in view.answers)
        return _Judged(truth, evidence)

    def _known(self, condition: Known) -> _Judged:
        known = self._facts.get(condition.fact)
        if known is None and not condition.asks:
            raise RuleError(f"{condition.fact} is not known, and nothing asks for it")
        asked = self._views(condition.asks) if condition.asks else []
        if known is None:
            return _open(tuple(v.path for v in asked if v.enabled) or (asked[0].path,))
        values = known if isinstance(known, tuple) else (known,)
        truth = max(
            (_held(v, condition.comparison, condition.values) for v in values),
            default=_Truth.CLEAR,
        )
        return _Judged(truth, self._detail((condition.asks,)) if condition.asks else ())


_WEAKEST = {_Truth.CLEAR: 0, _Truth.OPEN: 1, _Truth.UNKNOWN: 2, _Truth.FIRES: 3}
_STRONGEST = {_Truth.FIRES: 0, _Truth.UNKNOWN: 1, _Truth.OPEN: 2, _Truth.CLEAR: 3}
_NEGATED = {
    _Truth.FIRES: _Truth.CLEAR,
    _Truth.CLEAR: _Truth.FIRES,
    _Truth.OPEN: _Truth.OPEN,
    _Truth.UNKNOWN: _Truth.UNKNOWN,
}


def _open(asks: tuple[Path, ...]) -> _Judged:
    return _Judged(_Truth.OPEN, asks=asks)


def _combine(parts: list[_Judged], order: dict[_Truth, int]) -> _Judged:
    """The part that decides by `order`; with the evidence of all, and what is still asked.

    An unknown part does not hide an open one: what is asked could still make more of it.
    """
    if not parts:
        raise RuleError("a condition without parts")
    truth = min((p.truth for p in parts), key=order.__getitem__)
    evidence = tuple(e for p in parts if p.truth >= _Truth.UNKNOWN for e in p.evidence)
    if not evidence:
        evidence = tuple(e for p in parts for e in p.evidence)
    decided = truth in (_Truth.FIRES, _Truth.CLEAR)
    asks = () if decided else tuple(a for p in parts for a in p.asks)
    return _Judged(truth, evidence, asks)


def _held(value: Value, comparison: Comparison, against: tuple[Value, ...]) -> _Truth:
    """One answer against the rule's values; the answer *unknown* is neither yes nor no.

    What cannot be compared raises RuleError: it must not pass for *no*. *Is not* without values
    fires on any answer.
    """
    plain = _plain(value)
    if plain == UNKNOWN and UNKNOWN not in against:
        return _Truth.UNKNOWN
    if not against and comparison is not Comparison.IS_NOT:
        raise RuleError("a comparison without values")
    match comparison:
        case Comparison.IS:
            fires = any(_same(value, a) for a in against)
        case Comparison.IS_NOT:
            fires = not any(_same(value, a) for a in against)
        case Comparison.BELOW:
            fires = any(_difference(value, a) < 0 for a in against)
        case Comparison.AT_LEAST:
            fires = any(_difference(value, a) >= 0 for a in against)
        case Comparison.MENTIONS:
            fires = any(fold(str(a)) in fold(_words(value)) for a in against)
    return _Truth.FIRES if fires else _Truth.CLEAR


def _plain(value: Value) -> object:
    return value.code if isinstance(value, Coding) else value


def _words(value: Value) -> str:
    if isinstance(value, Coding):
        return f"{value.code} {value.display}"
    if isinstance(value, str):
        return value
    raise RuleError(f"not a text: {type(value).__name__}")


def _same(value: Value, against: Value) -> bool:
    if _is_number(value) and _is_number(against):
        return _difference(value, against) == 0
    one, two = _plain(value), _plain(against)
    if type(one) is not type(two):
        raise RuleError(f"{type(one).__name__} is compared with {type(two).__name__}")
    return one == two


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal | Quantity) and not isinstance(value, bool)


def _difference(value: Value, against: Value) -> Decimal:
    """How far `value` lies above `against`; two quantities only in the same unit."""
    units = [q.code or q.unit for q in (value, against) if isinstance(q, Quantity)]
    if len(set(units)) > 1:
        raise RuleError(f"two units: {units[0]} and {units[1]}")
    return _number(value) - _number(against)


def _number(value: Value) -> Decimal:
    if isinstance(value, Quantity) and not value.comparator:
        return value.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise RuleError(f"not a number: {type(value).__name__}")


def _once(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))


def items_read(condition: Condition) -> tuple[str, ...]:
    """The linkIds a condition reads, each once; an unanswered one of them is an open screen."""
    match condition:
        case Answered(item=item):
            return (item,)
        case Known(asks=asks):
            return (asks,) if asks else ()
        case All(parts) | Any(parts):
            return tuple(dict.fromkeys(i for p in parts for i in items_read(p)))
        case Not(part):
            return items_read(part)

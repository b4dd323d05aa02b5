"""Which items are enabled: enableWhen as R4 states it, cascading, iterated until nothing changes.

Beside on and off every condition knows a third state, open: off, but only because a question it
reads is not answered yet. `!=` follows the letter of R4: it holds while nothing equal is answered,
so also of a question without any answer.
"""

from __future__ import annotations

from collections.abc import Callable

from consult_app.forms.compare import at_least, at_most, order, same
from consult_app.forms.model import Operator, Value
from consult_app.forms.nodes import Condition
from consult_app.forms.tree import OFF, ON, OPEN, Spot, Tree

Expressions = Callable[[Spot], tuple[bool, bool]]
"""For a spot with an enableWhenExpression: (holds, would hold only if more were answered)."""


def holds(operator: Operator, given: tuple[Value, ...], expected: Value) -> bool:
    """Whether the answers of the question satisfy one condition, by R4's table of operators."""
    if operator is Operator.EXISTS:
        return bool(given) is bool(expected)
    if operator is Operator.NOT_EQUAL:
        return not any(same(value, expected) for value in given)
    return any(_TESTS[operator](value, expected) for value in given)


_TESTS: dict[Operator, Callable[[Value, Value], bool]] = {
    Operator.EQUAL: same,
    Operator.GREATER: lambda left, right: order(left, right) == 1,
    Operator.LESS: lambda left, right: order(left, right) == -1,
    Operator.GREATER_OR_EQUAL: at_least,
    Operator.LESS_OR_EQUAL: at_most,
}


def enable(tree: Tree, expressions: Expressions) -> bool:
    """One pass over all spots in document order; True if it changed any of them."""
    changed = False
    for spot in tree.spots:
        changed |= enable_one(tree, spot, expressions)
    return changed


def enable_one(tree: Tree, spot: Spot, expressions: Expressions) -> bool:
    """Enable or disable one spot, by what surrounds it and what it reads; True if that is new."""
    up = spot.up
    if up is None:
        enabled, kleene = True, ON
    else:
        if up.answer is not None and up.up is not None:
            up = up.up
        enabled, kleene = up.enabled, up.kleene
    if spot.node.conditional:
        own, own_kleene = _own(tree, spot, expressions)
        enabled, kleene = enabled and own, min(kleene, own_kleene)
    if enabled is spot.enabled and kleene == spot.kleene:
        return False
    spot.enabled, spot.kleene = enabled, kleene
    return True


def _own(tree: Tree, spot: Spot, expressions: Expressions) -> tuple[bool, int]:
    """What an item's own conditions say, whatever surrounds it."""
    item = spot.node.item
    if len(spot.node.conditions) == 1 and not item.enable_expression:
        return _condition(tree, spot, spot.node.conditions[0])
    results = [_condition(tree, spot, one) for one in spot.node.conditions]
    if not results:
        enabled, kleene = True, ON
    elif item.enable_any:
        enabled, kleene = any(r[0] for r in results), max(r[1] for r in results)
    else:
        enabled, kleene = all(r[0] for r in results), min(r[1] for r in results)
    if item.enable_expression:
        true, waits = expressions(spot)
        enabled, kleene = enabled and true, min(kleene, ON if true else OPEN if waits else OFF)
    return enabled, kleene


def _condition(tree: Tree, spot: Spot, condition: Condition) -> tuple[bool, int]:
    """One condition: (holds, on/open/off)."""
    when, target = condition.when, condition.target
    if target is None:
        true = holds(when.operator, (), when.answer)
        return true, ON if true else OFF
    question = tree.nearest(spot, target)
    if condition.own_answer:
        given = _own_answer(spot, question)
    else:
        given = question.values if question.enabled else ()
    true = holds(when.operator, given, when.answer)
    if not given and (question.enabled or question.kleene == OPEN):
        return true, OPEN
    return true, ON if true else OFF


def _own_answer(spot: Spot, question: Spot) -> tuple[Value, ...]:
    """The one answer of `question` that the spot lies under."""
    inner = spot.up
    while inner is not None and inner.up is not question:
        inner = inner.up
    if inner is None or inner.answer is None or question.calculated:
        return question.counted
    if not question.enabled or inner.answer < 0:
        return ()
    return question.given[inner.answer : inner.answer + 1]

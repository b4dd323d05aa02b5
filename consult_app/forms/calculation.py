"""Expressions over the answers: variables, calculated values, enableWhenExpression, constraints.

A variable is looked up from the item that names it outwards: its own, those of the groups around
it, the form's, then what the caller passed as context. What it looks up is the linkId of another
item (its nearest occurrence), or a FHIRPath expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from consult_app.forms import fhirpath
from consult_app.forms.convert import answers_from, to_primitive
from consult_app.forms.mirror import Mirror, scored
from consult_app.forms.model import Constraint, Questionnaire, Value
from consult_app.forms.nodes import Node
from consult_app.forms.plan import Plan
from consult_app.forms.tree import OPEN, Spot, Tree

_BARE_NAME = re.compile(r"%([A-Za-z_]\w*)")
Found = Sequence[object]


class Calculator:
    """Evaluates expressions over one tree; `refresh` after the tree has changed."""

    def __init__(
        self, questionnaire: Questionnaire, plan: Plan, tree: Tree, context: Mapping[str, Value]
    ) -> None:
        self._questionnaire = questionnaire
        self._plan = plan
        self._scope = plan.scope
        self._tree = tree
        self._context = {name: [to_primitive(value)] for name, value in context.items()}
        self._context_key = repr(sorted(context.items(), key=lambda pair: pair[0]))
        self._running: set[tuple[str, Spot | None]] = set()
        self.errors: dict[Spot | None, str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Forget what was worked out before the tree changed."""
        self._mirror: Mirror | None = None
        self._variables: dict[tuple[str, Spot | None, Spot | None], Found] = {}

    def calculate(self) -> list[Spot]:
        """Work out every calculated item that is enabled; the spots whose answers changed."""
        changed = []
        for node in self._plan.calculated:
            for spot in self._tree.by_node[node.index]:
                if not spot.enabled:
                    park(spot)
                elif self.settle(spot):
                    changed.append(spot)
                    self.refresh()
        return changed

    def enabled_by(self, spot: Spot) -> tuple[bool, bool]:
        """An enableWhenExpression: (holds, would hold only if more were answered).

        One that cannot be evaluated holds: a question is rather shown than lost.
        """
        found = self._try(spot.node.item.enable_expression, spot)
        if found is None or _is_true(found):
            return True, False
        return False, not found or self._waits(spot.node, spot.node.item.enable_expression)

    def violates(self, constraint: Constraint, spot: Spot | None) -> bool:
        """Whether a constraint is false over the answers given; not to be told is no violation."""
        return list(self._try(constraint.expression, spot) or ()) == [False]

    def settle(self, spot: Spot) -> bool:
        """Put a calculated answer in its place; whether that changed it.

        Without a result an entered answer stands, unless nobody can enter one.
        """
        item = spot.node.item
        values = answers_from(self._try(item.calculated, spot) or (), item)
        calculated = bool(values) or item.read_only or item.hidden
        if not calculated:
            values = spot.given
        if values == spot.values and calculated is spot.calculated:
            return False
        spot.values, spot.calculated = values, calculated
        return True

    def _try(self, expression: str, spot: Spot | None) -> Found | None:
        """The result of an item's own expression, None where it cannot be evaluated."""
        try:
            found = fhirpath.plain(self._evaluate(expression, spot, spot))
        except fhirpath.ExpressionError:
            self.errors[spot] = expression
            return None
        self.errors.pop(spot, None)
        return found

    def _evaluate(self, expression: str, declared: Spot | None, spot: Spot | None) -> Found:
        """The result of an expression that stands on the item `declared` (None: on the form)."""
        bare = _BARE_NAME.fullmatch(expression)
        if bare:
            return self._variable(bare[1], spot)
        key = self._memo_key(expression, declared)
        known = key and self._scope.recall(key)
        if known is not None:
            return known
        mirror = self._mirror = self._mirror or Mirror(self._tree)
        variables: dict[str, Found] = {
            name: self._variable(name, spot) for name in fhirpath.names(expression)
        }
        focus = mirror.focus(declared)
        found = fhirpath.run(expression, focus, {**variables, "resource": mirror.root})
        if key is not None:
            self._scope.remember(key, found)
        return found

    def _variable(self, name: str, spot: Spot | None) -> Found:
        """The value of %name as seen from a spot; empty where nobody defines it."""
        for declared, text in self._definitions(name, spot):
            if (name, declared) in self._running:
                continue  # defined in terms of itself: the next definition outwards
            near = spot if declared is None and text in self._plan.by_link_id else None
            key = (name, declared, near)
            if key not in self._variables:
                self._running.add((name, declared))
                try:
                    self._variables[key] = self._define(text, declared, spot)
                finally:
                    self._running.discard((name, declared))
            return self._variables[key]
        return self._context.get(name, ())

    def _definitions(self, name: str, spot: Spot | None) -> Iterator[tuple[Spot | None, str]]:
        inner = spot
        while inner is not None:
            if inner.answer is None and name in inner.node.item.variables:
                yield inner, inner.node.item.variables[name]
            inner = inner.up
        if name in self._questionnaire.variables:
            yield None, self._questionnaire.variables[name]

    def _define(self, text: str, declared: Spot | None, spot: Spot | None) -> Found:
        target = self._plan.by_link_id.get(text)
        if target is None:
            return self._evaluate(text, declared, declared)
        question = self._tree.nearest(declared or spot, target)
        item = question.node.item
        return [next(iter(scored(value, item).values())) for value in question.counted]

    def _waits(self, node: Node, expression: str) -> bool:
        """Whether a question that the expression reads could still be answered."""
        return any(
            not spot.counted and (spot.enabled or spot.kleene == OPEN)
            for target in self._scope.reads(node, expression)
            if target.is_question
            for spot in self._tree.by_node[target.index]
        )

    def _memo_key(self, expression: str, declared: Spot | None) -> tuple[object, ...] | None:
        """What the result depends on, or None where that cannot be told from the expression."""
        node = declared.node if declared else None
        if not self._scope.closed(node, expression):
            return None
        answers = tuple(
            (spot.path, repr(spot.counted))
            for target in self._scope.reads(node, expression)
            for spot in self._tree.by_node[target.index]
        )
        day = date.today() if self._scope.timed(node, expression) else None
        return expression, declared and declared.path, answers, self._context_key, day


def park(spot: Spot) -> None:
    """A calculated item that is disabled says what was entered, if anything was."""
    spot.values, spot.calculated = spot.given, False


def _is_true(found: Found) -> bool:
    """A collection as a condition: true, or one thing that is not a boolean."""
    return any(one is not False for one in found)

"""A questionnaire made ready to evaluate: nodes in document order with their conditions resolved.

Built once for each questionnaire value and kept as long as that value lives.
"""

from __future__ import annotations

import weakref

from consult_app.forms.model import EnableWhen, Item, Questionnaire
from consult_app.forms.nodes import Condition, Node
from consult_app.forms.scope import Scope


class Plan:
    """All nodes of a questionnaire in document order; of a linkId used twice, the first counts."""

    __slots__ = ("by_link_id", "calculated", "nodes", "questionnaire", "roots", "scope", "straight")

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = weakref.ref(questionnaire)
        self.nodes: list[Node] = []
        self.roots = self._grow(questionnaire.items, None)
        self.by_link_id: dict[str, Node] = {}
        for node in self.nodes:
            self.by_link_id.setdefault(node.item.link_id, node)
        for node in self.nodes:
            node.conditions = tuple(self._resolve(node, when) for when in node.item.enable_when)
        self.calculated = tuple(
            node for node in self.nodes if node.item.calculated and node.is_question
        )
        # every condition looks back at plain answers: one pass in document order settles all
        self.straight = not self.calculated and not any(
            node.item.enable_expression
            or any(one.target and one.target.index >= node.index for one in node.conditions)
            for node in self.nodes
        )
        self.scope = Scope(self.by_link_id, questionnaire.variables)

    def _grow(self, items: tuple[Item, ...], parent: Node | None) -> tuple[Node, ...]:
        grown = []
        for item in items:
            node = Node(len(self.nodes), item, parent)
            self.nodes.append(node)
            node.kids = self._grow(item.items, node)
            grown.append(node)
        return tuple(grown)

    def _resolve(self, source: Node, when: EnableWhen) -> Condition:
        target = self.by_link_id.get(when.question)
        return Condition(when, target, any(one is target for one in source.ancestors()))


_plans: dict[int, Plan] = {}


def plan_of(questionnaire: Questionnaire) -> Plan:
    """The plan of this very questionnaire value, built at its first use."""
    plan = _plans.get(id(questionnaire))
    if plan is None or plan.questionnaire() is not questionnaire:
        plan = _plans[id(questionnaire)] = Plan(questionnaire)
        weakref.finalize(questionnaire, _forget, id(questionnaire), plan)
    return plan


def _forget(key: int, plan: Plan) -> None:
    """Drop a plan with its questionnaire, unless the number already serves another one."""
    if _plans.get(key) is plan:
        del _plans[key]

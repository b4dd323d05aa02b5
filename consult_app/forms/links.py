"""What follows from what in a form: which items have to be looked at again when one has changed."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.forms.nodes import Node
from consult_app.forms.plan import Plan

DEEPEST = 24
"""Far fewer steps from cause to effect than the rounds in which a whole evaluation settles."""


class Links:
    """`readers`: by a node's index, those whose conditions or calculations read it; `rank`: causes
    before effects; `steady`: from any answers the form comes to one state, told by these links.

    Not steady are forms that go in circles, or that read the whole response or the clock.
    """

    __slots__ = ("rank", "readers", "steady")

    def __init__(self, plan: Plan) -> None:
        readers: list[list[Node]] = [[] for _ in plan.nodes]
        for node in plan.nodes:
            for source in dict.fromkeys(_reads(plan, node)):
                readers[source.index].append(node)
        self.readers = tuple(map(tuple, readers))
        # where every condition looks back, causes already stand before effects
        depth = [0] * len(plan.nodes) if plan.straight else self._depths(plan)
        self.steady = (
            len(plan.by_link_id) == len(plan.nodes)
            and max(depth, default=0) < DEEPEST
            and all(_told(plan, node) for node in plan.nodes)
        )
        order = sorted(plan.nodes, key=lambda node: (depth[node.index], node.index))
        self.rank = [0] * len(order)
        for place, node in enumerate(order):
            self.rank[node.index] = place

    def _depths(self, plan: Plan) -> list[int]:
        """How many steps lie before each node at most; `DEEPEST` and beyond in a circle."""
        depth = [0] * len(plan.nodes)
        waiting = list(plan.nodes)
        while waiting:
            node = waiting.pop()
            if depth[node.index] > DEEPEST:
                continue
            for effect in (*node.kids, *self.readers[node.index]):
                if depth[effect.index] <= depth[node.index]:
                    depth[effect.index] = depth[node.index] + 1
                    waiting.append(effect)
        return depth


def _reads(plan: Plan, node: Node) -> Iterator[Node]:
    """What the enablement and the answers of an item depend on, beside what surrounds it."""
    yield from (one.target for one in node.conditions if one.target is not None)
    for expression in (node.item.enable_expression, node.item.calculated):
        if expression:
            yield from plan.scope.reads(node, expression)


def _told(plan: Plan, node: Node) -> bool:
    """Whether the links of one item tell all that decides what it says."""
    texts = [text for text in (node.item.enable_expression, node.item.calculated) if text]
    return all(plan.scope.closed(node, text) and not plan.scope.timed(node, text) for text in texts)

"""One item of a questionnaire in its tree, with what its conditions look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.forms.checks import checks_for
from consult_app.forms.model import EnableWhen, Item, ItemType


@dataclass(frozen=True, slots=True)
class Condition:
    """One enableWhen. `target` is None where the form has no such item: it is never answered.

    `own_answer`: the target is the question whose answer the item lies under.
    """

    when: EnableWhen
    target: Node | None
    own_answer: bool


class Node:
    """One item of the questionnaire in its tree."""

    __slots__ = (
        "checks",
        "conditional",
        "conditions",
        "index",
        "is_question",
        "item",
        "kids",
        "link_id",
        "parent",
        "repeats",
    )

    def __init__(self, index: int, item: Item, parent: Node | None) -> None:
        self.index = index
        self.item = item
        self.link_id = item.link_id
        self.repeats = item.repeats
        self.parent = parent
        self.is_question = item.type not in {ItemType.GROUP, ItemType.DISPLAY}
        self.conditional = bool(item.enable_when or item.enable_expression)
        self.kids: tuple[Node, ...] = ()
        self.conditions: tuple[Condition, ...] = ()
        self.checks = checks_for(item)

    def ancestors(self) -> Iterator[Node]:
        """The items around this one, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

"""The outline of a filled template: `:::` directives and the lines of prose between them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from consult_app.errors import Refused

DEEPEST = 6
"""Directives inside each other."""

_DIRECTIVE = re.compile(r"^:::\s*([a-z-]*)\s*(.*)$")


@dataclass(slots=True)
class Node:
    """A directive, or the whole text: its words, its lines and inner directives in order."""

    name: str
    words: str
    line: int
    parts: list[str | Node] = field(default_factory=list)

    def refused(self, file: str) -> Refused:
        """The refusal of a directive that is not known, not ended or not full."""
        return Refused("pack.directive", file=file, line=self.line)


def read_outline(
    file: str, text: str, first_line: int, leaves: Collection[str], boxes: Collection[str]
) -> Node:
    """The text as a tree. `leaves` have no end mark, `boxes` have one.

    Raises `Refused`: pack.directive.
    """
    root = Node("", "", first_line)
    stack = [root]
    for at, line in enumerate(text.split("\n"), first_line):
        found = _DIRECTIVE.match(line)
        if found is None:
            stack[-1].parts.append(line)
            continue
        node = Node(found[1], found[2].strip(), at)
        if not node.name and not node.words and len(stack) > 1:
            stack.pop()
            continue
        if (node.name not in leaves and node.name not in boxes) or len(stack) > DEEPEST:
            raise node.refused(file)
        stack[-1].parts.append(node)
        if node.name in boxes:
            stack.append(node)
    if len(stack) > 1:
        raise stack[-1].refused(file)
    return root

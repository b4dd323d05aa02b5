"""What an expression depends on, told from its text: the questions it reads.

Where the answers to these decide its result, that is remembered for as long as they stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from consult_app.forms import fhirpath
from consult_app.forms.nodes import Node

_LOOKUP = re.compile(
    r"(?:%(?:resource|context)\.)?(?:repeat\(item\)|descendants\(\)|item)"
    r"\.where\(\s*linkId\s*=\s*'([^']*)'\s*\)(\.answer\b|\.(?=item\b|repeat\b|descendants\b))?"
)
_TREE_WORD = re.compile(
    r"\b(?:item|answer|descendants|children|repeat|linkId|resource|context|questionnaire"
    r"|qitem|now|timeOfDay|trace)\b"
)
_DAY = re.compile(r"\btoday\b")
_MEMORY = 20_000
Dependencies = tuple[tuple[Node, ...], bool, bool]
"""The items read, whether their answers decide the result, and whether the day does too."""


class Scope:
    """The dependencies of a form's expressions, and the results remembered by them."""

    __slots__ = ("_by_link_id", "_known", "_memory", "_variables")

    def __init__(self, by_link_id: Mapping[str, Node], variables: Mapping[str, str]) -> None:
        self._by_link_id = by_link_id
        self._variables = variables
        self._known: dict[tuple[str, Node | None], Dependencies] = {}
        self._memory: dict[tuple[object, ...], Sequence[object]] = {}

    def reads(self, node: Node | None, expression: str) -> tuple[Node, ...]:
        """The items that an expression on `node` (None: on the form) names, in document order."""
        return self._dependencies(node, expression)[0]

    def closed(self, node: Node | None, expression: str) -> bool:
        """Whether the answers to what it reads decide its result."""
        return self._dependencies(node, expression)[1]

    def timed(self, node: Node | None, expression: str) -> bool:
        """Whether its result may be another one tomorrow."""
        return self._dependencies(node, expression)[2]

    def recall(self, key: tuple[object, ...]) -> Sequence[object] | None:
        """The result remembered under a key, None where there is none."""
        return self._memory.get(key)

    def remember(self, key: tuple[object, ...], found: Sequence[object]) -> None:
        """Keep a result; starts afresh when too many are kept."""
        if len(self._memory) >= _MEMORY:
            self._memory.clear()
        self._memory[key] = found

    def _dependencies(self, node: Node | None, expression: str) -> Dependencies:
        key = (expression, node)
        if key not in self._known:
            self._known[key] = self._trace(node, expression)
        return self._known[key]

    def _trace(self, node: Node | None, expression: str) -> Dependencies:
        """Follow the variables outwards and collect what all of them read."""
        read: dict[int, Node] = {}
        closed, timed = True, False
        seen: set[tuple[str, Node | None]] = set()
        waiting: list[tuple[str, Node | None]] = [(expression, node)]
        while waiting:
            text, at = waiting.pop()
            if (text, at) in seen:
                continue
            seen.add((text, at))
            target = self._by_link_id.get(text)
            if target is not None:
                read[target.index] = target
                continue
            closed = closed and self._looks_up_only(text)
            timed = timed or bool(_DAY.search(re.sub(r"'[^']*'", "", text)))
            for link_id in fhirpath.texts(text):
                if found := self._by_link_id.get(link_id):
                    read[found.index] = found
            for name in fhirpath.names(text):
                waiting.extend((inner, where) for where, inner in self._definitions(name, at))
        return tuple(read[index] for index in sorted(read)), closed, timed

    def _definitions(self, name: str, node: Node | None) -> Iterator[tuple[Node | None, str]]:
        around = () if node is None else (node, *node.ancestors())
        yield from ((one, one.item.variables[name]) for one in around if name in one.item.variables)
        if name in self._variables:
            yield None, self._variables[name]

    def _looks_up_only(self, expression: str) -> bool:
        """Whether it reads the response only through where(linkId='…') of questions."""

        def lookup(match: re.Match[str]) -> str:
            node = self._by_link_id.get(match[1])
            return "§" if match[2] == "." or (node and node.is_question) else "item"

        rest = _LOOKUP.sub(lookup, expression)
        return not _TREE_WORD.search(re.sub(r"'[^']*'", "''", rest))

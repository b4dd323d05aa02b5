"""YAML as nodes that know their line: every scalar is text until a reader asks for more.

Nothing is guessed from how a word looks, so `yes`, `no` and `on` stay words; only `true` and
`false` are booleans, and only where one is expected. Duplicate keys and aliases are refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from consult_app.errors import Refused
from consult_app.forms.model import PartialDate

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # the same in Python


@dataclass(frozen=True, slots=True)
class Source:
    """One place in a YAML file: a scalar, a list or a mapping."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return int(self.node.start_mark.line) + 1

    @property
    def is_text(self) -> bool:
        """Whether it is a scalar."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str:
        """The scalar's words. Raises `Refused`: pack.wrong-value."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("text")
        return str(self.node.value).strip()

    def flag(self) -> bool:
        """`true` or `false`, nothing else."""
        words = self.text()
        if words not in ("true", "false"):
            raise self.wrong("true or false")
        return words == "true"

    def whole(self) -> int:
        """A whole number."""
        number = self.number()
        if number != number.to_integral_value():
            raise self.wrong("a whole number")
        return int(number)

    def number(self) -> Decimal:
        """A number, written with a point."""
        try:
            number = Decimal(self.text())
        except InvalidOperation:
            raise self.wrong("a number") from None
        if not number.is_finite():
            raise self.wrong("a number")
        return number

    def day(self) -> date:
        """A date, written YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong("a date such as 2026-01-31") from None

    def partial_day(self) -> PartialDate:
        """A date as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
        words = self.text()
        try:
            date.fromisoformat((words + "-01-01")[:10] if len(words) < 10 else words)
        except ValueError:
            raise self.wrong("a date such as 2026, 2026-01 or 2026-01-31") from None
        return PartialDate(words)

    def one_of(self, allowed: Collection[str]) -> str:
        """One of a few words."""
        words = self.text()
        if words not in allowed:
            raise self.wrong("one of: " + ", ".join(allowed))
        return words

    def parts(self) -> list[Source]:
        """The elements of a list; a single scalar or mapping counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Source(self.file, child) for child in self.node.value]
        return [self]

    def words(self) -> tuple[str, ...]:
        """A list of scalars, or one scalar with words between blanks."""
        if self.is_text:
            return tuple(self.text().split())
        return tuple(part.text() for part in self.parts())

    def pairs(self) -> Iterator[tuple[str, Source]]:
        """Key and value of a mapping, in the order of the file."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("a mapping")
        for key, value in self.node.value:
            yield Source(self.file, key).text(), Source(self.file, value)

    def fields(self, allowed: Collection[str], needed: Collection[str] = ()) -> dict[str, Source]:
        """A mapping whose keys are all `allowed`, with every `needed` one.

        Raises `Refused`: pack.wrong-field, pack.missing-field, pack.wrong-value.
        """
        found = {}
        for key, value in self.pairs():
            if key not in allowed:
                raise Refused("pack.wrong-field", file=self.file, line=value.line, field=key)
            found[key] = value
        for key in needed:
            if key not in found:
                raise Refused("pack.missing-field", file=self.file, line=self.line, field=key)
        return found

    def wrong(self, expected: str) -> Refused:
        """The refusal that says what was expected here."""
        return Refused("pack.wrong-value", file=self.file, line=self.line, expected=expected)


def read_yaml(file: str, text: str) -> Source:
    """The top of a YAML file.

    Raises `Refused`: pack.syntax, pack.empty, pack.duplicate-key, pack.alias.
    """
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise Refused("pack.alias", file=file, line=_at(event.start_mark))
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise Refused("pack.empty", file=file)
        _refuse_duplicates(file, node)
    except (yaml.YAMLError, RecursionError) as error:
        raise Refused("pack.syntax", file=file, line=_line(error)) from error
    return Source(file, node)


def _line(error: Exception) -> int:
    return _at(getattr(error, "problem_mark", None))


def _at(mark: Any) -> int:
    """The line of a mark; libyaml's marks and PyYAML's share no type."""
    return int(mark.line) + 1 if mark is not None else 1


def _refuse_duplicates(file: str, node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_duplicates(file, child)
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        if key.value in seen:
            line = key.start_mark.line + 1
            raise Refused("pack.duplicate-key", file=file, line=line, field=key.value)
        seen.add(key.value)
        _refuse_duplicates(file, value)

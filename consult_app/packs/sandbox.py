"""Fills a template without trusting it: a few constructs of Jinja2 over the documented values.

Nothing of a value is ever text of the template: each is replaced by a token of two private-use
characters and a number, and put back after the Markdown has been read. So `*`, `<`, `{{`, `#` and
line ends in a name come out as they are, and cannot become structure. That is the one place where
values are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from consult_app.errors import Refused
from consult_app.packs.values import VALUES, Shape

OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
"""Where a value stands in filled text: its number in the list that `fill` returns."""

LONGEST_VALUE = 20_000
"""Characters of one value that are printed; longer is refused."""

MOST_VALUES = 20_000
"""Values that one document may print."""

DEEPEST_LOOP = 3
FILTERS = ("join", "length", "first")
LOOP: Mapping[str, Shape] = {"index": "from 1", "first": "at the first", "last": "at the last"}

_STRUCTURE = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
_EXPRESSIONS = (nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter)
_LOGIC = (nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or)
ALLOWED = (*_STRUCTURE, *_EXPRESSIONS, *_LOGIC)
"""Everything else is refused: calls, arithmetic, assignments, macros, includes."""


class _Environment(SandboxedEnvironment):
    """Looks names up in mappings only: no attribute of a Python object is ever read."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if type(obj).__name__ == "LoopContext" and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


@pass_context
def _as_token(context: Context, value: object) -> str:
    store = context["_store"]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _UnprintableError(str(value)[:40] if isinstance(value, StrictUndefined) else "a list")
    words = str(value)
    if len(words) > LONGEST_VALUE or len(store) >= MOST_VALUES:
        raise _TooMuchError
    store.append(words)
    return f"{OPEN}{len(store) - 1}{CLOSE}"


class _UnprintableError(Exception):
    """A list or record where words are needed."""


class _TooMuchError(Exception):
    """More than a document may hold."""


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined,
        autoescape=False,
        lstrip_blocks=True,
        finalize=_as_token,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def check(file: str, body: str, first_line: int = 1) -> None:
    """Refuse a body that uses more than is allowed, or names a value that nobody supplies.

    Raises `Refused`: pack.template-syntax, pack.template-construct, pack.unknown-value.
    """
    try:
        tree = _environment().parse(body)
    except TemplateSyntaxError as error:
        line = error.lineno + first_line - 1
        raise Refused("pack.template-syntax", file=file, line=line) from error
    except RecursionError as error:
        raise Refused("pack.template-syntax", file=file, line=first_line) from error
    _Checker(file, first_line).visit(tree, VALUES, 0)


class _Checker:
    """Walks the tree of a template with the shapes of the names in scope."""

    def __init__(self, file: str, first_line: int) -> None:
        self._file, self._offset = file, first_line - 1

    def visit(self, node: nodes.Node, scope: Mapping[str, Shape], depth: int) -> None:
        if not isinstance(node, ALLOWED):
            raise self._refused(node)
        match node:
            case nodes.For():
                self._loop(node, scope, depth)
            case nodes.Name() | nodes.Getattr() | nodes.Filter():
                self._shape(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self.visit(child, scope, depth)

    def _loop(self, node: nodes.For, scope: Mapping[str, Shape], depth: int) -> None:
        if node.recursive or not isinstance(node.target, nodes.Name) or depth >= DEEPEST_LOOP:
            raise self._refused(node)
        shape = self._shape(node.iter, scope)
        if isinstance(shape, str | Mapping):
            raise self._refused(node)
        inner = {**scope, node.target.name: shape[0], "loop": LOOP}
        if node.test is not None:
            self.visit(node.test, inner, depth)
        for child in node.body:
            self.visit(child, inner, depth + 1)
        for child in node.else_:
            self.visit(child, scope, depth + 1)

    def _shape(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        match node:
            case nodes.Name(name=name) if name in scope:
                return scope[name]
            case nodes.Getattr(node=parent, attr=attribute):
                shape = self._shape(parent, scope)
                if isinstance(shape, Mapping) and attribute in shape:
                    return shape[attribute]
            case nodes.Filter(name=name, node=inner) if name in FILTERS and inner is not None:
                shape = self._shape(inner, scope)
                if name == "first" and isinstance(shape, Sequence) and not isinstance(shape, str):
                    return shape[0]
                return "words"
            case nodes.Const():
                return "words"
            case _ if not isinstance(node, nodes.Name):
                raise self._refused(node)
        raise Refused(
            "pack.unknown-value",
            file=self._file,
            line=node.lineno + self._offset,
            name=getattr(node, "attr", getattr(node, "name", "")),
        )

    def _refused(self, node: nodes.Node) -> Refused:
        line = node.lineno + self._offset
        return Refused("pack.template-construct", file=self._file, line=line)


@lru_cache(maxsize=64)
def _compiled(body: str) -> Template:
    return _environment().from_string(body)


def fill(file: str, body: str, values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """The body with tokens where values stand, and the values by number.

    Raises `Refused`: pack.value-missing, pack.value-too-much.
    """
    store: list[str] = []
    try:
        return _compiled(body).render({**values, "_store": store}), tuple(store)
    except (_TooMuchError, MemoryError) as error:
        raise Refused("pack.value-too-much", file=file) from error
    except (TemplateError, _UnprintableError, TypeError) as error:
        raise Refused("pack.value-missing", file=file, name=_name(error)) from error


def _name(error: Exception) -> str:
    """The name in a message of Jinja's; never a value."""
    found = re.search(r"'([A-Za-z_.]{1,60})'( is undefined|$)", str(error))
    return found[1] if found else "?"

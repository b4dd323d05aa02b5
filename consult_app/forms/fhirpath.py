"""The one door to FHIRPath: compiles an expression once and evaluates it over a response.

The library behind it costs a third of a second to import and is not safe for two threads at once:
it is imported at the first expression, and one lock guards each evaluation.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO
from typing import Any

ORDINALS = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
"""Extensions that hold the score of an option, in R4 and R5."""

_NAME = re.compile(r"%(?:`([^`]+)`|([A-Za-z_][\w-]*))")
_TEXT = re.compile(r"'((?:[^'\\]|\\.)*)'")
_QUOTED_NAME = re.compile(r'%"([^"]+)"')
_PROVIDED = frozenset({"ucum", "loinc", "sct"})
_lock = threading.Lock()


class ExpressionError(ValueError):
    """An expression that cannot be read or evaluated."""


def names(expression: str) -> frozenset[str]:
    """The %names an expression reads."""
    found = _NAME.findall(_TEXT.sub("''", _readable(expression)))
    return frozenset(quoted or plain for quoted, plain in found)


def texts(expression: str) -> frozenset[str]:
    """The string literals in an expression: among them the linkIds it looks up."""
    return frozenset(_TEXT.findall(expression))


def check(expression: str) -> None:
    """Raise `ExpressionError` where an expression cannot be read, or not even be evaluated over
    an empty response: the parser lets some broken ones pass."""
    run(expression, {}, {"resource": {}})


def run(
    expression: str, focus: Mapping[str, object], variables: Mapping[str, object]
) -> list[object]:
    """The collection an expression yields over a response or one item of it (`%context`).

    An undefined %name is empty. The nodes found know their place in the response: give them to
    other expressions as they are, or take what they hold with `plain`. Raises `ExpressionError`
    where the expression cannot be read or evaluated.
    """
    readable = _readable(expression)
    bound: dict[str, object] = {name: [] for name in names(readable) - _PROVIDED}
    # to the library only a list is a collection, and an empty tuple one odd value
    bound.update((name, list(v) if isinstance(v, tuple) else v) for name, v in variables.items())
    with _lock:
        compiled = _compiled(readable)
        bound["context"] = root = _node(focus)
        try:
            return list(compiled(root, bound))
        except Exception as error:  # the library raises bare Exception, among others
            raise ExpressionError(str(error)) from error


def plain(found: Sequence[object]) -> list[object]:
    """The nodes of a result as FHIR primitives and objects."""
    return [getattr(one, "data", one) for one in found]


def _node(data: Mapping[str, object]) -> object:
    """A response, or an item of one, as a node that knows its type: value[x] is read by it."""
    from fhirpathpy.engine.nodes import ResourceNode

    create: Callable[[Mapping[str, object], str], object] = ResourceNode.create_node
    return create(data, "QuestionnaireResponse.item")


def _readable(expression: str) -> str:
    """The expression with %"name", which other engines allow, spelt %`name`."""
    return _QUOTED_NAME.sub(r"%`\1`", expression)


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> Callable[[Any, Mapping[str, Any] | None], list[Any]]:
    """The expression ready to run over R4 resources."""
    import fhirpathpy
    from fhirpathpy.models import models

    scores = {"fn": _scores, "arity": {0: []}}
    functions = {"weight": scores, "ordinal": scores}
    options = {"userInvocationTable": functions, "returnRawData": True}
    try:
        # the parser prints what it cannot read, which is no part of anybody's output
        with redirect_stdout(StringIO()):
            return fhirpathpy.compile(expression, models["r4"], options)
    except Exception as error:  # parser errors of several kinds
        raise ExpressionError(str(error)) from error


def _scores(nodes: Sequence[object]) -> list[object]:
    """weight() and ordinal(): the scores that the codings among the nodes carry."""
    found: list[object] = []
    for data in nodes:
        for one in data.get("extension", ()) if isinstance(data, Mapping) else ():
            if one.get("url") in ORDINALS:
                found.append(one.get("valueDecimal", one.get("valueInteger")))
    return found

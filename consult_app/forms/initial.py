"""What a new response starts with. Never applied to one that is resumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult_app.forms import fhirpath
from consult_app.forms.convert import answers_from, to_primitive
from consult_app.forms.model import Item, ItemType, Path, Questionnaire, Value
from consult_app.forms.paths import join

_NOTHING: Mapping[str, Value] = {}


def initial_answers(
    questionnaire: Questionnaire, *, context: Mapping[str, Value] = _NOTHING
) -> dict[Path, Value]:
    """The answers of a response that begins: initial values, options chosen at the start, and
    what initialExpressions say over the context."""
    return dict(_of_items(questionnaire.items, "", context))


def initial_in(
    item: Item, occurrence: Path, *, context: Mapping[str, Value] = _NOTHING
) -> dict[Path, Value]:
    """The answers that a new occurrence of a repeating group begins with, by its path."""
    return dict(_of_items(item.items, occurrence, context))


def _of_items(
    items: tuple[Item, ...], container: Path, context: Mapping[str, Value]
) -> Iterator[tuple[Path, Value]]:
    for item in items:
        path = join(container, item.link_id)
        first = f"{path}[0]" if item.repeats else path
        if item.type not in {ItemType.GROUP, ItemType.DISPLAY}:
            for number, value in enumerate(_values(item, context)):
                yield (f"{path}[{number}]" if item.repeats else path), value
        yield from _of_items(item.items, first, context)


def _values(item: Item, context: Mapping[str, Value]) -> tuple[Value, ...]:
    chosen = tuple(option.value for option in item.options if option.initial)
    values = item.initial or chosen or _expressed(item, context)
    return values if item.repeats else values[:1]


def _expressed(item: Item, context: Mapping[str, Value]) -> tuple[Value, ...]:
    """The result of an initialExpression; nothing where it cannot be evaluated (lint names it)."""
    if not item.initial_expression:
        return ()
    known = {name: [to_primitive(value)] for name, value in context.items()}
    try:
        found = fhirpath.run(item.initial_expression, {}, known)
    except fhirpath.ExpressionError:
        return ()
    return answers_from(fhirpath.plain(found), item)

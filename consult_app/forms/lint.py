"""What is wrong with a form in itself: between its items, in its conditions and expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consult_app.forms import fhirpath
from consult_app.forms.checks import fits
from consult_app.forms.compare import order, same
from consult_app.forms.faults import Fault, FaultCode, error, warning
from consult_app.forms.model import (
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Questionnaire,
    Text,
    Value,
)
from consult_app.forms.nodes import Node
from consult_app.forms.plan import Plan, plan_of
from consult_app.forms.words import spoken

_CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})
_ORDERED = frozenset(
    {
        ItemType.DECIMAL,
        ItemType.INTEGER,
        ItemType.DATE,
        ItemType.DATE_TIME,
        ItemType.TIME,
        ItemType.QUANTITY,
    }
)
_ORDERING = frozenset(
    {Operator.GREATER, Operator.LESS, Operator.GREATER_OR_EQUAL, Operator.LESS_OR_EQUAL}
)
# what callers, FHIR and SDC define
_GIVEN = frozenset(
    {"resource", "context", "questionnaire", "qitem", "patient", "user", "encounter", "ucum"}
    | {"sct", "loinc", "age", "sex"}
)


def check(
    questionnaire: Questionnaire, *, ours: bool = False, given: frozenset[str] = frozenset()
) -> tuple[Fault, ...]:
    """Every fault of a form, in document order.

    `ours`: the stricter rules for the forms of a pack: no `!=`, every text in every language,
    linkIds that make plain paths. `given`: further %names that a caller passes as context.
    """
    plan = plan_of(questionnaire)
    faults: list[Fault] = []
    seen: set[str] = set()
    for node in plan.nodes:
        item = node.item
        if item.link_id in seen:
            faults.append(error(FaultCode.DUPLICATE_LINK_ID, item.link_id))
        seen.add(item.link_id)
        faults.extend(_structure(item))
        faults.extend(_conditions(node))
        faults.extend(_expressions(node, questionnaire, given))
        if ours:
            faults.extend(_our_rules(item, questionnaire.languages))
    faults.extend(_cycles(plan))
    return tuple(faults)


def _structure(item: Item) -> Iterator[Fault]:
    """Options, bounds and members that do not fit the type of an item."""
    link_id, kind = item.link_id, item.type
    if kind in _CHOICES and not item.options and not item.answer_value_set:
        yield error(FaultCode.NO_OPTIONS, link_id)
    if kind is ItemType.GROUP and not item.items:
        yield error(FaultCode.EMPTY_GROUP, link_id)
    for member, stated in (
        ("required", item.required and kind is ItemType.DISPLAY),
        ("repeats", item.repeats and kind is ItemType.DISPLAY),
        ("initial", item.initial and kind in {ItemType.GROUP, ItemType.DISPLAY}),
        ("answerOption", item.options and kind in {ItemType.GROUP, ItemType.DISPLAY}),
        ("maxOccurs", item.max_occurs is not None and not item.repeats),
        ("calculatedExpression", item.calculated and kind in {ItemType.GROUP, ItemType.DISPLAY}),
    ):
        if stated:
            yield error(FaultCode.NOT_FOR_TYPE, link_id, member=member, type=kind.value)
    low, high = item.min_value, item.max_value
    if low is not None and high is not None and order(low, high) == 1:
        yield error(FaultCode.RANGE, link_id)
    if item.pattern:
        try:
            re.compile(item.pattern)
        except re.error:
            yield error(FaultCode.PATTERN, link_id)
    yield from _options(item)


def _options(item: Item) -> Iterator[Fault]:
    for number, option in enumerate(item.options):
        if item.type not in _CHOICES and not fits(item, option.value):
            yield error(FaultCode.OPTION_TYPE, item.link_id, option=spoken(option.value))
        if any(same(option.value, other.value) for other in item.options[:number]):
            yield error(FaultCode.DUPLICATE_OPTION, item.link_id, option=spoken(option.value))


def _conditions(node: Node) -> Iterator[Fault]:
    """Each enableWhen against the question that it names."""
    link_id = node.item.link_id
    for condition in node.conditions:
        when = condition.when
        if condition.target is None:
            yield error(FaultCode.UNKNOWN_QUESTION, link_id, question=when.question)
        elif not condition.target.is_question:
            yield error(FaultCode.NOT_A_QUESTION, link_id, question=when.question)
        else:
            yield from _comparison(link_id, when, condition.target.item)


def _comparison(link_id: str, when: EnableWhen, question: Item) -> Iterator[Fault]:
    if when.operator is Operator.EXISTS:
        if not isinstance(when.answer, bool):
            yield error(FaultCode.CONDITION_TYPE, link_id, question=when.question)
        return
    if when.operator in _ORDERING and question.type not in _ORDERED:
        params = {"operator": when.operator.value, "question": when.question}
        yield error(FaultCode.CONDITION_OPERATOR, link_id, **params)
    if not fits(question, when.answer):
        yield error(FaultCode.CONDITION_TYPE, link_id, question=when.question)
    elif not _offered(question, when.answer):
        yield error(FaultCode.CONDITION_OPTION, link_id, question=when.question)


def _offered(question: Item, answer: Value) -> bool:
    """Whether a question can be answered so, as far as its options tell."""
    if not question.options or (question.type is ItemType.OPEN_CHOICE and isinstance(answer, str)):
        return True
    return any(same(answer, option.value) for option in question.options)


def _expressions(
    node: Node, questionnaire: Questionnaire, given: frozenset[str]
) -> Iterator[Fault]:
    """Expressions that cannot be read, and the %names that nothing defines."""
    item = node.item
    texts = [item.calculated, item.enable_expression, *item.variables.values()]
    defined = set(_GIVEN | given | questionnaire.variables.keys() | item.variables.keys())
    for around in node.ancestors():
        defined |= around.item.variables.keys()
    for text in filter(None, (*texts, *(one.expression for one in item.constraints))):
        try:
            fhirpath.check(text)
        except fhirpath.ExpressionError:
            yield error(FaultCode.EXPRESSION, item.link_id, expression=text)
            continue
        for name in sorted(fhirpath.names(text) - defined):
            yield warning(FaultCode.UNDEFINED_NAME, item.link_id, name=name)


def _our_rules(item: Item, languages: tuple[str, ...]) -> Iterator[Fault]:
    """What a pack's own form must keep."""
    link_id = item.link_id
    if "/" in link_id or "[" in link_id:
        yield error(FaultCode.AMBIGUOUS_LINK_ID, link_id)
    if any(one.operator is Operator.NOT_EQUAL for one in item.enable_when):
        yield error(FaultCode.NOT_EQUAL, link_id)
    if not item.text and not item.hidden:
        yield error(FaultCode.NO_TEXT, link_id)
    texts: Mapping[str, Text] = {
        "text": item.text,
        "help": item.help,
        "ask": item.ask,
        "short": item.short,
        **{f"option {spoken(one.value)}": one.text for one in item.options},
    }
    for member, text in texts.items():
        for language in languages if text else ():
            if not text.get(language):
                yield error(FaultCode.NO_TRANSLATION, link_id, member=member, language=language)


def _cycles(plan: Plan) -> Iterator[Fault]:
    """Items that depend on each other in a circle: conditions, calculations, and what is around."""
    depends = {node: _depends_on(node, plan) for node in plan.nodes}
    done: set[Node] = set()
    for start in plan.nodes:
        trail: list[Node] = []
        stack: list[tuple[Node, Iterator[Node]]] = []
        if start not in done:
            trail.append(start)
            stack.append((start, iter(depends[start])))
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(node)
                trail.pop()
                stack.pop()
            elif following in trail:
                circle = [one.link_id for one in trail[trail.index(following) :]]
                yield error(FaultCode.CYCLE, following.link_id, items=", ".join(circle))
            elif following not in done:
                trail.append(following)
                stack.append((following, iter(depends[following])))


def _depends_on(node: Node, plan: Plan) -> list[Node]:
    """What decides whether an item is enabled, and its answer if that is calculated."""
    found = [one.target for one in node.conditions if one.target is not None]
    for text in filter(None, (node.item.calculated, node.item.enable_expression)):
        found += [one for one in plan.scope.reads(node, text) if one.is_question]
    if node.parent is not None:
        found.append(node.parent)
    return list(dict.fromkeys(found))

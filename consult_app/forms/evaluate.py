"""The engine: a questionnaire and its answers in, the state of every item out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from consult_app.forms import fhirpath
from consult_app.forms.calculation import Calculator
from consult_app.forms.enablement import enable
from consult_app.forms.model import Answers, Path, Questionnaire, Value
from consult_app.forms.plan import Plan, plan_of
from consult_app.forms.state import FormState, ItemState
from consult_app.forms.tree import OPEN, Spot, Tree
from consult_app.forms.validity import Findings, judge

ROUNDS = 60
"""Rounds until a form that has not settled is taken as going in circles."""
_NOTHING: Mapping[str, Value] = {}


def evaluate(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    context: Mapping[str, Value] = _NOTHING,
    openings: frozenset[Path] = frozenset(),
) -> FormState:
    """Say of every item whether it is enabled, answered, missing and valid.

    `answers` holds everything entered, also for items that are disabled now; `context` what
    expressions see as %name; `openings` occurrences of repeating groups that a person has opened
    and not filled in yet. An occurrence without answers appears only there, or as the first one.
    """
    plan = plan_of(questionnaire)
    tree = Tree(plan, answers, openings)
    calculator = Calculator(questionnaire, plan, tree, context)
    settle(plan, tree, calculator)
    return frozen(tree, judge(questionnaire, tree, calculator))


def prepare(questionnaire: Questionnaire) -> None:
    """Pay beforehand what the first evaluation would cost: the plan, the expressions' compiling.

    A form with expressions takes some tenths of a second here; call it from a thread of its own.
    """
    plan = plan_of(questionnaire)
    texts = [*questionnaire.variables.values()]
    for node in plan.nodes:
        item = node.item
        texts += (item.calculated, item.enable_expression, *item.variables.values())
    for text in dict.fromkeys(texts):
        if text and text not in plan.by_link_id:
            with suppress(fhirpath.ExpressionError):
                fhirpath.check(text)


def settle(plan: Plan, tree: Tree, calculator: Calculator) -> None:
    """Enable and calculate until nothing changes; a calculation that never settles says nothing."""
    if plan.straight:
        enable(tree, calculator.enabled_by)
        return
    for _ in range(ROUNDS):
        changed = enable(tree, calculator.enabled_by)
        if changed:
            calculator.refresh()
        moved = calculator.calculate()
        if not changed and not moved:
            return
    for spot in moved:
        spot.values, spot.calculated = (), True  # nor does what was entered stand
        calculator.errors[spot] = spot.node.item.calculated
    calculator.refresh()


def frozen(tree: Tree, findings: Findings) -> FormState:
    """The frozen view of a settled tree."""
    items: list[ItemState] = []
    by_path: dict[Path, ItemState] = {}
    by_link_id: dict[str, list[ItemState]] = {}
    unseen: set[Spot] = set()
    for spot in tree.spots:
        if not seen(spot, unseen):
            unseen.add(spot)
        state = item_state(spot, spot not in unseen, spot in findings.missing)
        items.append(state)
        by_path[spot.path] = state
        by_link_id.setdefault(spot.node.link_id, []).append(state)
        for place in state.places:
            by_path[place] = state
    counted = counted_answers(items)
    return FormState(tuple(items), findings.issues, counted, by_path, by_link_id, tree.groups)


def counted_answers(items: Iterable[ItemState]) -> dict[Path, Value]:
    """The answers that count, in document order."""
    return {
        place: value
        for state in items
        if state.places and state.enabled
        for place, value in zip(state.places, state.answers, strict=True)
    }


def seen(spot: Spot, unseen: Collection[Spot]) -> bool:
    """Whether a spot is on screen; `unseen` already tells of what surrounds it."""
    return spot.enabled and not spot.node.item.hidden and _around(spot) not in unseen


def item_state(spot: Spot, visible: bool, missing: bool) -> ItemState:
    """The state of one item."""
    return ItemState(
        spot.path,
        spot.node.item,
        spot.enabled,
        visible,
        spot.node.item.required,
        spot.kleene == OPEN and not spot.enabled,
        spot.values,
        missing,
        _calculated_places(spot) if spot.calculated else spot.places,
        "" if spot.up is None else spot.up.path,
        spot.calculated,
    )


def _around(spot: Spot) -> Spot | None:
    """The group or the question that an item lies under."""
    up = spot.up
    return up.up if up is not None and up.answer is not None else up


def _calculated_places(spot: Spot) -> tuple[Path, ...]:
    """Where calculated answers stand: from the first place on."""
    if not spot.node.item.repeats:
        return (spot.path,) * len(spot.values)
    return tuple(f"{spot.path}[{number}]" for number in range(len(spot.values)))

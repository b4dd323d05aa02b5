"""The engine: a questionnaire and its answers in, the state of every item out. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.forms.calculation import Calculator
from consult_app.forms.enablement import enable
from consult_app.forms.model import Answers, Path, Questionnaire, Value
from consult_app.forms.plan import plan_of
from consult_app.forms.state import FormState, ItemState
from consult_app.forms.tree import OPEN, Spot, Tree
from consult_app.forms.validity import Findings, judge

_ROUNDS = 60
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
    if plan.straight:
        enable(tree, calculator.enabled_by)
    else:
        _settle(tree, calculator)
    findings = judge(questionnaire, tree, calculator)
    return _state(tree, findings)


def _settle(tree: Tree, calculator: Calculator) -> None:
    """Enable and calculate until nothing changes; a calculation that never settles says nothing."""
    for _ in range(_ROUNDS):
        changed = enable(tree, calculator.enabled_by)
        if changed:
            calculator.refresh()
        moved = calculator.calculate()
        if not changed and not moved:
            return
    for spot in moved:
        spot.values = ()
        calculator.errors[spot] = spot.node.item.calculated
    calculator.refresh()


def _state(tree: Tree, findings: Findings) -> FormState:
    """The frozen view of a settled tree."""
    items: list[ItemState] = []
    counted: dict[Path, Value] = {}
    by_path: dict[Path, ItemState] = {}
    unseen: set[Spot] = set()
    missing = findings.missing
    for spot in tree.spots:
        item = spot.node.item
        up = spot.up
        visible = spot.enabled and not item.hidden
        if visible and up is not None:
            around = up.up if up.answer is not None else up
            visible = around is None or around not in unseen
        if not visible:
            unseen.add(spot)
        places = calculated_places(spot) if spot.calculated else spot.places
        state = ItemState(
            spot.path,
            item,
            spot.enabled,
            visible,
            item.required,
            spot.kleene == OPEN and not spot.enabled,
            spot.values,
            spot in missing,
            places,
            "" if up is None else up.path,
            spot.calculated,
        )
        items.append(state)
        by_path[spot.path] = state
        if places:
            for place, value in zip(places, spot.values, strict=True):
                by_path[place] = state
                if spot.enabled:
                    counted[place] = value
    return FormState(tuple(items), findings.issues, counted, by_path, tree.groups)


def calculated_places(spot: Spot) -> tuple[Path, ...]:
    """Where calculated answers stand: from the first place on."""
    if not spot.node.item.repeats:
        return (spot.path,) * len(spot.values)
    return tuple(f"{spot.path}[{number}]" for number in range(len(spot.values)))

"""Short ways to write forms inside tests."""

from __future__ import annotations

from typing import Any

from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import (
    Coding,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    Questionnaire,
    Value,
)
from consult_app.forms.state import FormState

YES, NO, UNKNOWN = Coding("yes"), Coding("no"), Coding("unknown")
YNU = tuple(Option(code) for code in (YES, NO, UNKNOWN))


def form(*items: Item, **rest: Any) -> Questionnaire:
    return Questionnaire("made-up", items, **rest)


def question(link_id: str, kind: ItemType = ItemType.STRING, *items: Item, **rest: Any) -> Item:
    return Item(link_id, kind, items=items, **rest)


def choice(link_id: str, *items: Item, **rest: Any) -> Item:
    """Yes, no or unknown."""
    return Item(link_id, ItemType.CHOICE, items=items, options=YNU, **rest)


def group(link_id: str, *items: Item, **rest: Any) -> Item:
    return Item(link_id, ItemType.GROUP, items=items, **rest)


def when(link_id: str, answer: Value = YES, operator: str = "=") -> tuple[EnableWhen, ...]:
    return (EnableWhen(link_id, Operator(operator), answer),)


def state(questionnaire: Questionnaire, answers: dict[str, Value], **rest: Any) -> FormState:
    return evaluate(questionnaire, answers, **rest)


def enabled(found: FormState) -> set[str]:
    return {one.path for one in found.items if one.enabled}


def missing(found: FormState) -> list[str]:
    return [one.path for one in found.missing]


def codes(found: FormState) -> list[tuple[str, str]]:
    return [(issue.path, issue.code.value) for issue in found.issues]

"""An evaluated form as one JSON object: every item, every issue, and the response."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consult_app.forms.model import ItemType, Path, Questionnaire
from consult_app.forms.response import response_to_json
from consult_app.forms.state import FormState, Issue, ItemState
from consult_app.forms.values import value_to_json
from consult_app.forms.words import issue_message

JsonObject = dict[str, object]


def report(
    questionnaire: Questionnaire,
    state: FormState,
    *,
    reading: Iterable[Issue] = (),
    status: str = "in-progress",
    language: str = "",
) -> JsonObject:
    """`items`, `issues` and `response`; occurrences are numbered from 0 without gaps.

    A question that repeats is one item with all its answers. Answers of disabled items are not
    told: they do not count. `reading`: what was wrong with the response these answers came from;
    `status`: that of the response to be told.
    """
    dense = dense_paths(state)
    issues = {(one.path, one.code): one for one in (*reading, *state.issues)}
    return {
        "items": [_item(one, dense) for one in state.items],
        "issues": [_issue(one, dense, language) for one in issues.values()],
        "response": response_to_json(questionnaire, state, status=status, language=language),
    }


def dense_paths(state: FormState) -> dict[Path, Path]:
    """Every path in use, with the one it has when occurrences are numbered without gaps."""
    owners = {one.path for one in state.items}
    branches: dict[Path, dict[Path, None]] = defaultdict(dict)
    for one in state.items:
        if one.container not in owners:
            branches[one.container[: one.container.rfind("[")]][one.container] = None
    dense: dict[Path, Path] = {"": ""}
    counts: dict[Path, int] = defaultdict(int)
    for one in state.items:
        prefix = dense.get(one.container, one.container)
        base = f"{prefix}/{one.item.link_id}" if prefix else one.item.link_id
        if one.item.type in {ItemType.GROUP, ItemType.DISPLAY}:
            dense[one.path] = _numbered(base, counts[base], one.item.repeats)
            counts[base] += 1
            continue
        for number, place in enumerate(dict.fromkeys((*one.places, *branches[one.path]))):
            dense[place] = _numbered(base, number, one.item.repeats)
        dense[one.path] = base
    return dense


def _item(state: ItemState, dense: dict[Path, Path]) -> JsonObject:
    values = state.answers if state.enabled else ()
    return {
        "path": dense[state.path],
        "linkId": state.item.link_id,
        "enabled": state.enabled,
        "visible": state.visible,
        "required": state.required,
        "answers": [value_to_json(value, state.item.type) for value in values],
    }


def _issue(issue: Issue, dense: dict[Path, Path], language: str) -> JsonObject:
    return {
        "path": dense.get(issue.path, issue.path),
        "linkId": issue.link_id,
        "code": issue.code.value,
        "message": issue_message(issue, language),
    }


def _numbered(base: Path, number: int, repeats: bool) -> Path:
    return f"{base}[{number}]" if repeats or number else base

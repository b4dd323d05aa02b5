"""Where a form still waits for an answer: the question to ask, also for what is worked out."""

from __future__ import annotations

from consult_app.forms.model import ItemType, Path
from consult_app.forms.state import FormState, ItemState
from consult_app.services.assessment import AssessmentState


def is_question(view: ItemState) -> bool:
    """Whether a person can answer it: no group, no mere text, nothing calculated."""
    kind = view.item.type
    words = kind is ItemType.GROUP or kind is ItemType.DISPLAY
    return not (words or view.item.read_only)


def askable(form: FormState, path: Path) -> Path:
    """Where to answer what `path` waits for: itself, or what a calculated item is read from."""
    view = form.at(path)
    if view is None or (view.visible and is_question(view)):
        return path
    behind = [
        source
        for link_id in view.item.variables.values()
        for source in form.with_link_id(link_id)
        if source.visible and is_question(source)
    ]
    unanswered = [source for source in behind if not source.answers]
    return next((source.path for source in (*unanswered, *behind)), path)


def open_questions(state: AssessmentState) -> list[Path]:
    """Where there is still something to be answered, in form order, each place once."""
    form = state.form
    waiting = {*state.suitability.open_paths, *(view.path for view in form.missing)}
    if not waiting:
        waiting = {path for r in state.suitability.open_results for path in r.asks[:1]}
    goals = {askable(form, path) for path in waiting}
    ordered = [view.path for view in form.items if view.path in goals]
    return ordered + sorted(goals.difference(ordered))

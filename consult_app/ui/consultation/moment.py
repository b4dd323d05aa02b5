"""One frozen moment of the form, laid out for drawing: what lies under what, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.forms.model import ItemType, Path
from consult_app.forms.state import FormState, Issue, IssueCode, ItemState

NOT_QUESTIONS = frozenset({ItemType.GROUP, ItemType.DISPLAY})


@dataclass(frozen=True, slots=True)
class Moment:
    """`under`: container -> its items in order; `wrong`: item's path -> what is wrong with it.

    That an answer is missing is no fault while the form is being filled in.
    """

    form: FormState
    under: Mapping[Path, tuple[ItemState, ...]]
    wrong: Mapping[Path, tuple[Issue, ...]]
    editable: bool

    def shown(self, container: Path) -> tuple[ItemState, ...]:
        """The items directly under `container` that are on screen."""
        return tuple(view for view in self.under.get(container, ()) if view.visible)

    def questions(self, section: Path) -> tuple[ItemState, ...]:
        """Every question on screen in a section, in document order."""
        prefix = section + "/"
        return tuple(
            view
            for view in self.form.items
            if view.visible and view.path.startswith(prefix) and is_question(view)
        )


def is_question(view: ItemState) -> bool:
    """Whether a person can answer it: no group, no mere text, nothing calculated."""
    return view.item.type not in NOT_QUESTIONS and not view.item.read_only


def moment_of(form: FormState, *, editable: bool) -> Moment:
    """The moment of an evaluated form."""
    under: dict[Path, list[ItemState]] = {}
    for view in form.items:
        under.setdefault(view.container, []).append(view)
    wrong: dict[Path, list[Issue]] = {}
    for issue in form.issues:
        if issue.code is not IssueCode.REQUIRED:
            view_at = form.at(issue.path)
            wrong.setdefault(view_at.path if view_at else issue.path, []).append(issue)
    return Moment(
        form,
        {path: tuple(views) for path, views in under.items()},
        {path: tuple(issues) for path, issues in wrong.items()},
        editable,
    )


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

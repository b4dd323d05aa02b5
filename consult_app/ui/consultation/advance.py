"""Where the keyboard goes once a question is answered; pure, so that it can be told as tests."""

from __future__ import annotations

from collections.abc import Collection

from consult_app.forms.model import Path
from consult_app.forms.paths import within
from consult_app.forms.state import ItemState
from consult_app.ui.consultation.moment import Moment


def after(
    moment: Moment, section: Path, current: Path, opened: Collection[Path], folded: Collection[Path]
) -> Path | None:
    """The question to go to after answering `current`; None: the section is done.

    Never past a follow-up that has just opened (`opened`); then the rest of the follow-ups one is
    in; then the next that must be answered. `folded`: closed groups, whose questions are only
    reached when they are needed.
    """
    questions = moment.questions(section)
    follow_up = next((v.path for v in questions if v.path in opened and _below(v, current)), None)
    if follow_up is not None:
        return follow_up
    paths = [v.path for v in questions]
    behind = questions[paths.index(current) + 1 :] if current in paths else questions
    root = outermost(moment, section, current)
    for view in behind:
        if root is not None and view.path.startswith(root + "/") and _open_to(view, folded):
            return view.path
        if view.missing:
            return view.path
    return None


def first(moment: Moment, section: Path) -> Path | None:
    """Where the keyboard stands when a section is shown: at what must be answered, if anything."""
    return next((v.path for v in moment.questions(section) if v.missing), None)


def _below(view: ItemState, path: Path) -> bool:
    return view.path != path and within(view.path, path)


def _open_to(view: ItemState, folded: Collection[Path]) -> bool:
    """Unanswered, and not hidden in a closed group."""
    return not view.answers and not any(within(view.path, fold) for fold in folded)


def outermost(moment: Moment, section: Path, path: Path) -> Path | None:
    """The question whose follow-ups `path` is among; None where it is nobody's follow-up."""
    steps = path.split("/")
    for depth in range(2, len(steps)):
        above = moment.form.at("/".join(steps[:depth]))
        if above is not None and above.path.startswith(section + "/") and above.answers:
            return "/".join(steps[:depth])
    return None

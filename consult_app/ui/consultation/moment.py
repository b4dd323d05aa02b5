"""One frozen moment of the form, laid out for drawing: what lies under what, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from consult_app.forms.model import Path
from consult_app.forms.paths import base
from consult_app.forms.state import FormState, Issue, IssueCode, ItemState
from consult_app.services.still_open import is_question


@dataclass(frozen=True, slots=True)
class Moment:
    """`under`: container -> its items in order; `wrong`: item's path -> what is wrong with it.

    That an answer is missing is no fault while the form is being filled in. `touched`: the paths at
    which, or below which, anything is new to the one who draws it; None: it may be anywhere.
    """

    form: FormState
    under: Mapping[Path, tuple[ItemState, ...]]
    wrong: Mapping[Path, tuple[Issue, ...]]
    editable: bool
    touched: frozenset[Path] | None = None
    _asked: dict[Path, tuple[ItemState, ...]] = field(default_factory=dict, compare=False)

    @property
    def whole(self) -> Moment:
        """The same, for one who has not seen the moment before."""
        return self if self.touched is None else replace(self, touched=None)

    def same_at(self, path: Path) -> bool:
        """Whether nothing is new at a path and below it."""
        return self.touched is not None and path not in self.touched

    def shown(self, container: Path) -> tuple[ItemState, ...]:
        """The items directly under `container` that are on screen."""
        return tuple(view for view in self.under.get(container, ()) if view.visible)

    def questions(self, section: Path) -> tuple[ItemState, ...]:
        """Every question on screen in a section, in document order."""
        if section not in self._asked:
            prefix = section + "/"
            self._asked[section] = tuple(
                view
                for view in self.form.items
                if view.visible and view.path.startswith(prefix) and is_question(view)
            )
        return self._asked[section]


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


def since(before: Moment | None, now: Moment, also: Iterable[Path] = ()) -> Moment:
    """`now` with what is new in it after `before`; `also`: where else something is to be drawn."""
    old, new = (before.form if before else None), now.form
    if before is None or old is None or before.editable != now.editable:
        return now
    if old.by_base is not new.by_base:  # occurrences have come or gone
        return now
    places = [two.path for one, two in zip(old.items, new.items, strict=True) if one is not two]
    faults = before.wrong.keys() | now.wrong.keys()
    places += [path for path in faults if before.wrong.get(path) != now.wrong.get(path)]
    return replace(now, touched=frozenset(p for place in (*places, *also) for p in around(place)))


def around(path: Path) -> Iterator[Path]:
    """A path and all that it lies in, each also without the number of its occurrence."""
    end = len(path)
    while end > 0:
        yield path[:end]
        yield base(path[:end])
        end = path.rfind("/", 0, end)

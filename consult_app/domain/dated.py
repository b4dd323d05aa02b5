"""Whether the dates of a history can be true: not before birth, not to come, and in their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from consult_app.forms.model import PartialDate
from consult_app.forms.state import FormState, Issue, IssueCode, ItemState


def dated(form: FormState, born: date, today: date, ahead: Collection[str]) -> FormState:
    """`form` with an issue for each date before `born`, or after `today`.

    `ahead`: the linkIds of questions whose dates may lie in the future. A date that is known to the
    month or the year is wrong only where all of it lies outside.
    """
    wrong = tuple(
        issue
        for view in form.items
        if view.enabled and view.answers and isinstance(view.answers[0], PartialDate)
        for issue in _of_item(view, born.isoformat(), today.isoformat(), ahead)
    )
    return replace(form, issues=(*form.issues, *wrong)) if wrong else form


def in_order(form: FormState, pairs: Iterable[tuple[str, str]]) -> FormState:
    """`form` with an issue for each second date of a pair that lies before the first beside it.

    Dates that are known to the month or the year are wrong only where no order could be right.
    """
    wrong = tuple(
        _issue(IssueCode.MIN, later.path, later.item.link_id, "after", first.text)
        for earlier, second in pairs
        for later in form.with_link_id(second)
        if later.enabled
        for beside in form.with_link_id(earlier)
        if beside.enabled and beside.container == later.container
        for first in beside.answers
        for date_ in later.answers
        if isinstance(first, PartialDate) and isinstance(date_, PartialDate)
        if _precedes(date_.text, first.text)
    )
    return replace(form, issues=(*form.issues, *wrong)) if wrong else form


def _precedes(one: str, other: str) -> bool:
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _of_item(view: ItemState, born: str, today: str, ahead: Collection[str]) -> Iterator[Issue]:
    link_id = view.item.link_id
    for path, value in zip(view.places, view.answers, strict=False):
        if not isinstance(value, PartialDate):
            continue
        known = len(value.text)
        if value.text < born[:known]:
            yield _issue(IssueCode.MIN, path, link_id, "min", born)
        elif link_id not in ahead and value.text > today[:known]:
            yield _issue(IssueCode.MAX, path, link_id, "max", today)


def _issue(code: IssueCode, path: str, link_id: str, side: str, limit: str) -> Issue:
    bound = PartialDate(limit)
    return Issue(path, link_id, code, {"limit": bound, side: bound})

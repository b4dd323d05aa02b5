"""A screen that the clinic has switched off may still be answered, and need not be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from consult_app.forms.state import FormState, IssueCode


def waive(form: FormState, link_ids: Collection[str]) -> FormState:
    """`form`, in which no answer to `link_ids` is missing; what hangs below them stays as it is."""
    if not link_ids:
        return form
    items = tuple(
        view._replace(required=False, missing=False) if view.item.link_id in link_ids else view
        for view in form.items
    )
    by_path = dict(form.by_path)
    by_link_id = dict(form.by_link_id)
    for view in items:
        if view.item.link_id in link_ids:
            by_path[view.path] = view
            by_link_id[view.item.link_id] = [
                v for v in items if v.item.link_id == view.item.link_id
            ]
    issues = tuple(
        issue
        for issue in form.issues
        if issue.code is not IssueCode.REQUIRED or issue.link_id not in link_ids
    )
    return replace(form, items=items, issues=issues, by_path=by_path, by_link_id=by_link_id)

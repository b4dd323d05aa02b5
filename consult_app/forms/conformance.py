"""Whether a response is a valid answer to a form: the verdict that validators give."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Path, Questionnaire, Value
from consult_app.forms.response import Reading, read_response
from consult_app.forms.state import FormState, Issue, IssueCode

_UNFINISHED = frozenset({"in-progress", "stopped", "entered-in-error"})
_COMPLETENESS = frozenset({IssueCode.REQUIRED, IssueCode.MIN_OCCURS})
_NOTHING: Mapping[str, Value] = {}


def check_response(
    questionnaire: Questionnaire, data: object, *, context: Mapping[str, Value] = _NOTHING
) -> tuple[Issue, ...]:
    """What is wrong with a QuestionnaireResponse in JSON; valid where there is nothing.

    Stricter than filling in a form: an answer to a disabled item is an error too. And milder: one
    that is not completed may lack answers, and so may a group that it leaves out altogether.
    """
    reading = read_response(questionnaire, data)
    state = evaluate(questionnaire, reading.answers, context=context)
    unfinished = isinstance(data, Mapping) and str(data.get("status")) in _UNFINISHED
    issues = list(reading.issues)
    told = {(one.path, one.code) for one in issues}
    for issue in state.issues:
        if issue.code in _COMPLETENESS and (unfinished or _left_out(state, issue.path, reading)):
            continue
        if issue.code is not IssueCode.EXPRESSION and (issue.path, issue.code) not in told:
            issues.append(issue)
    issues += [
        Issue(one.path, one.item.link_id, IssueCode.DISABLED, {})
        for one in state.items
        if not one.enabled and (one.answers or one.path in reading.present)
    ]
    return tuple(issues)


def _left_out(state: FormState, path: Path, reading: Reading) -> bool:
    """Whether an item is missing only with an optional group that the response leaves out."""
    found = state.at(path)
    container = found.container if found else ""
    while container:
        around = state.at(container)
        if around is None or container in reading.present:
            return False
        if not around.required:
            return True
        container = around.container
    return False

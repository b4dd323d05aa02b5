"""What stands in the way of *proceed*, one line each; words, no widgets."""

from __future__ import annotations

from collections.abc import Iterable

from consult_app.domain.decision import Barrier, Obstacle
from consult_app.domain.rules import Rule
from consult_app.forms.model import say
from consult_app.forms.state import FormState
from consult_app.i18n import _, mark
from consult_app.services.finding_words import item_words
from consult_app.services.still_open import askable

RULE = "rule:"
"""Begins the id of a line that is settled on this page: it names the finding's rule."""

_WORDS = {
    Barrier.OPEN_SCREEN: mark("Not answered: {question}"),
    Barrier.INVALID_ANSWER: mark("Check the answer: {question}"),
    Barrier.PLAN_MISSING: mark("Still to be planned: {question}"),
    Barrier.SPECIALIST: mark("{finding}: a specialist has to find the patient suitable"),
    Barrier.RATIONALE_MISSING: mark("{finding}: a reason is needed"),
    Barrier.MITIGATION_MISSING: mark("{finding}: benefit, and how the risk is kept small"),
    Barrier.SECOND_PHYSICIAN: mark("{finding}: a second physician has to agree"),
    Barrier.NOT_OVERRIDABLE: mark("{finding}: no reason is enough for this"),
    Barrier.RULE_ERROR: mark("{finding}: this rule could not be evaluated"),
}
_AT_THE_QUESTION = frozenset({Barrier.OPEN_SCREEN, Barrier.INVALID_ANSWER, Barrier.PLAN_MISSING})


def obstacle_rows(
    obstacles: Iterable[Obstacle], rules: Iterable[Rule], form: FormState, language: str
) -> list[tuple[str, str]]:
    """(where to go, words): the path of a question, or `rule:` and the finding's rule."""
    titles = {rule.id: say(rule.title, language) for rule in rules}
    rows: dict[str, str] = {}
    for one in obstacles:
        goal = askable(form, one.path) if one.path else ""
        view = form.at(goal)
        question = item_words(view.item, language) if view is not None else ""
        words = _(_WORDS[one.barrier]).format(
            question=question, finding=titles.get(one.rule_id, one.rule_id)
        )
        key = goal if one.barrier in _AT_THE_QUESTION else RULE + one.rule_id
        rows.setdefault(key, words)
    return list(rows.items())

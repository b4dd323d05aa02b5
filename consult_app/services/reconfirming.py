"""What is asked again on the day of a treatment: the contraindications, as they were answered."""

from __future__ import annotations

from consult_app.domain.assess import items_read
from consult_app.domain.rules import Outcome, Status
from consult_app.forms.model import ItemType
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import Loaded, judged
from consult_app.services.finding_words import item_words

_HOLDS_BACK = frozenset({Outcome.DEFER, Outcome.SPECIALIST, Outcome.DO_NOT_TREAT})
_CHOSEN = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})


def answered_then(loaded: Loaded, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(answer, questions in few words), each answer once, in the order of the form.

    Of the required questions that some rule in force reads, and by which it may hold a treatment
    back; a question that was not asked of this patient is not among them.
    """
    state = judged(loaded, loaded.answers)
    off = {r.rule.id for r in state.suitability.results if r.status is Status.OFF}
    read = {
        link_id
        for rule in loaded.pack.rules
        if rule.outcome in _HOLDS_BACK and rule.id not in off
        for link_id in items_read(rule.when)
    }
    found: dict[str, list[str]] = {}
    for view in state.form.items:
        item = view.item
        asked = view.enabled and item.required and item.type in _CHOSEN and item.link_id in read
        for value in view.answers if asked else ():
            words = value_words(item, value, language)
            found.setdefault(words, []).append(item_words(item, language))
    return tuple((answer, tuple(questions)) for answer, questions in found.items())

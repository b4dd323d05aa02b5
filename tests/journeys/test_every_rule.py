"""Every rule of the pack, from the answers that a person types in the window to words in a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.domain.assess import items_read
from consult_app.domain.rules import Rule
from consult_app.forms.model import say
from consult_app.packs.rules import all_items
from tests.journeys import ruled, walks
from tests.journeys.conftest import Read
from tests.journeys.ruled import CASES, Case
from tests.journeys.sitting import Sitting, shipped
from tests.rule_words import source_words

PACK = shipped()
RULES = {rule.id: rule for rule in PACK.rules}
STRIP = "Suitability"
AGE = "minor"
"""The one rule without a question behind it: there is nowhere to jump to."""


@dataclass(frozen=True)
class Seen:
    """What was seen of one patient: rule id -> its card in the strip, and where its title leads;
    kind -> the words of a paper."""

    cards: dict[str, str]
    goals: dict[str, list[str]]
    papers: dict[str, str]


def test_each_rule_of_the_pack_fires_for_somebody() -> None:
    assert frozenset[str]().union(*(case.fires for case in CASES)) == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_rule_from_the_answer_on_screen_to_the_words_on_paper(
    sitting: Sitting, read: Read, case: Case
) -> None:
    """Answer all, look at each finding, press it, decide, make the papers; then what is wanting."""
    ruled.stock(sitting)
    cards, goals = walk(sitting, case)
    sitting.close()
    seen = Seen(cards, goals, read().papers())
    wanting = [(r, what) for r in sorted(case.fires) for what in lacking(seen, case, RULES[r])]
    assert wanting == []


def walk(sitting: Sitting, case: Case) -> tuple[dict[str, str], dict[str, list[str]]]:
    hands = sitting.hands
    ruled.begin(sitting, case)
    walks.assess(sitting, case.answers)
    cards = {rule_id: card(sitting, RULES[rule_id]) for rule_id in case.fires}
    goals = {rule_id: goal(sitting, RULES[rule_id]) for rule_id in case.fires - {AGE}}
    sitting.go_to("Decision")
    walks.decide(sitting, "Do not treat")
    for paper in ("Letter that declines", "Assessment summary"):
        hands.click(paper)
        hands.find("Save as PDF")
        hands.click("Back to the consultation")
    return cards, goals


def card(sitting: Sitting, rule: Rule) -> str:
    """What stands in the card of a finding, as a screen reader would say it."""
    frame = sitting.hands.find(say(rule.title, "en"), STRIP).parentWidget()
    assert frame is not None
    return " | ".join(w.accessibleName() for w in frame.findChildren(QWidget))


def goal(sitting: Sitting, rule: Rule) -> list[str]:
    """What has the keyboard once the title of a finding was pressed, and what it lies in."""
    sitting.hands.click(say(rule.title, "en"), STRIP)
    widget, names = QApplication.focusWidget(), []
    while widget is not None:
        names.append(widget.accessibleName())
        widget = widget.parentWidget()
    return names


def lacking(seen: Seen, case: Case, rule: Rule) -> Iterator[str]:
    """What is not told of a rule that fired, or leads nowhere."""
    title, why, ground = say(rule.title, "en"), say(rule.explanation, "en"), source_words(rule)
    clears = f"Clears it: {say(rule.clears, 'en')}"
    for words in (title, why, ground, clears, case.finds.get(rule.id, "")):
        if words not in seen.cards[rule.id]:
            yield f"strip: {words}"
    if rule.id != AGE and not asked(rule) & set(seen.goals[rule.id]):
        yield f"jump: {seen.goals[rule.id]}"
    for words in (title, why, ground):
        if bare(words) not in bare(seen.papers["summary"]):
            yield f"summary: {words}"
    unknown = case.unknown and rule.patient_unknown
    patient = say(rule.patient_unknown if unknown else rule.patient, case.language)
    if bare(patient) not in bare(seen.papers["decline"]):
        yield f"letter: {patient}"


def asked(rule: Rule) -> set[str]:
    """The words of the questions that a rule reads, also by way of what is worked out from them."""
    items = all_items(PACK.questionnaire)
    read = [items[link_id] for link_id in (*items_read(rule.when), *rule.detail)]
    behind = [items[link_id] for item in read for link_id in item.variables.values()]
    return {say(item.text, "en") for item in (*read, *behind)}


def bare(words: str) -> str:
    """Letters and digits alone: where a line ends on paper says nothing."""
    return "".join(c for c in words if c.isalnum())

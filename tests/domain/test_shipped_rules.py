"""The shipped rules on the real engine: unanswered is never clear, and no rule is in error."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from consult_app import paths
from consult_app.domain.rules import Basis, Facts, Outcome, Status
from consult_app.domain.suitability import Records, Suitability, judge
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Coding, Item, ItemType, PartialDate, Quantity, Value
from consult_app.packs.files import read_folder
from consult_app.packs.pack import Pack, load_pack

FACTS: Facts = {"patient.age": Decimal(40), "patient.sex": "female"}
ANSWERED_BY_THE_RECORD = {"minor", "male-pregnant"}
"""Rules that age and sex, known from the registration, settle before anything is asked."""
SPECIALIST_FIRST = {"ci.infection": "F26", "ci.immune": "F27", "ci.cancer": "F28"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(read_folder(paths.resources() / "packs" / "exosome"))


def verdict(pack: Pack, answers: Mapping[str, Value], facts: Facts = FACTS) -> Suitability:
    form = evaluate(pack.questionnaire, answers, context={"age": 40, "sex": "female"})
    return judge(pack.rules, form.items, facts, Records((), (), date(2025, 6, 2), 90))


def test_nothing_answered_every_rule_is_open_but_those_the_record_answers(pack: Pack) -> None:
    found = verdict(pack, {})
    assert {r.rule.id for r in found.results if r.status is not Status.OPEN} <= (
        ANSWERED_BY_THE_RECORD
    )
    assert not found.is_clear
    assert found.outcome is None


@pytest.mark.parametrize(("item", "fact"), SPECIALIST_FIRST.items())
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_each_condition_of_the_source_asks_for_a_specialist_first(
    pack: Pack, item: str, fact: str, answer: str
) -> None:
    found = verdict(pack, {f"ci/{item}": Coding(answer)})
    assert found.outcome is Outcome.SPECIALIST
    assert fact in found.findings[0].rule.sources


def test_answers_of_every_kind_put_no_rule_in_error(pack: Pack) -> None:
    chance = random.Random(20250602)
    for _ in range(40):
        answers = _filled(pack, chance)
        found = verdict(pack, answers, {**FACTS, "product.allergens_listed": ()})
        assert [(r.rule.id, r.error) for r in found.errors] == []


def test_every_rule_read_from_answers_fires_on_some_of_them(pack: Pack) -> None:
    chance = random.Random(20250602)
    fired = {
        finding.rule.id
        for _ in range(120)
        for finding in verdict(pack, _filled(pack, chance)).findings
    }
    by_facts = {rule.id for rule in pack.rules if rule.basis is Basis.PRODUCT_LABEL}
    assert {r.id for r in pack.rules} - by_facts - ANSWERED_BY_THE_RECORD <= fired


def _filled(pack: Pack, chance: random.Random) -> dict[str, Value]:
    """Answers to nearly everything, follow-ups too."""
    answers: dict[str, Value] = {}
    for _ in range(4):
        form = evaluate(pack.questionnaire, answers, context={"age": 40, "sex": "female"})
        for view in form.items:
            asked = view.enabled and not view.answers and not view.item.calculated
            value = _answer(view.item, chance) if asked else None
            if value is not None:
                answers[view.path + ("[0]" if view.item.repeats else "")] = value
    return answers


def _answer(item: Item, chance: random.Random) -> Value | None:
    typed = item.type is ItemType.OPEN_CHOICE and chance.random() < 0.5
    if item.options and not typed:
        return chance.choice(item.options).value
    match item.type:
        case ItemType.BOOLEAN:
            return chance.random() < 0.5
        case ItemType.INTEGER:
            return chance.randint(0, 10)
        case ItemType.DECIMAL:
            return chance.choice((Decimal("36.5"), Decimal("38.4")))
        case ItemType.QUANTITY:
            return Quantity(Decimal("38.4"), item.unit, item.unit_code)
        case ItemType.DATE:
            return PartialDate("2019")
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE:
            return chance.choice(("tamoxifen", "lupus", "nothing of note", "unknown"))
        case _:
            return None

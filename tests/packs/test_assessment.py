"""The compact form language, and the shipped assessment: what it asks, and what it works out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import pytest

from consult_app.domain.assess import items_read
from consult_app.domain.rules import Outcome
from consult_app.forms import paths
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import (
    Coding,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    PartialDate,
    Reference,
    Value,
)
from consult_app.forms.state import FormState
from consult_app.packs.assessment import read_questionnaire
from consult_app.packs.rules import all_items, below
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import read_yaml
from tests.packs.shipped import shipped

HEAD = 'id: f\nversion: "1"\ntitle: F\noption_sets:\n  yn: {yes: "Yes", no: "No"}\nitems:\n'


def read(items: str) -> Mapping[str, Item]:
    words = Words("f.yaml", ("en",), {})
    return all_items(read_questionnaire(read_yaml("f.yaml", HEAD + items), words))


def test_item_without_type_is_a_choice_with_options_and_a_group_without() -> None:
    found = read("  - id: g\n    items:\n      - {id: a, options: yn}\n")
    assert (found["g"].type, found["a"].type) == (ItemType.GROUP, ItemType.CHOICE)
    assert [o.value for o in found["a"].options] == [Coding("yes"), Coding("no")]


def test_follow_up_is_enabled_by_the_answer_above_it() -> None:
    found = read("  - id: a\n    options: yn\n    then:\n      yes: [{id: b, type: string}]\n")
    assert found["b"].enable_when == (EnableWhen("a", Operator.EQUAL, Coding("yes")),)
    assert found["a"].items == (found["b"],)


@pytest.mark.parametrize(
    ("when", "conditions", "any_of_them"),
    [
        ("when: n > 1.5", (EnableWhen("n", Operator.GREATER, Decimal("1.5")),), False),
        ("when: i <= 2", (EnableWhen("i", Operator.LESS_OR_EQUAL, 2),), False),
        ("when: a exists false", (EnableWhen("a", Operator.EXISTS, False),), False),
        ("when: t = two words", (EnableWhen("t", Operator.EQUAL, "two words"),), False),
        ("when: d < 2020", (EnableWhen("d", Operator.LESS, PartialDate("2020")),), False),
        ("when: b = true", (EnableWhen("b", Operator.EQUAL, True),), False),
        (
            "when_any: [a = yes, i = 1]",
            (
                EnableWhen("a", Operator.EQUAL, Coding("yes")),
                EnableWhen("i", Operator.EQUAL, 1),
            ),
            True,
        ),
    ],
)
def test_condition_becomes_enable_when(
    when: str, conditions: tuple[EnableWhen, ...], any_of_them: bool
) -> None:
    found = read(
        f"  - {{id: x, type: string, {when}}}\n"
        "  - {id: n, type: decimal}\n  - {id: i, type: integer}\n  - {id: a, options: yn}\n"
        "  - {id: t, type: string}\n  - {id: d, type: date}\n  - {id: b, type: boolean}\n"
    )
    assert (found["x"].enable_when, found["x"].enable_any) == (conditions, any_of_them)


def test_bounds_and_initial_have_the_type_of_the_item() -> None:
    found = read(
        "  - {id: i, type: integer, min: 1, max: 9, initial: 3}\n"
        "  - {id: n, type: decimal, min: 0.5}\n  - {id: d, type: date, max: 2026-01-31}\n"
        "  - {id: a, options: yn, initial: no}\n"
    )
    assert (found["i"].min_value, found["i"].max_value, found["i"].initial) == (1, 9, (3,))
    assert found["n"].min_value == Decimal("0.5")
    assert found["d"].max_value == PartialDate("2026-01-31")
    assert found["a"].initial == (Coding("no"),)


SECTIONS = ["Patient", "Health", "History", "Medicines", "Contraindications", "Indication", "Plan"]
ASKED = [
    "pt.identity",
    "pt.present",
    "pt.language",
    "pt.interpreter",
    "pt.interpreter.name",
    "pt.reason",
    "pt.hope",
    "pt.pressure",
    "hs.general",
    "hs.vitals",
    "hs.height",
    "hs.weight",
    "hs.bmi",
    "hs.temp",
    "hs.sys",
    "hs.dia",
    "hs.pulse",
    "hs.spo2",
    "hs.smoking",
    "hs.alcohol",
    "hs.function",
    "hs.notes",
    "mh.any",
    "mh.cond",
    "mh.cond.name",
    "mh.cond.since",
    "mh.cond.status",
    "mh.cond.note",
    "mh.surg.any",
    "mh.surg",
    "mh.surg.what",
    "mh.surg.date",
    "mh.surg.area",
    "mh.devices",
    "mh.devices.what",
    "mh.prior",
    "mh.prior.what",
    "mh.prior.when",
    "mh.prior.product",
    "mh.reaction",
    "mh.reaction.text",
    "mh.scar",
    "med.any",
    "med.name",
    "med.dose",
    "med.route",
    "med.since",
    "med.anticoag",
    "med.anticoag.agent",
    "med.anticoag.plan",
    "med.immunosupp",
    "med.immunosupp.agent",
    "med.immunosupp.dose",
    "all.state",
    "all.substance",
    "all.reaction",
    "all.severity",
    "all.confirmed",
    "ci.infection",
    "ci.infection.site",
    "ci.infection.kind",
    "ci.infection.since",
    "ci.infection.treatment",
    "ci.infection.ends",
    "ci.infection.lab",
    "ci.immune",
    "ci.immune.diagnosis",
    "ci.immune.active",
    "ci.immune.therapy",
    "ci.cancer",
    "ci.cancer.status",
    "ci.cancer.site",
    "ci.cancer.diagnosed",
    "ci.cancer.treated",
    "ci.cancer.remission",
    "ci.pregnancy",
    "ci.breastfeeding",
    "ci.bleeding",
    "ci.skin",
    "ci.vaccine",
    "ci.minor",
    "ci.fever",
    "ind.group",
    "ind.injury.kind",
    "ind.pain.kind",
    "ind.skin.kind",
    "ind.rehab.kind",
    "ind.field",
    "ind.severity",
    "ind.tried",
    "ind.goal",
    "tx.site",
    "tx.area",
    "tx.side",
    "tx.route",
    "tx.product",
    "tx.dose",
    "tx.sessions",
    "tx.interval",
    "tx.followup",
    "tx.advice",
]
NEVER_SHORT = ("infection", "immun", "cancer", "pregnan", "fever", "skin", "hs.", "temp", "vitals")


def test_assessment_asks_everything_in_the_order_of_the_rail() -> None:
    form = shipped().questionnaire
    assert [next(iter(section.short.values())) for section in form.items] == SECTIONS
    assert {*ASKED} - {*all_items(form)} == set()


def test_item_asked_has_words_and_a_source_or_belongs_to_one_that_has() -> None:
    for section in shipped().questionnaire.items:
        for item in below(section):
            assert item.text, item.link_id
        for item in section.items:
            sourced = any(inner.sources for inner in below(item))
            assert sourced or section.short == {"en": "Plan"} or item.link_id == "all.more"


def test_short_cuts_are_never_on_what_must_be_asked_each_time() -> None:
    for item in all_items(shipped().questionnaire).values():
        if item.bulk or item.carry:
            named = item.link_id.startswith("hs.") and item.link_id in {"hs.smoking", "hs.alcohol"}
            assert named or not any(word in item.link_id for word in NEVER_SHORT), item.link_id


def test_item_that_a_rule_reads_is_required_or_worked_out() -> None:
    items = all_items(shipped().questionnaire)
    read_by_rules = {i for rule in shipped().rules for i in items_read(rule.when)}
    assert [i for i in read_by_rules if not (items[i].required or items[i].calculated)] == []


def test_required_items_come_before_the_collapsed_ones_in_each_section() -> None:
    for section in shipped().questionnaire.items:
        for before, after in pairwise(item.collapsed for item in section.items if not item.hidden):
            assert not (before and not after), section.link_id


def state(answers: Mapping[str, Value], age: int = 47) -> FormState:
    return evaluate(shipped().questionnaire, answers, context={"age": age, "sex": "female"})


def value(form: FormState, path: str) -> Value | None:
    found = form.at(path)
    assert found is not None
    return next(iter(found.answers), None)


def test_body_mass_index_is_worked_out_from_both_measures_only() -> None:
    place = "hs/hs.vitals/hs.measures/hs."
    measured: dict[str, Value] = {"hs/hs.vitals": Coding("measured")}
    assert value(state(measured | {place + "height": Decimal(170)}), place + "bmi") is None
    both = measured | {place + "height": Decimal(170), place + "weight": Decimal("65.5")}
    assert value(state(both), place + "bmi") == Decimal("22.7")


def test_demo_answers_everything_required_and_finds_the_cancer_alone() -> None:
    pack = shipped()
    items = all_items(pack.questionnaire)
    form = state(
        {path: _typed(items[paths.link_id(path)], words) for path, words in pack.demo.answers}
    )
    assert form.issues == ()
    assert form.missing == ()
    ids = {statement.id for statement in pack.consent.statements}
    assert {*pack.demo.statements} == ids
    assert {*pack.demo.teach_back} == {prompt.id for prompt in pack.consent.teach_back}
    assert pack.demo.evaluation["condition"] in {
        rule.condition for rule in pack.rules if rule.outcome is Outcome.SPECIALIST
    }


def _typed(item: Item, words: str) -> Value:
    match item.type:
        case ItemType.CHOICE | ItemType.OPEN_CHOICE:
            return next((o.value for o in item.options if o.value == Coding(words)), words)
        case ItemType.INTEGER:
            return int(words)
        case ItemType.DECIMAL:
            return Decimal(words)
        case ItemType.DATE:
            return PartialDate(words)
        case ItemType.REFERENCE:
            return Reference("BiologicallyDerivedProduct/1", words)
        case _:
            return words


def test_suitable_patient_answers_few_questions() -> None:
    required = [
        item
        for section in shipped().questionnaire.items
        for item in below(section)
        if item.required and not item.enable_when
    ]
    assert len(required) <= 40


def test_consent_is_one_key_a_statement() -> None:
    form = shipped().consent
    assert len(form.core()) <= 9
    assert form.optional() == ("photographs", "contact")

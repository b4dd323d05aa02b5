"""What every shipped rule says of which answers: fires, unknown, clear, open, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from consult_app.domain.assess import Judge
from consult_app.domain.rules import Facts, OnUnknown, Outcome, Result, Status
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Coding, Item, ItemType, Value
from consult_app.packs.rules import all_items
from tests.packs.shipped import shipped

Answers = Mapping[str, str]

Y, N, U = "yes", "no", "unknown"
STOP, SPECIALIST, DEFER = Outcome.DO_NOT_TREAT, Outcome.SPECIALIST, Outcome.DEFER
CAUTION, ASK = Outcome.CAUTION, Outcome.ASK

SIMPLE: Mapping[str, tuple[str, str, Outcome, Outcome]] = {
    # rule: (place of a yes-no-unknown item, code that fires, outcome, outcome of unknown)
    "infection": ("ci/ci.infection", Y, SPECIALIST, SPECIALIST),
    "immune": ("ci/ci.immune", Y, SPECIALIST, SPECIALIST),
    "cancer": ("ci/ci.cancer", Y, SPECIALIST, SPECIALIST),
    "pregnancy": ("ci/ci.pregnancy", Y, STOP, CAUTION),
    "skin": ("ci/ci.skin", Y, DEFER, CAUTION),
    "breastfeeding": ("ci/ci.breastfeeding", Y, DEFER, CAUTION),
    "pressure": ("pt/pt.pressure", Y, DEFER, CAUTION),
    "immunosuppressant": ("med/med.immunosupp", Y, SPECIALIST, CAUTION),
    "anticoagulant": ("med/med.anticoag", Y, CAUTION, CAUTION),
    "bleeding": ("ci/ci.bleeding", Y, CAUTION, CAUTION),
    "keloid": ("mh/mh.scar", Y, CAUTION, CAUTION),
    "vaccination": ("ci/ci.vaccine", Y, CAUTION, CAUTION),
    "interpreter-unknown": ("pt/pt.interpreter", U, CAUTION, CAUTION),
    "history-unknown": ("mh/mh.any", U, CAUTION, CAUTION),
    "operations-unknown": ("mh/mh.surg.any", U, CAUTION, CAUTION),
    "devices-unknown": ("mh/mh.devices", U, CAUTION, CAUTION),
    "earlier-treatment-unknown": ("mh/mh.prior", U, CAUTION, CAUTION),
    "medicines-unknown": ("med/med.any", U, CAUTION, CAUTION),
}

INFECTED = {"ci/ci.infection": Y}
CANCER = {"ci/ci.cancer": Y}
PRIOR = {"mh/mh.prior": Y}
MED = "med/med.any/med.list[0]/med.name"
ILL = "mh/mh.any/mh.cond[0]/mh.cond.name"
NO_LISTS = {"med/med.any": N, "mh/mh.any": N}
SKIN = {"ind/ind.group[0]": "skin", "ind/ind.field": "skin"}
PAIN = {"ind/ind.group[0]": "pain", "ind/ind.field": "orthopaedics"}
KIND = "ind/ind.group[0]/ind.pain.kind"
MEASURED = {"hs/hs.vitals": "measured"}

TABLE: tuple[tuple[str, Answers, Outcome | Status], ...] = (
    ("infection-active", {}, Status.OPEN),
    ("infection-active", {"ci/ci.infection": N}, Status.CLEAR),
    ("infection-active", INFECTED, Status.OPEN),
    ("infection-active", {**INFECTED, "ci/ci.infection/ci.infection.active": Y}, DEFER),
    ("infection-active", {**INFECTED, "ci/ci.infection/ci.infection.active": U}, DEFER),
    ("infection-active", {**INFECTED, "ci/ci.infection/ci.infection.active": N}, Status.CLEAR),
    ("cancer-current", {}, Status.OPEN),
    ("cancer-current", {"ci/ci.cancer": N}, Status.CLEAR),
    ("cancer-current", CANCER, Status.OPEN),
    ("cancer-current", {**CANCER, "ci/ci.cancer/ci.cancer.status": "past"}, Status.CLEAR),
    ("cancer-current", {**CANCER, "ci/ci.cancer/ci.cancer.status": "current"}, STOP),
    ("cancer-current", {**CANCER, "ci/ci.cancer/ci.cancer.status": "in-treatment"}, STOP),
    ("cancer-current", {**CANCER, "ci/ci.cancer/ci.cancer.status": U}, CAUTION),
    ("pregnancy", {"ci/ci.pregnancy": "not-applicable"}, Status.CLEAR),
    ("breastfeeding", {"ci/ci.breastfeeding": "not-applicable"}, Status.CLEAR),
    ("minor", {"age": "17"}, STOP),
    ("minor", {"age": "18"}, Status.CLEAR),
    ("minor", {"age": ""}, Status.OPEN),
    ("fever", {}, Status.OPEN),
    ("fever", {"hs/hs.vitals": "not-today"}, CAUTION),
    ("fever", MEASURED, Status.OPEN),
    ("fever", {**MEASURED, "hs/hs.vitals/hs.temp": "37.9"}, Status.CLEAR),
    ("fever", {**MEASURED, "hs/hs.vitals/hs.temp": "38.0"}, DEFER),
    ("fever", {"hs/hs.vitals": "not-today", "hs/hs.vitals/hs.temp": "39"}, CAUTION),
    ("identity", {}, Status.OPEN),
    ("identity", {"pt/pt.identity": N}, DEFER),
    ("identity", {"pt/pt.identity": Y}, Status.CLEAR),
    ("earlier-reaction", {}, Status.OPEN),
    ("earlier-reaction", {"mh/mh.prior": N}, Status.CLEAR),
    ("earlier-reaction", PRIOR, Status.OPEN),
    ("earlier-reaction", {**PRIOR, "mh/mh.prior/mh.reaction": Y}, SPECIALIST),
    ("earlier-reaction", {**PRIOR, "mh/mh.prior/mh.reaction": U}, CAUTION),
    ("earlier-reaction", {**PRIOR, "mh/mh.prior/mh.reaction": N}, Status.CLEAR),
    ("allergies-unknown", {}, Status.OPEN),
    ("allergies-unknown", {"med/all.state": U}, CAUTION),
    ("allergies-unknown", {"med/all.state": "none"}, Status.CLEAR),
    ("allergies-unknown", {"med/all.state": "some"}, Status.CLEAR),
    ("allergy-product", {}, Status.OPEN),
    ("allergy-product", {"allergens": ""}, Status.CLEAR),
    ("allergy-product", {"allergens": "trehalose"}, STOP),
    ("allergy-product", {"allergens": U}, CAUTION),
    ("route-off-label", {}, Status.OPEN),
    ("route-off-label", {"routes": ""}, Status.CLEAR),
    ("route-off-label", {"routes": "topical"}, STOP),
    ("route-off-label", {"routes": U}, CAUTION),
    ("site-off-label", {}, Status.OPEN),
    ("site-off-label", {"sites": ""}, Status.CLEAR),
    ("site-off-label", {"sites": "face neck"}, STOP),
    ("site-off-label", {"sites": U}, CAUTION),
    ("not-permitted", {}, Status.OPEN),
    ("not-permitted", {"standing": "authorised"}, Status.CLEAR),
    ("not-permitted", {"standing": "conditional"}, Status.CLEAR),
    ("not-permitted", {"standing": "not-permitted"}, STOP),
    ("not-permitted", {"standing": U}, CAUTION),
    ("lot-recalled", {}, Status.OPEN),
    ("lot-recalled", {"lots": "usable"}, Status.CLEAR),
    ("lot-recalled", {"lots": "none"}, Status.CLEAR),
    ("lot-recalled", {"lots": "recalled"}, STOP),
    ("lot-expired", {}, Status.OPEN),
    ("lot-expired", {"lots": "usable"}, Status.CLEAR),
    ("lot-expired", {"lots": "nearly-expired"}, Status.CLEAR),
    ("lot-expired", {"lots": "expired"}, STOP),
    ("lot-nearly-expired", {}, Status.OPEN),
    ("lot-nearly-expired", {"lots": "usable"}, Status.CLEAR),
    ("lot-nearly-expired", {"lots": "expired"}, Status.CLEAR),
    ("lot-nearly-expired", {"lots": "nearly-expired"}, CAUTION),
    ("other-use", {}, Status.OPEN),
    ("other-use", {"ind/ind.group[0]": "other"}, CAUTION),
    ("other-use", {"ind/ind.group[0]": "injury"}, Status.CLEAR),
    ("other-use", {"ind/ind.group[0]": "injury", "ind/ind.group[1]": "other"}, CAUTION),
    ("immune-contradiction", {}, Status.OPEN),
    ("immune-contradiction", {**SKIN, "ci/ci.immune": N}, Status.CLEAR),
    ("immune-contradiction", {**SKIN, "ind/ind.field": "immune", "ci/ci.immune": N}, ASK),
    ("immune-contradiction", {**SKIN, "ind/ind.field": "immune", "ci/ci.immune": Y}, Status.CLEAR),
    ("immune-contradiction", {**SKIN, "ind/ind.field": "immune", "ci/ci.immune": U}, Status.CLEAR),
    ("immune-contradiction", {**PAIN, KIND: "inflammatory-joint", "ci/ci.immune": N}, ASK),
    ("immune-contradiction", {**PAIN, KIND: "chronic-pain", "ci/ci.immune": N}, Status.CLEAR),
    ("immune-contradiction", {**PAIN, KIND: U, "ci/ci.immune": N}, Status.CLEAR),
    ("immune-contradiction", {**PAIN, "ci/ci.immune": N}, Status.OPEN),
    ("immune-contradiction", {**PAIN, KIND: "inflammatory-joint"}, Status.OPEN),
    ("pain-kind-unknown", {}, Status.OPEN),
    ("pain-kind-unknown", PAIN, Status.OPEN),
    ("pain-kind-unknown", {**PAIN, KIND: U}, CAUTION),
    ("pain-kind-unknown", {**PAIN, KIND: "chronic-pain"}, Status.CLEAR),
    ("pain-kind-unknown", SKIN, Status.CLEAR),
    ("immune-listed", {}, Status.OPEN),
    ("immune-listed", {"ci/ci.immune": N}, Status.OPEN),
    ("immune-listed", {"ci/ci.immune": N, "mh/mh.any": N}, Status.CLEAR),
    ("immune-listed", {"ci/ci.immune": N, "mh/mh.any": Y, ILL: "Asthma"}, Status.CLEAR),
    ("immune-listed", {"ci/ci.immune": N, "mh/mh.any": Y, ILL: "Romatoid artrit"}, ASK),
    ("immune-listed", {"ci/ci.immune": N, "mh/mh.any": Y, ILL: "Lupus since 2010"}, ASK),
    ("immune-listed", {"ci/ci.immune": Y, "mh/mh.any": Y, ILL: "Lupus"}, Status.CLEAR),
    ("immune-listed", {"ci/ci.immune": U, "mh/mh.any": Y, ILL: "Lupus"}, Status.CLEAR),
    ("cancer-contradiction", {}, Status.OPEN),
    ("cancer-contradiction", {"ci/ci.cancer": N, **NO_LISTS}, Status.CLEAR),
    ("cancer-contradiction", {"ci/ci.cancer": N}, Status.OPEN),
    ("cancer-contradiction", {"ci/ci.cancer": N, "mh/mh.any": N, "med/med.any": Y}, Status.OPEN),
    (
        "cancer-contradiction",
        {"ci/ci.cancer": N, "mh/mh.any": N, "med/med.any": Y, MED: "Tamoxifen 20 mg"},
        ASK,
    ),
    (
        "cancer-contradiction",
        {"ci/ci.cancer": N, "mh/mh.any": N, "med/med.any": Y, MED: "Aspirin"},
        Status.CLEAR,
    ),
    (
        "cancer-contradiction",
        {"ci/ci.cancer": N, "med/med.any": N, "mh/mh.any": Y, ILL: "Meme kanseri"},
        ASK,
    ),
    ("cancer-contradiction", {"ci/ci.cancer": Y, "med/med.any": Y, MED: "Letrozole"}, Status.CLEAR),
    ("cancer-contradiction", {"ci/ci.cancer": U, "med/med.any": Y, MED: "Letrozole"}, Status.CLEAR),
    ("male-pregnant", {"sex": "male"}, Status.OPEN),
    ("male-pregnant", {"sex": "male", "ci/ci.pregnancy": Y}, ASK),
    ("male-pregnant", {"sex": "male", "ci/ci.pregnancy": "not-applicable"}, Status.CLEAR),
    ("male-pregnant", {"sex": "female", "ci/ci.pregnancy": Y}, Status.CLEAR),
)
LISTED = {
    "allergens": "product.allergens_listed",
    "routes": "product.routes_off_label",
    "sites": "product.sites_off_label",
}
NAMED = {"lots": "product.lots", "standing": "product.standing"}
BESIDE = ("age", "sex", *LISTED, *NAMED)
"""Names in a row that are no answers."""


def result(rule_id: str, row: Answers) -> Result:
    pack = shipped()
    items = all_items(pack.questionnaire)
    answers = {path: _value(items[_name(path)], row[path]) for path in row if path not in BESIDE}
    age = row.get("age", "47")
    context: dict[str, Value] = {"sex": row.get("sex", "female")}
    if age:
        context["age"] = int(age)
    form = evaluate(pack.questionnaire, answers, context=context)
    rule = next(rule for rule in pack.rules if rule.id == rule_id)
    return Judge(form.items, _facts(row)).result(rule)


def _facts(row: Answers) -> Facts:
    listed = {fact: tuple(row[n].split()) if n in row else None for n, fact in LISTED.items()}
    named = {fact: row.get(name) for name, fact in NAMED.items()}
    return {"patient.sex": row.get("sex", "female"), **listed, **named}


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition("[")[0]


def _value(item: Item, words: str) -> Value:
    match item.type:
        case ItemType.CHOICE:
            return Coding(words)
        case ItemType.DECIMAL:
            return Decimal(words)
        case _:
            return words


def simple_rows() -> list[tuple[str, Answers, Outcome | Status]]:
    rows: list[tuple[str, Answers, Outcome | Status]] = []
    for rule, (path, fires, outcome, unknown) in SIMPLE.items():
        rows += [(rule, {path: fires}, outcome), (rule, {path: U}, unknown)]
        rows += [(rule, {path: N}, Status.CLEAR), (rule, {}, Status.OPEN)]
    return rows


@pytest.mark.parametrize(("rule", "answers", "expected"), [*simple_rows(), *TABLE])
def test_rule_says_of_these_answers(
    rule: str, answers: Answers, expected: Outcome | Status
) -> None:
    found = result(rule, answers)
    assert found.error == ""
    if isinstance(expected, Outcome):
        assert (found.status, found.outcome) == (Status.FIRES, expected)
    else:
        assert found.status is expected


def test_table_has_a_row_for_every_rule_that_fires_is_clear_and_is_open() -> None:
    seen: dict[str, set[str]] = {}
    for rule, _, expected in [*simple_rows(), *TABLE]:
        kind = "fires" if isinstance(expected, Outcome) else expected.value
        seen.setdefault(rule, set()).add(kind)
    assert {rule.id: {"fires", "clear", "open"} for rule in shipped().rules} == seen


def test_condition_of_the_source_has_the_source_as_basis_and_no_way_around() -> None:
    rules = {rule.id: rule for rule in shipped().rules}
    for name, fact in (("infection", "F26"), ("immune", "F27"), ("cancer", "F28")):
        assert fact in rules[name].sources
        assert rules[name].basis == "source-document"
        assert rules[name].condition == name


def test_no_rule_lets_two_physicians_override_what_must_not_be() -> None:
    assert not any(rule.second_physician for rule in shipped().rules)


def test_caution_offers_reasons() -> None:
    assert [r.id for r in shipped().rules if r.outcome is CAUTION and not r.reasons] == []


def test_finding_on_an_answer_that_nobody_knows_is_told_as_such() -> None:
    told = [r for r in shipped().rules if r.patient and r.on_unknown is not OnUnknown.IGNORE]
    by_choice = {"minor", "other-use", *(name for name in SIMPLE if name.endswith("-unknown"))}
    untold = {r.id for r in told if not r.patient_unknown}
    assert untold <= by_choice | {"allergies-unknown", "pain-kind-unknown"}

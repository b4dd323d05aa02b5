"""What is enabled: R4's operators, nearest occurrences, cascades, parked answers, circles."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consult_app.forms.enablement import holds
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import (
    Coding,
    EnableWhen,
    ItemType,
    Operator,
    PartialDate,
    Quantity,
    Reference,
    Value,
)
from consult_app.forms.values import value_from_json
from tests.forms.inline import NO, YES, choice, enabled, form, group, question, state, when

KM = Quantity(Decimal(2), "km", "km", "http://unitsofmeasure.org")
M = Quantity(Decimal(2000), "m", "m", "http://unitsofmeasure.org")

TABLE: list[tuple[str, tuple[Value, ...], Value, bool]] = [
    ("exists", (), True, False),
    ("exists", (), False, True),
    ("exists", (0,), True, True),
    ("exists", (False,), True, True),
    ("exists", (False,), False, False),
    ("=", (), 1, False),
    ("=", (1, 2), 2, True),
    ("=", (1,), Decimal("1.0"), True),
    ("=", (True,), True, True),
    ("=", (False,), True, False),
    ("=", (1,), True, False),
    ("=", ("a",), "A", False),
    ("=", (Coding("a", "s", "one"),), Coding("a", "s", "two"), True),
    ("=", (Coding("a", "s"),), Coding("a", "t"), False),
    ("=", (Coding("", "", "one"),), Coding("", "", "two"), False),
    ("=", (Coding("", "", "one"),), Coding("", "", "one"), True),
    ("=", (KM,), M, True),
    ("=", (Reference("Patient/1", "A"),), Reference("Patient/1"), True),
    ("=", (PartialDate("2024-05"),), PartialDate("2024-05"), True),
    ("=", (PartialDate("2024"),), PartialDate("2024-05"), False),
    ("!=", (), 1, True),
    ("!=", (1, 2), 1, False),
    ("!=", (2, 3), 1, True),
    (">", (1, 3), 2, True),
    (">", (2,), 2, False),
    (">", (), 2, False),
    (">", ("b",), "a", True),
    (">", (True,), False, False),
    (">", (YES,), NO, False),
    (">=", (2,), Decimal(2), True),
    ("<", (Decimal("1.9"),), 2, True),
    ("<=", (2,), 2, True),
    ("<=", (3,), 2, False),
    (">", (PartialDate("2024"),), PartialDate("2023-11"), True),
    (">", (PartialDate("2024"),), PartialDate("2024-05"), False),
    ("<", (PartialDate("2024"),), PartialDate("2024-05"), False),
    (">=", (PartialDate("2024-05"),), PartialDate("2024-05"), True),
    (">=", (PartialDate("2024"),), PartialDate("2024-01-01"), True),
    ("<=", (PartialDate("2024"),), PartialDate("2024-12-31"), True),
    ("<=", (PartialDate("2024"),), PartialDate("2024-12-30"), False),
    (">", (datetime(2024, 5, 2, 8, tzinfo=UTC),), PartialDate("2024-05-01"), True),
    (">", (time(10, 30),), time(10), True),
    (">", (KM,), Quantity(Decimal(1999), "m", "m", "http://unitsofmeasure.org"), True),
    (">", (KM,), Quantity(Decimal(1), "kg", "kg", "http://unitsofmeasure.org"), False),
    (">", (Quantity(Decimal(5), "cups"),), Quantity(Decimal(4), "cups"), True),
    (">", (Quantity(Decimal(5), "", "mg", "", "<"),), Quantity(Decimal(4), "", "mg"), False),
]


@pytest.mark.parametrize(("operator", "given", "expected", "outcome"), TABLE)
def test_operator_over_answers_holds_as_r4_says(
    operator: str, given: tuple[Value, ...], expected: Value, outcome: bool
) -> None:
    assert holds(Operator(operator), given, expected) is outcome


def test_truth_table_of_another_engine_agrees_but_for_the_contested(shared: Path) -> None:
    table = json.loads((shared / "fhir" / "enablewhen_truth_table.json").read_text("utf-8"))
    for case in table["cases"]:
        outcome = _outcome(case)
        if "contested" in case:
            assert outcome is not case["enabled"], "R4's letter: no answer is equal"
        else:
            assert outcome is case["enabled"], case["name"]


def _outcome(case: dict[str, Any]) -> bool:
    """A case as a form: one question for each condition, and the item that depends on them."""
    answers: dict[str, Value] = {}
    conditions = []
    questions = []
    for number, one in enumerate(case["conditions"]):
        link_id = f"q{number}"
        questions.append(question(link_id, ItemType.INTEGER, repeats=True))
        conditions.append(
            EnableWhen(link_id, Operator(one["operator"]), value_from_json(one["expected"]))
        )
        for place, actual in enumerate(one["actual"]):
            answers[f"{link_id}[{place}]"] = value_from_json(actual)
    item = question("x", enable_when=tuple(conditions), enable_any=case["behavior"] == "any")
    found = evaluate(form(*questions, item), answers).at("x")
    assert found is not None
    return found.enabled


def test_conditions_with_any_need_one_with_all_each() -> None:
    both = when("a") + when("b")
    for enable_any, expected in ((True, True), (False, False)):
        made = form(
            choice("a"), choice("b"), question("x", enable_when=both, enable_any=enable_any)
        )
        assert ("x" in enabled(state(made, {"a": YES, "b": NO}))) is expected


def test_disabled_group_disables_all_below_and_parks_their_answers() -> None:
    made = form(
        choice("a"),
        group("g", question("g.text"), choice("g.more"), enable_when=when("a")),
        question("x", enable_when=when("g.more")),
    )
    answers: dict[str, Value] = {"a": NO, "g/g.text": "kept", "g/g.more": YES}
    found = state(made, answers)
    assert enabled(found) == {"a"}
    assert dict(found.answers) == {"a": NO}
    parked = found.at("g/g.text")
    assert parked is not None
    assert parked.answers == ("kept",)
    again = state(made, answers | {"a": YES})
    assert dict(again.answers) == answers | {"a": YES}
    assert "x" in enabled(again)


def test_disabled_required_and_wrong_item_is_neither_missing_nor_wrong() -> None:
    made = form(
        choice("a"),
        question("t", required=True, enable_when=when("a")),
        question("n", ItemType.INTEGER, min_value=5, enable_when=when("a")),
    )
    assert state(made, {"a": NO, "n": 1}).issues == ()
    assert len(state(made, {"a": YES, "n": 1}).issues) == 2


def test_hidden_item_still_counts() -> None:
    made = form(choice("a", hidden=True), question("x", enable_when=when("a")))
    found = state(made, {"a": YES})
    assert "x" in enabled(found)
    hidden = found.at("a")
    assert hidden is not None
    assert (hidden.enabled, hidden.visible) == (True, False)


def test_items_below_a_hidden_group_are_not_visible_but_enabled() -> None:
    found = state(form(group("g", question("t", required=True), hidden=True)), {})
    inner = found.at("g/t")
    assert inner is not None
    assert (inner.enabled, inner.visible, inner.missing) == (True, False, True)


def test_nearest_occurrence_is_the_one_in_the_same_group() -> None:
    made = form(group("g", choice("a"), question("x", enable_when=when("a")), repeats=True))
    found = state(made, {"g[0]/a": YES, "g[2]/a": NO, "g[3]/a": YES})
    assert {path for path in enabled(found) if path.endswith("x")} == {"g[0]/x", "g[3]/x"}


def test_nearest_occurrence_beats_the_preceding_one_of_another_group() -> None:
    made = form(group("g", question("x", enable_when=when("a")), choice("a"), repeats=True))
    found = state(made, {"g[0]/a": YES, "g[1]/a": NO})
    assert {path for path in enabled(found) if path.endswith("x")} == {"g[0]/x"}


def test_nearest_occurrence_from_outside_is_the_last_before_else_the_first_after() -> None:
    inner = group("g", choice("a"), repeats=True)
    answers: dict[str, Value] = {"g[0]/a": YES, "g[1]/a": NO}
    before = form(question("x", enable_when=when("a")), inner)
    after = form(inner, question("x", enable_when=when("a")))
    assert "x" in enabled(state(before, answers))
    assert "x" not in enabled(state(after, answers))


def test_nearest_occurrence_in_nested_groups_stays_in_the_outer_one() -> None:
    made = form(
        group(
            "o",
            choice("a"),
            group("i", question("x", enable_when=when("a")), repeats=True),
            repeats=True,
        )
    )
    answers: dict[str, Value] = {
        "o[0]/a": YES,
        "o[1]/a": NO,
        "o[1]/i[0]/x": "t",
        "o[0]/i[4]/x": "u",
    }
    assert {p for p in enabled(state(made, answers)) if p.endswith("x")} == {"o[0]/i[4]/x"}


def test_item_under_an_answer_looks_at_that_answer() -> None:
    made = form(choice("q", question("why", enable_when=when("q")), repeats=True))
    found = state(made, {"q[0]": NO, "q[1]": YES})
    assert {path for path in enabled(found) if "why" in path} == {"q[1]/why"}


def test_unanswered_question_leaves_what_hangs_on_it_undecided_all_the_way_down() -> None:
    made = form(
        choice("a"),
        choice("b", enable_when=when("a")),
        question("c", enable_when=when("b")),
        group("g", question("d"), enable_when=when("c", True, "exists")),
    )
    undecided = {one.path for one in state(made, {}).items if one.undecided}
    assert undecided == {"b", "c", "g", "g/d"}


def test_answered_no_decides_what_hangs_on_it() -> None:
    made = form(
        choice("a"), choice("b", enable_when=when("a")), question("c", enable_when=when("b"))
    )
    found = state(made, {"a": NO})
    assert enabled(found) == {"a"}
    assert not any(one.undecided for one in found.items)


def test_one_decided_no_is_enough_for_all_and_one_open_keeps_any_open() -> None:
    both = when("a") + when("b")
    for enable_any, undecided in ((False, False), (True, True)):
        made = form(
            choice("a"), choice("b"), question("x", enable_when=both, enable_any=enable_any)
        )
        found = state(made, {"a": NO}).at("x")
        assert found is not None
        assert (found.enabled, found.undecided) == (False, undecided)


def test_condition_on_a_missing_question_is_as_if_never_answered() -> None:
    made = form(
        question("x", enable_when=when("nowhere")),
        question("y", enable_when=when("nowhere", False, "exists")),
    )
    found = state(made, {})
    assert enabled(found) == {"y"}
    assert not any(one.undecided for one in found.items)


def test_condition_that_looks_ahead_through_a_chain_settles() -> None:
    made = form(
        question("c", enable_when=when("b")),
        choice("b", enable_when=when("a")),
        choice("a"),
    )
    assert enabled(state(made, {"a": YES, "b": YES})) == {"a", "b", "c"}
    assert enabled(state(made, {"a": NO, "b": YES})) == {"a"}


@pytest.mark.parametrize("answers", [{}, {"a": YES}, {"a": YES, "b": YES}])
def test_circle_of_conditions_ends(answers: dict[str, Value]) -> None:
    made = form(
        choice("a", enable_when=when("b", False, "exists")),
        choice("b", enable_when=when("a", False, "exists")),
        choice("s", enable_when=when("s")),
    )
    assert len(state(made, answers).items) == 3


def test_evaluation_twice_says_the_same_and_changes_nothing() -> None:
    made = form(choice("a"), question("x", enable_when=when("a")))
    answers: dict[str, Value] = {"a": YES, "x": "t"}
    assert state(made, answers) == state(made, answers)
    assert answers == {"a": YES, "x": "t"}

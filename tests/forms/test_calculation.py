"""Calculated answers, variables, expressions that enable, and what happens when they fail."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from consult_app.forms.model import Coding, Item, ItemType, Option, PartialDate, Quantity, Value
from tests.forms.inline import YES, choice, codes, enabled, form, group, question, state, when

T = ItemType
D = Decimal
BODY = (question("height", T.DECIMAL), question("weight", T.DECIMAL))
BMI = question(
    "bmi",
    T.DECIMAL,
    calculated="%w / ((%h / 100) * (%h / 100))",
    variables={"w": "weight", "h": "height"},
    max_decimal_places=1,
    read_only=True,
)


def calculated(item: Item, **context: Value) -> tuple[Value, ...]:
    found = state(form(item), {}, context=context).at(item.link_id)
    assert found is not None
    return found.answers


def test_calculation_over_looked_up_items_has_the_items_type_and_decimals() -> None:
    found = state(form(*BODY, BMI), {"height": D(180), "weight": D("80.5")})
    assert found.answers["bmi"] == D("24.8")
    assert isinstance(found.answers["bmi"], Decimal)


def test_calculation_without_its_inputs_is_unanswered_and_stale_values_do_not_count() -> None:
    found = state(form(*BODY, BMI), {"height": D(180), "bmi": D("24.8")})
    assert "bmi" not in found.answers


def test_calculation_beats_an_older_answer() -> None:
    found = state(form(*BODY, BMI), {"height": D(200), "weight": D(80), "bmi": D(99)})
    assert found.answers["bmi"] == D("20.0")


def test_entered_answer_stands_where_nothing_is_calculated_and_it_can_be_entered() -> None:
    item = question("x", T.DECIMAL, calculated="%w * 2", variables={"w": "weight"})
    assert state(form(*BODY, item), {"x": D(5)}).answers["x"] == D(5)
    assert state(form(*BODY, item), {"x": D(5), "weight": D(4)}).answers["x"] == D(8)


@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [
        (T.BOOLEAN, "%age < 18", True),
        (T.INTEGER, "%age / 2.0 + 0.6", 9),
        (T.DECIMAL, "1 / 3.0", D("0.33333333")),
        (T.DECIMAL, "%age", D(17)),
        (T.STRING, "'a' & 'b'", "ab"),
        (T.TEXT, "%age", "17"),
        (T.DATE, "@2024-05-06", PartialDate("2024-05-06")),
        (T.CHOICE, "iif(%age < 18, 'yes', 'no')", Coding("yes")),
        (T.QUANTITY, "%age * 2", Quantity(D(34), "years", "a", "http://unitsofmeasure.org")),
        (T.STRING, "{}", None),
        (T.BOOLEAN, "'no boolean'", None),
    ],
)
def test_result_takes_the_type_of_its_item(
    kind: ItemType, expression: str, expected: Value | None
) -> None:
    unit = {"unit": "years", "unit_code": "a"} if kind is T.QUANTITY else {}
    item = question("x", kind, calculated=expression, **unit)
    found = calculated(item, age=17)
    assert found == (() if expected is None else (expected,))
    assert not found or type(found[0]) is type(expected)


def test_context_is_seen_as_names_and_form_variables_come_first() -> None:
    item = question("x", T.INTEGER, calculated="%age + 1")
    assert calculated(item, age=40) == (41,)
    shadowed = state(form(item, variables={"age": "10"}), {}, context={"age": 40})
    assert shadowed.answers["x"] == 11


@pytest.mark.parametrize("expression", ["%nobody.exists()", "iif(%nobody < 18, true, false)"])
def test_name_that_nobody_defines_is_empty(expression: str) -> None:
    assert calculated(question("x", T.BOOLEAN, calculated=expression)) == (False,)


def test_choice_takes_the_option_of_a_calculated_code() -> None:
    fever = choice(
        "fever",
        calculated="iif(%t.exists(), iif(%t >= 38, 'yes', 'no'), {})",
        variables={"t": "temp"},
        hidden=True,
    )
    made = form(question("temp", T.DECIMAL), fever, question("since", enable_when=when("fever")))
    hot = state(made, {"temp": D("38.4")})
    assert hot.answers["fever"] == YES
    assert "since" in enabled(hot)
    unknown = state(made, {}).at("since")
    assert unknown is not None
    assert (unknown.enabled, unknown.undecided) == (False, True)


def test_calculations_build_on_each_other_in_any_order() -> None:
    made = form(
        question("c", T.INTEGER, calculated="%b + 1", variables={"b": "b"}),
        question("b", T.INTEGER, calculated="%a + 1", variables={"a": "a"}),
        question("a", T.INTEGER),
    )
    assert dict(state(made, {"a": 1}).answers) == {"a": 1, "b": 2, "c": 3}


def test_calculation_in_a_repeating_group_uses_its_own_occurrence() -> None:
    item = question("twice", T.INTEGER, calculated="%n * 2", variables={"n": "n"})
    made = form(group("g", question("n", T.INTEGER), item, repeats=True))
    found = state(made, {"g[0]/n": 1, "g[4]/n": 5})
    assert (found.answers["g[0]/twice"], found.answers["g[4]/twice"]) == (2, 10)


def test_calculated_answer_alone_does_not_fill_an_occurrence() -> None:
    item = question("one", T.INTEGER, calculated="1", read_only=True)
    made = form(group("g", question("n", required=True), item, repeats=True))
    assert codes(state(made, {})) == []


def test_disabled_input_is_not_read() -> None:
    made = form(
        choice("a"),
        question("n", T.INTEGER, enable_when=when("a")),
        question("x", T.INTEGER, calculated="%n", variables={"n": "n"}),
    )
    assert "x" not in state(made, {"n": 4}).answers
    assert state(made, {"a": YES, "n": 4}).answers["x"] == 4


def test_calculation_that_feeds_on_itself_ends_and_says_so() -> None:
    item = question("n", T.INTEGER, calculated="iif(%n.exists(), %n + 1, 0)", variables={"n": "n"})
    found = state(form(item), {})
    assert "n" not in found.answers
    assert codes(found) == [("n", "expression")]


def test_broken_calculation_is_named_and_blocks_nothing_else() -> None:
    found = state(form(question("x", T.INTEGER, calculated="1 +"), question("t")), {"t": "a"})
    assert codes(found) == [("x", "expression")]
    assert found.answers["t"] == "a"


def test_expression_that_cannot_be_read_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    state(form(question("x", calculated='"never closed')), {})
    assert capsys.readouterr() == ("", "")


def test_enable_expression_over_the_response_enables() -> None:
    expression = "%resource.item.where(linkId='n').answer.value > 3"
    made = form(question("n", T.INTEGER), question("x", enable_expression=expression))
    assert "x" in enabled(state(made, {"n": 4}))
    no = state(made, {"n": 3}).at("x")
    unanswered = state(made, {}).at("x")
    assert no is not None
    assert unanswered is not None
    assert (no.enabled, no.undecided) == (False, False)
    assert (unanswered.enabled, unanswered.undecided) == (False, True)


def test_enable_expression_that_is_false_for_lack_of_an_answer_is_undecided() -> None:
    expression = "%resource.item.where(linkId='a').answer.value.code = 'yes'"
    exists = "%resource.item.where(linkId='a').answer.where(value.code = 'yes').exists()"
    for one in (expression, exists):
        found = state(form(choice("a"), question("x", enable_expression=one)), {}).at("x")
        assert found is not None
        assert (found.enabled, found.undecided) == (False, True)


def test_broken_enable_expression_shows_its_item_and_is_named() -> None:
    found = state(form(question("x", enable_expression="%n >")), {})
    assert enabled(found) == {"x"}
    assert codes(found) == [("x", "expression")]


def test_remembered_results_follow_the_answers() -> None:
    made = form(*BODY, BMI)
    for weight in (60, 70, 60, 80):
        found = state(made, {"height": D(100), "weight": D(weight)})
        assert found.answers["bmi"] == D(weight)


def test_scores_of_chosen_options_add_up() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
    options = tuple(
        Option(Coding(code), extensions=({"url": url, "valueDecimal": D(score)},))
        for code, score in (("low", 1), ("high", 3))
    )
    total = "%resource.item.answer.value.ordinal().sum()"
    made = form(
        Item("a", T.CHOICE, options=options),
        Item("b", T.CHOICE, options=options),
        question("total", T.INTEGER, calculated=total),
    )
    found = state(made, {"a": Coding("low"), "b": Coding("high")})
    assert found.answers["total"] == 4


def test_form_without_expressions_never_loads_the_fhirpath_library() -> None:
    program = """
import sys
from consult_app.forms.evaluate import evaluate, prepare
from consult_app.forms.model import Item, ItemType, Questionnaire
plain = Questionnaire("plain", (Item("n", ItemType.INTEGER),))
prepare(plain)
evaluate(plain, {"n": 1})
assert "fhirpathpy" not in sys.modules
shown = Questionnaire("shown", (Item("n", ItemType.INTEGER, calculated="1 + 1"),))
prepare(shown)
assert "fhirpathpy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)

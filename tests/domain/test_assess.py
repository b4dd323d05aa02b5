"""One rule against one form: it fires, is clear, is open, or is in error, and never guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.assess import Judge, items_read
from consult_app.domain.rules import (
    All,
    Answered,
    Any,
    Basis,
    Comparison,
    Condition,
    Evidence,
    Facts,
    Known,
    Not,
    OnUnknown,
    Outcome,
    Result,
    Rule,
    Status,
)
from consult_app.forms.model import Coding, Item, ItemType, PartialDate, Quantity, Value

YES, NO, UNKNOWN = Coding("yes"), Coding("no"), Coding("unknown")
IS, IS_NOT, BELOW = Comparison.IS, Comparison.IS_NOT, Comparison.BELOW
AT_LEAST, MENTIONS = Comparison.AT_LEAST, Comparison.MENTIONS


@dataclass(frozen=True)
class View:
    """An item as an evaluated form shows it to the rules."""

    path: str
    item: Item
    enabled: bool = True
    undecided: bool = False
    answers: tuple[Value, ...] = ()


def view(link_id: str, *answers: Value, path: str = "", **flags: bool) -> View:
    return View(path or link_id, Item(link_id, ItemType.CHOICE), answers=answers, **flags)


STATES = {
    "yes": view("a", YES),
    "no": view("a", NO),
    "unknown": view("a", UNKNOWN),
    "unanswered": view("a"),
    "disabled": view("a", YES, enabled=False),
    "undecided": view("a", YES, enabled=False, undecided=True),
}
"""Every state an item may be in; parked answers of a disabled item must not count."""


def rule(when: Condition, on_unknown: OnUnknown = OnUnknown.SAME, **other: object) -> Rule:
    made = Rule("r", "1", {}, when, Outcome.DEFER, {}, ("G",), Basis.GENERAL_PRACTICE, on_unknown)
    return replace(made, **other)  # type: ignore[arg-type]  # field names


def is_yes(item: str = "a") -> Answered:
    return Answered(item, IS, ("yes",))


def judged(rule_: Rule, *views: View, facts: Facts | None = None) -> Result:
    return Judge(views, facts or {}).result(rule_)


def said(result: Result) -> str:
    return "unknown" if result.unknown else result.status.value


def verdict(when: Condition, *views: View, facts: Facts | None = None) -> str:
    return said(judged(rule(when), *views, facts=facts))


# ------------------------------------------------------------- one item, every state it can be in


@pytest.mark.parametrize(
    ("comparison", "values", "expected"),
    [
        (IS, ("yes",), "fires clear unknown open clear open"),
        (IS, ("no",), "clear fires unknown open clear open"),
        (IS, ("unknown",), "clear clear fires open clear open"),
        (IS, ("yes", "unknown"), "fires clear fires open clear open"),
        (IS_NOT, ("yes",), "clear fires unknown open clear open"),
        (IS_NOT, ("yes", "no"), "clear clear unknown open clear open"),
        (IS_NOT, ("unknown",), "fires fires clear open clear open"),
        (IS_NOT, (), "fires fires unknown open clear open"),
        (MENTIONS, ("ye",), "fires clear unknown open clear open"),
    ],
)
def test_answered_in_every_state_as_the_table_says(
    comparison: Comparison, values: tuple[str, ...], expected: str
) -> None:
    found = {
        state: verdict(Answered("a", comparison, values), item) for state, item in STATES.items()
    }
    assert found == dict(zip(STATES, expected.split(), strict=True))


@pytest.mark.parametrize(
    ("comparison", "answer", "expected"),
    [
        (AT_LEAST, Decimal("38"), "fires"),
        (AT_LEAST, Decimal("37.9"), "clear"),
        (AT_LEAST, 38, "fires"),
        (AT_LEAST, Quantity(Decimal("38.0"), "°C", "Cel"), "fires"),
        (AT_LEAST, UNKNOWN, "unknown"),
        (BELOW, Decimal("38"), "clear"),
        (BELOW, Decimal("37.999"), "fires"),
        (BELOW, UNKNOWN, "unknown"),
        (IS, Decimal("38.00"), "fires"),
        (IS_NOT, Quantity(Decimal("38")), "clear"),
    ],
)
def test_number_against_38_compares_exactly(
    comparison: Comparison, answer: Value, expected: str
) -> None:
    assert verdict(Answered("a", comparison, (Decimal(38),)), view("a", answer)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("TAMOXIFEN 20 mg", "fires"),
        ("hidroksiÜre", "fires"),
        ("aspirin", "clear"),
        (Coding("41", display="Lösemi (ALL)"), "fires"),
        (Coding("leukaemia"), "clear"),
        ("unknown", "unknown"),
    ],
)
def test_mentions_any_word_in_text_code_or_display_folded(answer: Value, expected: str) -> None:
    condition = Answered("a", MENTIONS, ("tamoxifen", "hidroksiüre", "losemi"))
    assert verdict(condition, view("a", answer)) == expected


@pytest.mark.parametrize(
    ("occurrences", "expected"),
    [
        (("no", "no"), "clear"),
        (("no", "yes"), "fires"),
        (("unanswered", "yes"), "fires"),
        (("unknown", "yes"), "fires"),
        (("no", "unanswered"), "open"),
        (("no", "undecided"), "open"),
        (("no", "disabled"), "clear"),
        (("unknown", "no"), "unknown"),
        (("unknown", "unanswered"), "unknown"),
    ],
)
def test_repeating_item_says_the_gravest_of_its_occurrences(
    occurrences: tuple[str, ...], expected: str
) -> None:
    views = [replace(STATES[s], path=f"g[{n}]/a") for n, s in enumerate(occurrences)]
    assert verdict(is_yes(), *views) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((NO, YES), "fires"), ((NO, UNKNOWN), "unknown"), ((UNKNOWN, YES), "fires"), ((NO,), "clear")],
)
def test_several_answers_to_one_item_the_gravest_holds(
    answers: tuple[Value, ...], expected: str
) -> None:
    assert verdict(is_yes(), view("a", *answers)) == expected


def test_answer_with_another_display_is_the_same_answer() -> None:
    assert verdict(is_yes(), view("a", Coding("yes", display="Evet"))) == "fires"


# ------------------------------------------------------------------------- facts beside the answers


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"age": Decimal(17)}, "fires"),
        ({"age": Decimal(18)}, "clear"),
        ({"age": "unknown"}, "unknown"),
        ({"age": None}, "open"),
        ({}, "open"),
    ],
)
def test_known_fact_missing_is_open_never_clear(facts: Facts, expected: str) -> None:
    condition = Known("age", BELOW, (Decimal(18),), asks="a")
    assert verdict(condition, view("a"), facts=facts) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [((), "clear"), (("gelatin",), "fires"), (("unknown",), "unknown"), (None, "open")],
)
def test_known_list_is_not_empty_fires_on_any_entry(
    known: tuple[str, ...] | None, expected: str
) -> None:
    condition = Known("allergens", IS_NOT, (), asks="a")
    assert verdict(condition, view("a", YES), facts={"allergens": known}) == expected


def test_known_fact_missing_asks_for_its_item_even_when_that_is_answered() -> None:
    result = judged(rule(Known("x", IS, ("y",), asks="a")), view("a", YES))
    assert (result.status, result.asks) == (Status.OPEN, ("a",))


def test_known_fact_missing_with_nothing_to_ask_is_an_error() -> None:
    assert judged(rule(Known("x", IS, ("y",)))).status is Status.ERROR


def test_known_fact_that_fires_shows_the_answer_it_came_from() -> None:
    result = judged(
        rule(Known("x", IS, ("y",), asks="a")), view("a", Coding("7")), facts={"x": "y"}
    )
    assert result.evidence == (Evidence("a", "a", Coding("7")),)


# --------------------------------------------------------------- all, any and not, in four values

FOUR = {"fires": YES, "clear": NO, "unknown": UNKNOWN, "open": None}


def four(*values: str) -> list[View]:
    return [
        view(name, *((answer,) if (answer := FOUR[value]) else ()))
        for name, value in zip("abc", values, strict=False)
    ]


ALL_OF_TWO = """
fires  fires  fires
fires  clear  clear
fires  unknown unknown
fires  open   open
clear  clear  clear
clear  unknown clear
clear  open   clear
unknown unknown unknown
unknown open  open
open   open   open
"""
ANY_OF_TWO = """
fires  fires  fires
fires  clear  fires
fires  unknown fires
fires  open   fires
clear  clear  clear
clear  unknown unknown
clear  open   open
unknown unknown unknown
unknown open  unknown
open   open   open
"""


def rows(table: str) -> Iterator[tuple[str, str, str]]:
    for line in table.split("\n"):
        if line:
            one, two, expected = line.split()
            yield one, two, expected
            yield two, one, expected


@pytest.mark.parametrize(("one", "two", "expected"), [*rows(ALL_OF_TWO)])
def test_all_of_two_as_the_table_says(one: str, two: str, expected: str) -> None:
    assert verdict(All((is_yes("a"), is_yes("b"))), *four(one, two)) == expected


@pytest.mark.parametrize(("one", "two", "expected"), [*rows(ANY_OF_TWO)])
def test_any_of_two_as_the_table_says(one: str, two: str, expected: str) -> None:
    assert verdict(Any((is_yes("a"), is_yes("b"))), *four(one, two)) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [("fires", "clear"), ("clear", "fires"), ("unknown", "unknown"), ("open", "open")],
)
def test_not_turns_only_what_is_known(inner: str, expected: str) -> None:
    assert verdict(Not(is_yes("a")), *four(inner)) == expected


@pytest.mark.parametrize(("one", "two"), [*product(FOUR, repeat=2)])
def test_not_of_any_says_the_same_as_all_of_nots_where_it_is_decided(one: str, two: str) -> None:
    views = four(one, two)
    left = verdict(Not(Any((is_yes("a"), is_yes("b")))), *views)
    right = verdict(All((Not(is_yes("a")), Not(is_yes("b")))), *views)
    # unknown beside open: "any" tells the unknown at once, "all" still waits; neither is clear
    assert left == right or {left, right} == {"unknown", "open"}


# ------------------------------------------------------------------- what *unknown* results in


@pytest.mark.parametrize(
    ("on_unknown", "status", "outcome"),
    [
        (OnUnknown.SAME, Status.FIRES, Outcome.DEFER),
        (OnUnknown.CAUTION, Status.FIRES, Outcome.CAUTION),
        (OnUnknown.IGNORE, Status.CLEAR, None),
    ],
)
def test_unknown_answer_results_in_what_the_rule_says_of_it(
    on_unknown: OnUnknown, status: Status, outcome: Outcome | None
) -> None:
    result = judged(rule(is_yes(), on_unknown), view("a", UNKNOWN))
    assert (result.status, result.outcome) == (status, outcome)
    assert result.unknown is (status is Status.FIRES)


@pytest.mark.parametrize("on_unknown", OnUnknown)
def test_yes_fires_fully_whatever_unknown_would_do(on_unknown: OnUnknown) -> None:
    result = judged(rule(is_yes(), on_unknown), view("a", YES))
    assert (result.status, result.outcome) == (Status.FIRES, Outcome.DEFER)


def test_unknown_ignored_beside_an_unanswered_part_stays_open() -> None:
    result = judged(
        rule(Any((is_yes("a"), is_yes("b"))), OnUnknown.IGNORE), view("a", UNKNOWN), view("b")
    )
    assert (result.status, result.asks) == (Status.OPEN, ("b",))


def test_unknown_beside_an_unanswered_part_fires_and_still_asks() -> None:
    result = judged(rule(Any((is_yes("a"), is_yes("b")))), view("a", UNKNOWN), view("b"))
    assert (result.unknown, result.asks) == (True, ("b",))


# ------------------------------------------------------------------ what is asked, what is shown


def test_open_rule_asks_for_each_open_place_once() -> None:
    condition = Any((is_yes("a"), All((is_yes("a"), is_yes("b"))), is_yes("c")))
    result = judged(rule(condition), view("a"), view("b", YES), view("c", NO))
    assert result.asks == ("a",)


def test_open_rule_does_not_ask_for_what_can_no_longer_matter() -> None:
    condition = Any((All((is_yes("a"), is_yes("b"))), is_yes("c")))
    result = judged(rule(condition), view("a"), view("b", NO), view("c"))
    assert result.asks == ("c",)


def test_firing_rule_shows_the_answers_that_fired_and_its_details_once() -> None:
    result = judged(
        rule(is_yes(), detail=("a", "d", "off")),
        view("a", NO, path="g[0]/a"),
        view("a", YES, path="g[1]/a"),
        view("d", "breast"),
        view("off", "parked", enabled=False),
    )
    assert result.evidence == (
        Evidence("g[1]/a", "a", YES),
        Evidence("g[0]/a", "a", NO),
        Evidence("d", "d", "breast"),
    )


def test_firing_negation_shows_the_answer_it_negates() -> None:
    assert judged(rule(Not(is_yes())), view("a", NO)).evidence == (Evidence("a", "a", NO),)


def test_items_read_names_each_item_once_and_what_a_fact_asks_for() -> None:
    condition = All(
        (is_yes("a"), Not(Any((is_yes("b"), is_yes("a")))), Known("f", IS, ("x",), asks="c"))
    )
    assert items_read(condition) == ("a", "b", "c")
    assert items_read(Known("f", IS, ("x",))) == ()


# ------------------------------------------------------------ a rule that cannot be evaluated


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        pytest.param(is_yes("nowhere"), YES, id="no such item"),
        pytest.param(Known("f", IS, ("x",), asks="nowhere"), YES, id="no such item to ask"),
        pytest.param(Answered("a", AT_LEAST, (Decimal(1),)), "high", id="text is no number"),
        pytest.param(Answered("a", AT_LEAST, ("high",)), Decimal(1), id="no number in the rule"),
        pytest.param(Answered("a", AT_LEAST, (Decimal(1),)), True, id="truth is no number"),
        pytest.param(Answered("a", BELOW, (Decimal(1),)), Decimal("NaN"), id="not a number"),
        pytest.param(Answered("a", IS, (True,)), YES, id="YAML turned yes into true"),
        pytest.param(Answered("a", IS, ("1",)), Decimal(1), id="text against number"),
        pytest.param(Answered("a", IS_NOT, ("2019",)), PartialDate("2019"), id="text against date"),
        pytest.param(Answered("a", MENTIONS, ("1",)), Decimal(1), id="a number mentions nothing"),
        pytest.param(
            Answered("a", AT_LEAST, (Quantity(Decimal(38), code="Cel"),)),
            Quantity(Decimal(101), code="[degF]"),
            id="two units",
        ),
        pytest.param(
            Answered("a", AT_LEAST, (Decimal(38),)),
            Quantity(Decimal(38), comparator="<"),
            id="only a bound",
        ),
        pytest.param(Answered("a", IS, ()), YES, id="is without values"),
        pytest.param(All(()), YES, id="all of nothing"),
        pytest.param(Not(Any(())), YES, id="not any of nothing"),
        pytest.param(Any((is_yes("a"), is_yes("nowhere"))), YES, id="an error beside what fires"),
    ],
)
def test_rule_that_cannot_be_evaluated_is_an_error_and_never_clear(
    when: Condition, answer: Value
) -> None:
    result = judged(rule(when), view("a", answer), facts={"f": "x"})
    assert result.status is Status.ERROR
    assert result.error
    assert result.outcome is None


def test_rule_with_unknown_detail_is_an_error_once_it_fires() -> None:
    assert judged(rule(is_yes(), detail=("nowhere",)), view("a", YES)).status is Status.ERROR


# ---------------------------------------------------------------------------------- properties

NAMES = ("a", "b", "c")
leaves = st.builds(
    Answered,
    st.sampled_from(NAMES),
    st.sampled_from((IS, IS_NOT)),
    st.sampled_from((("yes",), ("no",))),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
forms = st.tuples(*(st.sampled_from(sorted(STATES)) for _ in NAMES))


def form(states: tuple[str, ...]) -> list[View]:
    return [
        replace(STATES[s], path=n, item=Item(n, ItemType.CHOICE))
        for n, s in zip(NAMES, states, strict=True)
    ]


@given(conditions, forms, st.sampled_from(OnUnknown), st.integers(0, 2))
def test_clear_with_an_unanswered_item_is_clear_whatever_the_answer(
    when: Condition, states: tuple[str, ...], on_unknown: OnUnknown, index: int
) -> None:
    def with_state(state: str) -> Status:
        changed = (*states[:index], state, *states[index + 1 :])
        return judged(rule(when, on_unknown), *form(changed)).status

    for open_state in ("unanswered", "undecided"):
        if with_state(open_state) is Status.CLEAR:
            assert {with_state(s) for s in ("yes", "no", "unknown")} == {Status.CLEAR}


@given(conditions, forms, st.sampled_from((OnUnknown.SAME, OnUnknown.CAUTION)), st.integers(0, 2))
def test_clear_with_an_unknown_answer_is_clear_for_yes_and_for_no(
    when: Condition, states: tuple[str, ...], on_unknown: OnUnknown, index: int
) -> None:
    def with_state(state: str) -> Status:
        changed = (*states[:index], state, *states[index + 1 :])
        return judged(rule(when, on_unknown), *form(changed)).status

    if with_state("unknown") is Status.CLEAR:
        assert {with_state("yes"), with_state("no")} == {Status.CLEAR}


@given(conditions, forms)
def test_taking_an_answer_back_never_makes_a_result_clear(
    when: Condition, states: tuple[str, ...]
) -> None:
    before = judged(rule(when), *form(states)).status
    for index, state in enumerate(states):
        if state in {"yes", "no", "unknown"} and before is not Status.CLEAR:
            less = (*states[:index], "unanswered", *states[index + 1 :])
            assert judged(rule(when), *form(less)).status is not Status.CLEAR

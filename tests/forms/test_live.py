"""A form evaluated again and again says at every step what a whole evaluation says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from consult_app.forms.evaluate import evaluate
from consult_app.forms.live import LiveForm
from consult_app.forms.model import (
    Constraint,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Questionnaire,
    Value,
)
from consult_app.forms.state import FormState
from tests.forms.inline import NO, UNKNOWN, YES, YNU, choice, form, group, question, when
from tests.packs.shipped import shipped

STEPS, MOST = 10, 9
SUM = "iif(%one.exists() and %two.exists(), %one + %two, {})"
TAME = ("(%one + 'x').exists()", "%one > 1", "%one.exists()", "%nobody", "%age > 1")
WILD = ("%one +", "today() > @2020-01-01", "item.count() < 3")
ANSWERS: tuple[Value, ...] = (
    YES,
    NO,
    UNKNOWN,
    1,
    2,
    Decimal("1.0"),
    Decimal("1.00"),
    True,
    " ",
    "x",
)
CONTEXT: dict[str, Value] = {"age": 40, "sex": "female"}


class Maker:
    """Up to nine items in any nesting, with conditions, sums and constraints.

    `wild`: these look anywhere, in circles too, cannot be read, or read the clock.
    """

    def __init__(self, chance: Random, *, wild: bool) -> None:
        self.chance, self.wild = chance, wild
        count = chance.randint(2, MOST)
        self.names = [f"q{n}" for n in range(count)]
        self.kids: dict[int, list[int]] = {n: [] for n in range(-1, count)}
        for n in range(count):
            self.kids[chance.randint(-1, n - 1)].append(n)

    def form(self) -> Questionnaire:
        return form(*(self.item(n) for n in self.kids[-1]))

    def item(self, n: int) -> Item:
        chance = self.chance
        kind = chance.choice([ItemType.CHOICE, ItemType.INTEGER, ItemType.INTEGER, ItemType.GROUP])
        return Item(
            self.names[n],
            kind,
            required=chance.random() < 0.5,
            repeats=chance.random() < 0.25,
            hidden=chance.random() < 0.1,
            options=YNU if kind is ItemType.CHOICE else (),
            enable_when=tuple(self.condition(n) for _ in range(chance.choice([0, 0, 1, 2]))),
            enable_any=chance.random() < 0.5,
            enable_expression=self.expression(0.15),
            calculated=SUM if chance.random() < 0.2 else "",
            variables={"one": self.looked_at(n), "two": self.looked_at(n)},
            constraints=tuple(Constraint(t, t) for t in [self.expression(0.2)] if t),
            min_occurs=chance.choice([None, None, 1]),
            max_occurs=chance.choice([None, None, 1]),
            max_value=chance.choice([None, 1]),
            items=tuple(self.item(kid) for kid in self.kids[n]),
        )

    def condition(self, n: int) -> EnableWhen:
        operator = self.chance.choice([Operator.EQUAL, Operator.NOT_EQUAL, Operator.EXISTS])
        exists = operator is Operator.EXISTS
        values: list[Value] = [True] if exists else [YES, NO, 1]
        return EnableWhen(self.looked_at(n), operator, self.chance.choice(values))

    def looked_at(self, n: int) -> str:
        return self.chance.choice([*(self.names if self.wild else self.names[:n]), "nowhere"])

    def expression(self, share: float) -> str:
        offered = TAME + WILD if self.wild else TAME
        return self.chance.choice(offered) if self.chance.random() < share else ""


def same(one: FormState, other: FormState) -> bool:
    """Equal in every part, to the digits and the order."""
    if one != other or repr(one.items) != repr(other.items):
        return False
    return list(one.answers) == list(other.answers) and repr(one.issues) == repr(other.issues)


@pytest.mark.parametrize(("wild", "forms"), [(False, 280), (True, 50)])
def test_each_step_of_random_answers_gives_the_state_of_a_whole_evaluation(
    wild: bool, forms: int
) -> None:
    for seed in range(forms):
        chance = Random(seed)
        made = Maker(chance, wild=wild).form()
        apart = replace(made)  # its plan, and what that remembers, are its own
        live, answers, openings = LiveForm(made, CONTEXT), dict[str, Value](), frozenset[str]()
        found = live.evaluate(answers)
        for step in range(STEPS):
            path = chance.choice(found.items).path + chance.choice(["", "", "", "", "[0]", "[1]"])
            match chance.choice(["answer", "answer", "answer", "take back", "open", "nowhere"]):
                case "answer":
                    answers[path] = chance.choice(ANSWERS)
                case "take back":
                    answers.pop(path, None)
                case "open":
                    openings |= {path}
                case _ if wild:
                    answers["nowhere"] = YES
            found = live.evaluate(answers, openings)
            whole = evaluate(apart, answers, context=CONTEXT, openings=openings)
            assert same(found, whole), f"form {seed}, step {step}"


def test_shipped_form_filled_in_at_random_gives_the_state_of_a_whole_evaluation() -> None:
    made, chance = shipped().questionnaire, Random(1)
    apart = replace(made)
    live, answers = LiveForm(made, CONTEXT), dict[str, Value]()
    found = live.evaluate(answers)
    for step in range(30):
        asked = [view for view in found.items if view.item.options or view.item.unit]
        view = chance.choice([one for one in asked if one.enabled] if step % 4 else asked)
        offered = [*(option.value for option in view.item.options), Decimal("38.5"), None]
        value = chance.choice(offered)
        if value is None:
            answers.pop(view.path, None)
        else:
            answers[view.path] = value
        found = live.evaluate(answers)
        assert same(found, evaluate(apart, answers, context=CONTEXT)), step


LONG = form(
    *(choice(f"c{n}", required=True) for n in range(5)),
    choice("a", choice("a.b", required=True)),
    question("far", enable_when=when("a.b")),
    group("g", question("g.q", required=True), repeats=True),
)


def test_only_what_follows_from_an_answer_is_another_object() -> None:
    live = LiveForm(LONG)
    before = live.evaluate({})
    after = live.evaluate({"a/a.b": YES})
    different = {b.path for a, b in zip(before.items, after.items, strict=True) if a is not b}
    assert {"a/a.b", "far"} <= different
    assert not {path for path in different if path.startswith("c")}


def test_same_answers_again_give_the_very_same_state() -> None:
    live = LiveForm(LONG)
    assert live.evaluate({"a": YES}) is live.evaluate({"a": YES})


def test_answer_equal_but_of_another_type_is_a_change() -> None:
    live = LiveForm(form(question("n", ItemType.INTEGER)))
    assert not live.evaluate({"n": 1}).issues
    assert live.evaluate({"n": True}).issues


@pytest.mark.parametrize("count", [2, 1])
def test_occurrence_that_comes_or_goes_changes_the_items(count: int) -> None:
    live = LiveForm(LONG)
    live.evaluate({"g[0]/g.q": "a"}, frozenset({"g[1]"} if count == 1 else ()))
    found = live.evaluate({"g[0]/g.q": "a"}, frozenset({"g[1]"} if count == 2 else ()))
    assert len(found.with_link_id("g.q")) == count

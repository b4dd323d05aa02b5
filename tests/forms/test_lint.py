"""The linter: each fault of a form by its code, and a sound form without any."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consult_app.forms.faults import FaultCode
from consult_app.forms.lint import check
from consult_app.forms.model import Coding, EnableWhen, Item, ItemType, Operator, Option
from consult_app.forms.state import IssueCode
from consult_app.forms.words import FAULTS, ISSUES, fault_message
from tests.forms.inline import YES, YNU, choice, form, group, question, when

T = ItemType
N = question("n", T.INTEGER)


def found(*items: Item, ours: bool = False) -> list[tuple[str, str]]:
    return [(one.link_id, one.code.value) for one in check(form(*items), ours=ours)]


def test_sound_form_has_no_fault() -> None:
    sound = (
        choice("a", text={"en": "A?"}),
        question("b", T.DECIMAL, text={"en": "B"}, enable_when=when("a"), min_value=Decimal(0)),
        question("c", T.DECIMAL, text={"en": "C"}, calculated="%v * %age", variables={"v": "b"}),
    )
    assert found(*sound, ours=False) == []
    worded = tuple(Option(one.value, {"en": "word"}) for one in YNU)
    ours = (Item("a", T.CHOICE, {"en": "A?"}, options=worded), *sound[1:])
    assert found(*ours, ours=True) == []


@pytest.mark.parametrize(
    ("items", "link_id", "code"),
    [
        ((question("a"), question("a")), "a", "duplicate-link-id"),
        ((question("x", enable_when=when("gone")),), "x", "unknown-question"),
        ((group("g", N), question("x", enable_when=when("g"))), "x", "not-a-question"),
        ((N, question("x", enable_when=when("n", "many"))), "x", "condition-type"),
        ((N, question("x", enable_when=when("n", 1, "exists"))), "x", "condition-type"),
        ((choice("a"), question("x", enable_when=when("a", Coding("?")))), "x", "condition-option"),
        ((choice("a"), question("x", enable_when=when("a", YES, ">"))), "x", "condition-operator"),
        ((question("x", T.CHOICE),), "x", "no-options"),
        ((question("x", T.CHOICE, options=(*YNU, YNU[0])),), "x", "duplicate-option"),
        ((question("x", options=(Option(1),)),), "x", "option-type"),
        ((question("x", T.DISPLAY, required=True),), "x", "not-for-type"),
        ((question("x", max_occurs=3),), "x", "not-for-type"),
        ((question("x", T.INTEGER, min_value=5, max_value=4),), "x", "range"),
        ((question("x", pattern="(["),), "x", "pattern"),
        ((question("x", calculated="1 +"),), "x", "expression"),
        ((question("x", calculated="%who"),), "x", "undefined-name"),
        ((group("g"),), "g", "empty-group"),
    ],
)  # fmt: skip
def test_fault_is_named_at_its_item(items: tuple[Item, ...], link_id: str, code: str) -> None:
    assert (link_id, code) in found(*items)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (question("a/b", text={"en": "A"}), "ambiguous-link-id"),
        (question("a"), "no-text"),
        (question("a", text={"tr": "A"}), "no-translation"),
        (question("a", text={"en": "A"}, options=(Option("x", {"tr": "X"}),)), "no-translation"),
        (question("a", text={"en": "A"}, enable_when=(EnableWhen("a", Operator.NOT_EQUAL, "x"),)),
         "not-equal"),
    ],
)  # fmt: skip
def test_rule_for_our_own_forms_is_held(item: Item, code: str) -> None:
    assert code in [one for _, one in found(item, ours=True)]
    assert code not in [one for _, one in found(item)]


def test_circles_are_named_with_their_items() -> None:
    made = form(
        choice("a", enable_when=when("c")),
        choice("b", enable_when=when("a")),
        group("g", choice("c"), enable_when=when("b")),
        question("n", T.INTEGER, calculated="%m", variables={"m": "m"}),
        question("m", T.INTEGER, calculated="%n", variables={"n": "n"}),
    )
    circles = [one for one in check(made) if one.code is FaultCode.CYCLE]
    assert sorted(str(one.params["items"]) for one in circles) == ["a, c, g, b", "n, m"]
    assert "a, c, g, b" in fault_message(circles[0])


def test_every_code_has_its_words() -> None:
    assert set(FAULTS) == set(FaultCode)
    assert set(ISSUES) == set(IssueCode)

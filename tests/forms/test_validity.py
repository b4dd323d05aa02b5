"""Constraints on answers, one by one."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import Any

import pytest

from consult_app.forms.model import (
    Attachment,
    Coding,
    Constraint,
    ItemType,
    Option,
    PartialDate,
    Quantity,
    Reference,
    Value,
)
from consult_app.forms.words import issue_message
from tests.forms.inline import NO, YES, YNU, codes, form, group, question, state

T = ItemType
D = Decimal


def kg(value: str, unit: str = "kg") -> Quantity:
    return Quantity(D(value), unit, unit, "http://unitsofmeasure.org")


FINE: list[tuple[ItemType, dict[str, Any], Value]] = [
    (T.BOOLEAN, {}, False),
    (T.DECIMAL, {"max_decimal_places": 2, "min_value": 1, "max_value": D(9)}, D("1.25")),
    (T.INTEGER, {"min_value": 1, "max_value": 3}, 3),
    (T.DATE, {"min_value": PartialDate("2020-06-01")}, PartialDate("2020")),
    (T.DATE_TIME, {}, PartialDate("2020-06")),
    (T.DATE_TIME, {}, datetime(2020, 6, 1, 12, 30)),
    (T.TIME, {"max_value": time(12)}, time(12)),
    (T.STRING, {"max_length": 3, "pattern": "[0-9]{3}"}, "123"),
    (T.TEXT, {}, "line\nline"),
    (T.URL, {}, "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
    (T.URL, {}, "Patient/1"),
    (T.CHOICE, {"options": YNU}, NO),
    (T.CHOICE, {"options": (*YNU, Option("other"))}, "other"),
    (T.CHOICE, {"options": (Option(3),)}, 3),
    (T.CHOICE, {}, Coding("anything")),
    (T.OPEN_CHOICE, {"options": YNU}, "in my own words"),
    (T.STRING, {"options": (Option("a"),)}, "a"),
    (T.ATTACHMENT, {"mime_types": ("image/png",)}, Attachment("a.png", "image/png", 5)),
    (T.REFERENCE, {"reference_types": ("Patient",)}, Reference("Patient/12")),
    (T.REFERENCE, {}, Reference("#inside")),
    (T.QUANTITY, {"min_value": kg("1000", "g"), "max_value": kg("0.002", "t")}, kg("2")),
    (T.QUANTITY, {"unit_options": (Coding("kg"), Coding("g"))}, kg("5", "g")),
    (T.QUANTITY, {"max_value": D(9)}, kg("2")),
]
WRONG: list[tuple[ItemType, dict[str, Any], Value, str]] = [
    (T.BOOLEAN, {}, 1, "type"),
    (T.DECIMAL, {}, 1, "type"),
    (T.INTEGER, {}, D(1), "type"),
    (T.INTEGER, {}, True, "type"),
    (T.DATE, {}, "2020-01-01", "type"),
    (T.TIME, {}, "10:00", "type"),
    (T.STRING, {}, Coding("a"), "type"),
    (T.CHOICE, {"options": YNU}, "yes", "type"),
    (T.QUANTITY, {}, D(1), "type"),
    (T.DATE, {}, PartialDate("2023-02-29"), "format"),
    (T.DATE, {}, PartialDate("last May"), "format"),
    (T.URL, {}, "has a space", "format"),
    (T.URL, {}, "c:\\temp", "format"),
    (T.INTEGER, {"min_value": 5}, 4, "min"),
    (T.DECIMAL, {"max_value": D("4.5")}, D("4.51"), "max"),
    (T.DATE, {"max_value": PartialDate("2019")}, PartialDate("2020-01"), "max"),
    (T.QUANTITY, {"max_value": kg("1000", "g")}, kg("2"), "max"),
    (T.QUANTITY, {"max_value": kg("1000", "m")}, kg("2"), "unit"),
    (T.QUANTITY, {"unit": "kg", "unit_code": "kg"}, kg("2", "m"), "unit"),
    (T.QUANTITY, {"unit_options": (Coding("kg"),)}, kg("2", "g"), "unit"),
    (T.STRING, {"max_length": 3}, "1234", "max-length"),
    (T.STRING, {"min_length": 3}, "12", "min-length"),
    (T.STRING, {"pattern": "[0-9]{4}"}, "12345", "pattern"),
    (T.DECIMAL, {"max_decimal_places": 1}, D("1.25"), "max-decimals"),
    (T.CHOICE, {"options": YNU}, Coding("maybe"), "option"),
    (T.CHOICE, {"options": YNU}, Coding("yes", "elsewhere"), "option"),
    (T.OPEN_CHOICE, {"options": YNU}, Coding("maybe"), "option"),
    (T.TIME, {"options": (Option(time(10)),)}, time(9), "option"),
    (
        T.ATTACHMENT,
        {"mime_types": ("image/png",)},
        Attachment("a", "text/plain", 1),
        "content-type",
    ),
    (T.ATTACHMENT, {"max_size": 10}, Attachment("a", "text/plain", 11), "size"),
    (T.ATTACHMENT, {}, Attachment("a", "x/y", 9, "", "data:x/y;base64,YWJj"), "size"),
    (T.REFERENCE, {}, Reference("Chicken/1"), "reference"),
    (T.REFERENCE, {}, Reference("Patient"), "reference"),
    (T.REFERENCE, {"reference_types": ("Patient",)}, Reference("Device/1"), "reference"),
]


@pytest.mark.parametrize(("kind", "limits", "value"), FINE)
def test_answer_within_its_constraints_is_valid(
    kind: ItemType, limits: dict[str, Any], value: Value
) -> None:
    assert codes(state(form(question("q", kind, **limits)), {"q": value})) == []


@pytest.mark.parametrize(("kind", "limits", "value", "code"), WRONG)
def test_answer_beyond_a_constraint_is_named_by_its_code(
    kind: ItemType, limits: dict[str, Any], value: Value, code: str
) -> None:
    found = state(form(question("q", kind, **limits)), {"q": value})
    assert codes(found) == [("q", code)]
    assert issue_message(found.issues[0]).endswith(".")


def test_wrong_answer_among_several_is_named_by_its_place() -> None:
    found = state(form(question("q", T.INTEGER, repeats=True, max_value=3)), {"q[0]": 1, "q[2]": 4})
    assert codes(found) == [("q[2]", "max")]


def test_number_of_answers_is_held_to_its_bounds() -> None:
    made = form(question("q", repeats=True, min_occurs=2, max_occurs=3))
    given: dict[str, Value] = {f"q[{n}]": "a" for n in range(4)}
    assert codes(state(made, given)) == [("q", "max-occurs")]
    assert codes(state(made, {"q[0]": "a"})) == [("q", "min-occurs")]
    assert codes(state(made, {})) == []


def test_number_of_group_occurrences_counts_filled_ones() -> None:
    made = form(group("g", question("t"), repeats=True, min_occurs=2, max_occurs=2))
    opened = frozenset({"g[5]", "g[6]", "g[7]"})
    assert codes(state(made, {"g[0]/t": "a"}, openings=opened)) == [("g[0]", "min-occurs")]
    three: dict[str, Value] = {f"g[{n}]/t": "a" for n in range(3)}
    assert codes(state(made, three)) == [("g[2]", "max-occurs")]


def test_exclusive_option_stands_alone() -> None:
    none = Option(Coding("none"), exclusive=True)
    made = form(question("q", T.CHOICE, repeats=True, options=(*YNU, none)))
    assert codes(state(made, {"q[0]": Coding("none")})) == []
    assert codes(state(made, {"q[0]": Coding("none"), "q[1]": YES})) == [("q", "exclusive")]


def test_answer_to_a_group_is_named() -> None:
    assert codes(state(form(group("g", question("t"))), {"g": "a"})) == [("g", "not-a-question")]


def test_broken_pattern_of_a_form_blocks_nobody() -> None:
    assert codes(state(form(question("q", pattern="([")), {"q": "a"})) == []


def test_constraint_that_is_false_is_named_in_the_words_of_the_form() -> None:
    expression = "item.where(linkId='a').answer.value <= item.where(linkId='b').answer.value"
    rule = Constraint("order", expression, {"en": "The first is larger."})
    made = form(group("g", question("a", T.INTEGER), question("b", T.INTEGER), constraints=(rule,)))
    found = state(made, {"g/a": 2, "g/b": 1})
    assert codes(found) == [("g", "constraint")]
    assert issue_message(found.issues[0]) == "The first is larger."
    assert codes(state(made, {"g/a": 1, "g/b": 2})) == []
    assert codes(state(made, {"g/a": 1})) == []

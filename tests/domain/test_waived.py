"""A screen that only rules ask for which are switched off need not be answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.domain.rules import Answered, Basis, Comparison, Outcome, Rule
from consult_app.domain.suitability import only_read_by_off
from consult_app.domain.waived import waive
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Item, ItemType, Questionnaire

FORM = Questionnaire(
    "f",
    (
        Item("scar", ItemType.STRING, required=True),
        Item("fever", ItemType.STRING, required=True),
        Item("note", ItemType.STRING),
    ),
)


def rule(id_: str, item: str, basis: Basis = Basis.GENERAL_PRACTICE) -> Rule:
    when = Answered(item, Comparison.IS, ("yes",))
    return Rule(id_, "1", {}, when, Outcome.CAUTION, {}, ("G",), basis)


SCAR, FEVER, ALSO = rule("scar", "scar"), rule("fever", "fever"), rule("also", "scar")
SOURCE = replace(SCAR, basis=Basis.SOURCE_DOCUMENT)


@pytest.mark.parametrize(
    ("rules", "off", "waived"),
    [
        ((SCAR, FEVER), (), ()),
        ((SCAR, FEVER), ("scar",), ("scar",)),
        ((SCAR, FEVER, ALSO), ("scar",), ()),
        ((SCAR, FEVER, ALSO), ("scar", "also"), ("scar",)),
        ((SOURCE, FEVER), ("scar",), ()),
        ((SCAR,), ("no such rule",), ()),
    ],
)
def test_screen_is_waived_where_every_rule_that_reads_it_is_off(
    rules: tuple[Rule, ...], off: tuple[str, ...], waived: tuple[str, ...]
) -> None:
    assert only_read_by_off(rules, off) == frozenset(waived)


def test_waived_screen_is_missing_no_more_and_every_other_still_is() -> None:
    form = waive(evaluate(FORM, {}), {"scar"})
    assert [view.path for view in form.missing] == ["fever"]
    assert [issue.path for issue in form.issues] == ["fever"]
    scar = form.at("scar")
    assert scar is not None
    assert (scar.required, form.with_link_id("scar")) == (False, (scar,))


def test_waived_screen_may_still_be_answered_and_nothing_off_changes_nothing() -> None:
    form = evaluate(FORM, {"scar": "yes"})
    found = waive(form, {"scar"}).at("scar")
    assert found is not None
    assert found.answers == ("yes",)
    assert waive(form, frozenset()) is form

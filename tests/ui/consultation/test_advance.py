"""Where the keyboard goes: told on a small form, without a window."""

from __future__ import annotations

from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import (
    Answers,
    Coding,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    Questionnaire,
    Value,
)
from consult_app.services.still_open import askable
from consult_app.ui.consultation import advance
from consult_app.ui.consultation.moment import Moment, moment_of

YES, NO = Coding("yes"), Coding("no")
OPTIONS = (Option(YES), Option(NO))


def asks(link_id: str, *, required: bool = True, items: tuple[Item, ...] = ()) -> Item:
    return Item(link_id, ItemType.CHOICE, options=OPTIONS, required=required, items=items)


def under(link_id: str, of: str, *, required: bool = False) -> Item:
    when = EnableWhen(of, Operator.EQUAL, YES)
    return Item(link_id, ItemType.STRING, required=required, enable_when=(when,))


FORM = Questionnaire(
    "f",
    (
        Item(
            "s",
            ItemType.GROUP,
            items=(
                asks("a", items=(under("a1", "a"), under("a2", "a"))),
                Item("note", ItemType.STRING),
                asks("b"),
                Item(
                    "more",
                    ItemType.GROUP,
                    collapsed=True,
                    items=(asks("c", required=False),),
                ),
                Item("worked", ItemType.STRING, hidden=True, variables={"x": "b"}),
            ),
        ),
    ),
)
FOLDED = frozenset({"s/more"})


def moment(answers: dict[str, Value]) -> Moment:
    given: Answers = answers
    return moment_of(evaluate(FORM, given), editable=True)


def test_first_stands_at_what_must_be_answered() -> None:
    assert advance.first(moment({}), "s") == "s/a"
    assert advance.first(moment({"s/a": NO}), "s") == "s/b"
    assert advance.first(moment({"s/a": NO, "s/b": NO}), "s") is None


def test_answer_skips_what_may_stay_empty() -> None:
    assert advance.after(moment({"s/a": NO}), "s", "s/a", (), FOLDED) == "s/b"


def test_opened_follow_up_comes_first() -> None:
    opened = {"s/a/a1", "s/a/a2"}
    assert advance.after(moment({"s/a": YES}), "s", "s/a", opened, FOLDED) == "s/a/a1"


def test_follow_ups_are_walked_to_their_end() -> None:
    now = moment({"s/a": YES})
    assert advance.after(now, "s", "s/a/a1", (), FOLDED) == "s/a/a2"
    assert advance.after(now, "s", "s/a/a2", (), FOLDED) == "s/b"


def test_follow_up_that_opened_elsewhere_is_not_jumped_to() -> None:
    now = moment({"s/a": YES, "s/b": NO})
    assert advance.after(now, "s", "s/b", {"s/a/a1"}, FOLDED) is None


def test_closed_group_is_no_halt() -> None:
    assert advance.after(moment({"s/a": NO, "s/b": NO}), "s", "s/b", (), FOLDED) is None


def test_hidden_item_is_answered_where_it_is_read_from() -> None:
    assert askable(moment({}).form, "s/worked") == "s/b"
    assert askable(moment({}).form, "s/a") == "s/a"

"""Dates of a history: between the birth and today, as precise as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from consult_app.domain.dated import dated, in_order
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Answers, Item, ItemType, PartialDate, Questionnaire
from consult_app.forms.state import IssueCode

FORM = Questionnaire(
    "f",
    (
        Item("since", ItemType.DATE),
        Item("visit", ItemType.DATE, repeats=True),
        Item("note", ItemType.STRING),
    ),
)
BORN, TODAY = date(1979, 3, 12), date(2026, 11, 23)


def issues(answers: Answers) -> list[tuple[str, IssueCode]]:
    form = dated(evaluate(FORM, answers), BORN, TODAY, {"visit"})
    return [(i.path, i.code) for i in form.issues]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1850", IssueCode.MIN),
        ("1850-06-01", IssueCode.MIN),
        ("1978-12", IssueCode.MIN),
        ("1979-03-11", IssueCode.MIN),
        ("1979-03-12", None),
        ("1979-03", None),
        ("1979", None),
        ("2026-11-23", None),
        ("2026-11", None),
        ("2026", None),
        ("2026-11-24", IssueCode.MAX),
        ("2026-12", IssueCode.MAX),
        ("2027", IssueCode.MAX),
        ("2999-01-01", IssueCode.MAX),
    ],
)
def test_date_of_a_history_lies_between_birth_and_today(text: str, code: IssueCode | None) -> None:
    assert issues({"since": PartialDate(text)}) == ([("since", code)] if code else [])


def test_date_that_may_lie_ahead_is_only_held_against_the_birth() -> None:
    given = {"visit[0]": PartialDate("2027-01-01"), "visit[1]": PartialDate("1850")}
    assert issues(given) == [("visit[1]", IssueCode.MIN)]


def test_other_answers_are_left_alone() -> None:
    assert issues({"note": "1850-01-01"}) == []


PAIR = Questionnaire(
    "p",
    (
        Item(
            "ill",
            ItemType.GROUP,
            repeats=True,
            items=(Item("from", ItemType.DATE), Item("till", ItemType.DATE)),
        ),
    ),
)


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("2020-05-03", "2020-05-02", True),
        ("2020-05-03", "2020-05-03", False),
        ("2020-05-03", "2020-05-04", False),
        ("2020-05-03", "2020-04", True),
        ("2020-05-03", "2020-05", False),
        ("2020-05-03", "2020", False),
        ("2020-05", "2019", True),
        ("2020", "2020-01-01", False),
        ("2021", "2020-12-31", True),
    ],
)
def test_second_date_of_a_pair_is_wrong_only_where_no_order_could_be_right(
    first: str, second: str, wrong: bool
) -> None:
    answers = {"ill[0]/from": PartialDate(first), "ill[0]/till": PartialDate(second)}
    found = in_order(evaluate(PAIR, answers), [("from", "till")]).issues
    assert [(i.path, i.params["after"]) for i in found] == (
        [("ill[0]/till", PartialDate(first))] if wrong else []
    )


def test_dates_of_two_entries_of_a_list_are_not_held_against_each_other() -> None:
    answers = {
        "ill[0]/from": PartialDate("2020"),
        "ill[1]/till": PartialDate("2010"),
        "ill[2]/till": PartialDate("2011"),
    }
    assert in_order(evaluate(PAIR, answers), [("from", "till")]).issues == ()

"""Dates of a history: between the birth and today, as precise as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from consult_app.domain.dated import dated
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

"""What is typed into a question: read, echoed in words, asked where it has two readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from consult_app.forms.model import Item, ItemType, PartialDate
from consult_app.forms.state import Issue, IssueCode
from consult_app.ui.consultation.issue_words import issue_words
from consult_app.ui.consultation.reading import date_parser, number_parser, shown, time_parser
from consult_app.ui.context import Context

TEMPERATURE = Item("t", ItemType.DECIMAL, unit="°C", min_value=Decimal(30), max_value=Decimal(45))
SESSIONS = Item("s", ItemType.INTEGER)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2019", "2019"),
        ("may 2019", "2019-05"),
        ("3 may 2019", "2019-05-03"),
        ("today", "2026-11-23"),
    ],
)
def test_date_as_precise_as_it_was_typed(ctx: Context, typed: str, value: str) -> None:
    assert date_parser(ctx)(typed).value == PartialDate(value)


def test_date_shown_is_read_back_the_same(ctx: Context) -> None:
    for text in ("2019", "2019-05", "2019-05-03"):
        assert date_parser(ctx)(shown(PartialDate(text), ctx)).value == PartialDate(text)


def test_echo_stays_away_where_it_repeats(ctx: Context) -> None:
    assert date_parser(ctx)("3 May 2019").words == ""
    assert date_parser(ctx)("3.5.2019").words == "3 May 2019"
    assert number_parser(ctx, SESSIONS)("1500").words == "1,500"


def test_two_readings_are_asked_and_each_can_be_read(ctx: Context) -> None:
    parse = number_parser(ctx, TEMPERATURE)
    asked = parse("1.500")
    assert asked.value is None
    assert {parse(text).value for _words, text in asked.choices} == {Decimal(1500), Decimal("1.5")}


def test_comma_and_point_are_both_read(ctx: Context) -> None:
    ctx.settings = replace(ctx.settings, decimal_comma=True)
    parse = number_parser(ctx, TEMPERATURE)
    assert parse("38,5").value == parse("38.5").value == Decimal("38.5")
    assert shown(Decimal("38.5"), ctx) == "38,5"


def test_whole_number_refuses_a_part(ctx: Context) -> None:
    assert number_parser(ctx, SESSIONS)("3").value == 3
    assert number_parser(ctx, SESSIONS)("3.5").error


@pytest.mark.parametrize("typed", ["9:30", "0930", "9.30"])
def test_time_is_read_in_any_way(typed: str) -> None:
    assert time_parser()(typed).value == time(9, 30)


def test_no_such_time_is_said() -> None:
    assert time_parser()("25:00").error


@pytest.mark.parametrize("code", list(IssueCode))
def test_every_fault_has_its_sentence(code: IssueCode) -> None:
    words = issue_words(Issue("p", "t", code, {"max": 3, "min": 1}), TEMPERATURE, "en")
    assert words.endswith(".")
    assert "{" not in words


def test_limit_is_told_with_its_unit() -> None:
    issue = Issue("p", "t", IssueCode.MAX, {"max": Decimal(45)})
    assert (
        issue_words(issue, TEMPERATURE, "en") == "The most that can be entered is 45 °C: check it."
    )

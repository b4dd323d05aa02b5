"""The PIN opens for a shift, five tries long, and never shows itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult_app.domain import pin
from consult_app.domain.pin import Outcome
from consult_app.errors import Refused

NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


def refusal(digits: str) -> str:
    with pytest.raises(Refused) as refused:
        pin.begin(digits, NOW)
    return refused.value.code


@pytest.mark.parametrize("digits", ["7294", "80417", "582046", "92740163"])
def test_begin_four_to_eight_digits_opens(digits: str) -> None:
    held, outcome = pin.begin(digits, NOW).tried(digits, NOW)
    assert outcome is Outcome.RIGHT
    assert held.tries_left == pin.TRIES


@pytest.mark.parametrize(
    "digits", ["", "729", "927401635", "72a4", "7 294", "-729", "7.29", "七二九四"]
)
def test_begin_anything_else_is_refused(digits: str) -> None:
    assert refusal(digits) == "pin.not-digits"


@pytest.mark.parametrize(
    "digits",
    ["0000", "77777777", "1234", "4321", "6789", "7890", "0987", "890123", "1212", "123123",
     "72947294", "1979", "2026"],
)  # fmt: skip
def test_begin_guessable_is_refused(digits: str) -> None:
    assert refusal(digits) == "pin.guessable"


@pytest.mark.parametrize("digits", ["1975301", "2580", "1357", "19791", "200412"])
def test_begin_without_a_plain_pattern_is_taken(digits: str) -> None:
    assert pin.begin(digits, NOW).tried(digits, NOW)[1] is Outcome.RIGHT


def test_tried_in_digits_of_another_script_is_the_same() -> None:
    assert pin.begin("7294", NOW).tried("٧٢٩٤", NOW)[1] is Outcome.RIGHT


def test_tried_wrong_five_times_asks_for_the_password() -> None:
    held = pin.begin("7294", NOW)
    outcomes = []
    for _ in range(pin.TRIES):
        held, outcome = held.tried("7295", NOW)
        outcomes.append(outcome)
    assert outcomes == [Outcome.WRONG] * 4 + [Outcome.SPENT]
    assert held.spent(NOW)
    assert held.tried("7294", NOW)[1] is Outcome.SPENT


def test_tried_right_gives_all_tries_back() -> None:
    held = pin.begin("7294", NOW)
    for _ in range(pin.TRIES - 1):
        held, _outcome = held.tried("0", NOW)
    assert held.tries_left == 1
    held, outcome = held.tried("7294", NOW)
    assert (held.tries_left, outcome) == (pin.TRIES, Outcome.RIGHT)


@pytest.mark.parametrize("later", [pin.SHIFT, timedelta(days=400), timedelta(minutes=-1)])
def test_tried_outside_the_shift_asks_for_the_password(later: timedelta) -> None:
    held = pin.begin("7294", NOW)
    assert held.spent(NOW + later)
    held, outcome = held.tried("7294", NOW + later)
    assert outcome is Outcome.SPENT
    assert held.tried("7294", NOW)[1] is Outcome.SPENT, "setting the clock does not bring it back"


def test_tried_just_before_the_end_of_the_shift_opens() -> None:
    end = NOW + pin.SHIFT - timedelta(seconds=1)
    assert pin.begin("7294", NOW).tried("7294", end)[1] is Outcome.RIGHT


def test_begin_shows_nothing_of_the_pin() -> None:
    held, again = pin.begin("7294", NOW), pin.begin("7294", NOW)
    assert "7294" not in repr(held)
    assert held._hash not in repr(held).encode()
    assert held._hash != again._hash, "each has its own salt"

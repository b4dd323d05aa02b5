"""When a note may be added, and which notes stand."""

from __future__ import annotations

import pytest

from consult_app.domain.addendum import NewAddendum, checked, takes
from consult_app.domain.consultation import State
from consult_app.domain.texts import NOTE
from consult_app.errors import Refused


@pytest.mark.parametrize(
    ("state", "whole", "treatment"),
    [
        (State.DRAFT, False, False),
        (State.DECIDED, False, True),
        (State.CLOSED, True, True),
        (State.ABANDONED, False, False),
        (State.IN_ERROR, False, False),
    ],
)
def test_addendum_taken_only_where_nothing_else_can_be_changed(
    state: State, whole: bool, treatment: bool
) -> None:
    assert (takes(state, treatment=False), takes(state, treatment=True)) == (whole, treatment)


@pytest.mark.parametrize("state", [s for s in State if s is not State.CLOSED])
def test_addendum_before_the_end_is_refused(state: State) -> None:
    with pytest.raises(Refused, match=r"addendum\.not-closed"):
        checked(NewAddendum("She called."), state)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "text-missing"), (" \n\t", "text-missing"), ("a" * (NOTE + 1), "too-long")],
)
def test_addendum_without_words_or_with_too_many_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused, match=rf"addendum\.{code}"):
        checked(NewAddendum(text), State.CLOSED)


def test_addendum_keeps_its_lines_and_its_treatment() -> None:
    new = checked(NewAddendum("  One.\nTwo <b>&amp;</b> 🌿 \n", 3), State.DECIDED)
    assert new == NewAddendum("One.\nTwo <b>&amp;</b> 🌿", 3)

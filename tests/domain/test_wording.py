"""Versions of the clinic's own words: every move, and what a change is."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from consult_app.domain.wording import (
    VERSION_MOVES,
    Change,
    Version,
    VersionMove,
    VersionState,
    after,
)
from consult_app.errors import Refused

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DRAFT = Version(1, "en", 1, "b", VersionState.DRAFT, (), 1, NOW)


@pytest.mark.parametrize(("state", "move"), list(product(VersionState, VersionMove)))
def test_move_leads_where_the_table_says_or_is_refused(
    state: VersionState, move: VersionMove
) -> None:
    target = VERSION_MOVES.get((state, move))
    if target is not None:
        assert after(state, move) is target
        return
    with pytest.raises(Refused) as refused:
        after(state, move)
    assert refused.value.code == "wording.forbidden-move"


def test_nothing_leads_out_of_what_was_approved_but_its_retirement() -> None:
    out = {move for state, move in VERSION_MOVES if state is VersionState.APPROVED}
    assert out == {VersionMove.RETIRE}
    ends = (VersionState.RETIRED, VersionState.DISCARDED)
    assert not any(state in ends for state, _move in VERSION_MOVES)


def test_change_said_twice_is_said_once_and_said_as_shipped_is_none() -> None:
    one = Change("a", "was", "is")
    said = DRAFT.said(one)
    assert said == (one,)
    again = Version(1, "en", 1, "b", VersionState.DRAFT, said, 1, NOW)
    assert again.change("a") == one
    assert again.said(Change("a", "was", "other")) == (Change("a", "was", "other"),)
    assert again.said(Change("a", "was", "was")) == ()

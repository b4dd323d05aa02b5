"""A consultation's states: every permitted move, and every other pair named and refused."""

from __future__ import annotations

from itertools import product

import pytest

from consult_app.domain.consultation import Move, State, after
from consult_app.domain.decision import Choice
from consult_app.errors import Refused

# state    move          leads to; a move that is not named here is forbidden
TABLE = """
draft      decide        decided
draft      abandon       abandoned
draft      wrong-patient entered-in-error
decided    close         closed
decided    reopen        draft
decided    resume        draft
decided    wrong-patient entered-in-error
closed     wrong-patient entered-in-error
abandoned  wrong-patient entered-in-error
"""
PERMITTED = {
    (State(line.split()[0]), Move(line.split()[1])): State(line.split()[2])
    for line in TABLE.strip().splitlines()
}
FORBIDDEN = [pair for pair in product(State, Move) if pair not in PERMITTED]


@pytest.mark.parametrize(("state", "move"), list(PERMITTED))
def test_permitted_move_with_a_reason_leads_where_the_table_says(state: State, move: Move) -> None:
    assert after(state, move, choice=Choice.DEFER, reason="why") is PERMITTED[state, move]


@pytest.mark.parametrize(("state", "move"), FORBIDDEN)
@pytest.mark.parametrize("choice", [None, *Choice])
def test_forbidden_move_is_refused_by_name_whatever_was_decided(
    state: State, move: Move, choice: Choice | None
) -> None:
    with pytest.raises(Refused) as refused:
        after(state, move, choice=choice, reason="why")
    assert refused.value.code == "consultation.forbidden-move"
    assert refused.value.params == {"move": move.value, "state": state.value}


@pytest.mark.parametrize(
    ("choice", "may"),
    [
        (Choice.DEFER, True),
        (Choice.REFER, True),
        (Choice.PROCEED, False),
        (Choice.DO_NOT_TREAT, False),
        (None, False),
    ],
)
def test_resume_only_after_defer_or_refer(choice: Choice | None, may: bool) -> None:
    if may:
        assert after(State.DECIDED, Move.RESUME, choice=choice) is State.DRAFT
        return
    with pytest.raises(Refused, match=r"consultation\.forbidden-move"):
        after(State.DECIDED, Move.RESUME, choice=choice)


@pytest.mark.parametrize(("state", "move"), list(PERMITTED))
@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_reopening_abandoning_and_wrong_patient_need_a_reason(
    state: State, move: Move, reason: str
) -> None:
    if move in {Move.REOPEN, Move.ABANDON, Move.WRONG_PATIENT}:
        with pytest.raises(Refused, match=r"consultation\.reason-missing"):
            after(state, move, choice=Choice.DEFER, reason=reason)
    else:
        assert after(state, move, choice=Choice.DEFER, reason=reason) is PERMITTED[state, move]


def test_entered_in_error_is_final() -> None:
    assert not [move for state, move in PERMITTED if state is State.IN_ERROR]

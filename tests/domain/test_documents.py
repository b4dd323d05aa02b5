"""A stored document's states: every permitted move, and every other pair named and refused."""

from __future__ import annotations

from itertools import product

import pytest

from consult_app.domain.documents import DocumentMove, DocumentState, after
from consult_app.errors import Refused

PERMITTED = {
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.FINISH): DocumentState.FINAL,
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.VOID): DocumentState.VOID,
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.SUPERSEDE): DocumentState.SUPERSEDED,
    (DocumentState.FINAL, DocumentMove.SUPERSEDE): DocumentState.SUPERSEDED,
    (DocumentState.FINAL, DocumentMove.VOID): DocumentState.VOID,
}
FORBIDDEN = [p for p in product(DocumentState, DocumentMove) if p not in PERMITTED]


@pytest.mark.parametrize(("state", "move"), list(PERMITTED))
def test_permitted_move_leads_where_the_table_says(
    state: DocumentState, move: DocumentMove
) -> None:
    assert after(state, move, reason="why") is PERMITTED[state, move]


@pytest.mark.parametrize(("state", "move"), FORBIDDEN)
def test_forbidden_move_is_refused_by_name(state: DocumentState, move: DocumentMove) -> None:
    with pytest.raises(Refused) as refused:
        after(state, move, reason="why")
    assert refused.value.code == "document.forbidden-move"
    assert refused.value.params == {"move": move.value, "state": state.value}


@pytest.mark.parametrize("state", [DocumentState.AWAITING_SIGNATURE, DocumentState.FINAL])
def test_void_without_a_reason_is_refused(state: DocumentState) -> None:
    with pytest.raises(Refused, match=r"document\.reason-missing"):
        after(state, DocumentMove.VOID, reason="  ")


def test_finishing_and_superseding_need_no_reason() -> None:
    final = after(DocumentState.AWAITING_SIGNATURE, DocumentMove.FINISH)
    assert after(final, DocumentMove.SUPERSEDE) is DocumentState.SUPERSEDED

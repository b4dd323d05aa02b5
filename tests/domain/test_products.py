"""A lot: on which days and in which states it may be used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult_app.domain.products import Lot, LotState
from consult_app.errors import Refused

DAY = date(2025, 6, 2)


@pytest.mark.parametrize(
    ("state", "days_left", "code"),
    [
        (LotState.IN_STOCK, 0, ""),
        (LotState.IN_STOCK, 400, ""),
        (LotState.IN_STOCK, -1, "lot.expired"),
        (LotState.QUARANTINED, 1, "lot.not-in-stock"),
        (LotState.USED_UP, 1, "lot.not-in-stock"),
        (LotState.RECALLED, 1, "lot.recalled"),
        (LotState.RECALLED, -1, "lot.recalled"),
    ],
)
def test_lot_says_why_it_may_not_be_used(state: LotState, days_left: int, code: str) -> None:
    lot = Lot(1, 1, "L-42", DAY + timedelta(days=days_left), state)
    assert lot.refusal(DAY) == code
    if code:
        with pytest.raises(Refused) as refused:
            lot.require(DAY)
        assert refused.value.code == code
    else:
        lot.require(DAY)

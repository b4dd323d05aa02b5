"""A lot: on which days and in which states it may be used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult_app.domain.products import Lot, LotState, Stock, stock
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


def lots(*kept: tuple[int, LotState]) -> tuple[Lot, ...]:
    return tuple(
        Lot(i, 1, f"A{i}", DAY + timedelta(days=days), state)
        for i, (days, state) in enumerate(kept)
    )


HERE, AWAY = LotState.IN_STOCK, LotState.QUARANTINED


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ((), Stock.NONE),
        (((90, AWAY),), Stock.NONE),
        (((90, LotState.USED_UP),), Stock.NONE),
        (((90, HERE),), Stock.USABLE),
        (((30, HERE),), Stock.USABLE),
        (((29, HERE),), Stock.NEARLY_EXPIRED),
        (((0, HERE),), Stock.NEARLY_EXPIRED),
        (((-1, HERE),), Stock.EXPIRED),
        (((-1, AWAY),), Stock.NONE),
        (((90, LotState.RECALLED),), Stock.RECALLED),
        (((90, LotState.RECALLED), (-1, HERE)), Stock.RECALLED),
        (((90, LotState.RECALLED), (90, HERE)), Stock.USABLE),
        (((3, HERE), (90, HERE)), Stock.USABLE),
        (((3, HERE), (90, AWAY)), Stock.NEARLY_EXPIRED),
    ],
)
def test_stock_is_the_best_that_can_be_said_of_the_lots(
    kept: tuple[tuple[int, LotState], ...], expected: Stock
) -> None:
    assert stock(lots(*kept), DAY, near_days=30) is expected

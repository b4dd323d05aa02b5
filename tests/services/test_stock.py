"""Stock: it goes down with the treatment or not at all, and never below none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.products import Lot, LotState, Product, StockWhy
from consult_app.services import products, scanning, treatments
from tests.everything import refused_unchanged
from tests.services.refusing import refused
from tests.services.walk import Walk

GTIN = "04012345678901"
SOON = date(2026, 12, 1)


def counted(walk: Walk, units: int) -> Lot:
    """A lot of the clinic's product with so many units, which expires before the other."""
    return products.add_lot(
        walk.acting, walk.clinic.product.id, "C1", date(2027, 1, 1), units=units
    )


def lot(walk: Walk, number: str) -> Lot:
    held = products.lots(walk.acting, walk.clinic.product.id)
    return next(one for one in held if one.number == number)


def treat(walk: Walk, lot_id: int, units: int | None = None) -> None:
    consent, _record = walk.given()
    new = replace(walk.new_treatment(consent.consultation_id), lot_id=lot_id, units=units)
    treatments.record(walk.acting, consent.consultation_id, new)


def test_units_go_from_the_shelf_with_the_treatment(walk: Walk) -> None:
    treat(walk, counted(walk, 10).id, units=2)
    assert lot(walk, "C1").units == 8
    moves = products.stock_moves(walk.acting, lot(walk, "C1").id)
    assert [(m.why, m.units) for m, _who in moves] == [
        (StockWhy.TREATMENT, -2),
        (StockWhy.ARRIVAL, 10),
    ]


def test_one_unit_goes_where_nobody_said_how_many(walk: Walk) -> None:
    treat(walk, counted(walk, 10).id)
    assert lot(walk, "C1").units == 9


def test_last_unit_makes_the_lot_used_up(walk: Walk) -> None:
    treat(walk, counted(walk, 1).id)
    assert (lot(walk, "C1").units, lot(walk, "C1").state) == (0, LotState.USED_UP)


def test_more_than_there_are_is_refused_and_nothing_is_recorded(walk: Walk) -> None:
    held = counted(walk, 1)
    consent, _record = walk.given()
    new = replace(walk.new_treatment(consent.consultation_id), lot_id=held.id, units=2)
    said = refused_unchanged(
        walk.acting, lambda: treatments.record(walk.acting, consent.consultation_id, new)
    )
    assert "1" in said


def test_lot_that_nobody_counted_is_used_without_a_count(walk: Walk) -> None:
    treat(walk, lot(walk, "A7731").id)
    assert lot(walk, "A7731").units is None
    assert products.stock_moves(walk.acting, lot(walk, "A7731").id) == ()


def test_count_is_corrected_with_a_reason(walk: Walk) -> None:
    held = counted(walk, 10)
    with refused("lot.reason-missing"):
        products.count_lot(walk.acting, held.id, 7, " ")
    products.count_lot(walk.acting, held.id, 7, "Three broken")
    (move, who), _arrival = products.stock_moves(walk.acting, held.id)
    assert (move.why, move.units, move.reason) == (StockWhy.CORRECTION, -3, "Three broken")
    assert who == walk.acting.user.display_name
    assert products.count_lot(walk.acting, held.id, 0, "All gone").state is LotState.USED_UP
    assert products.count_lot(walk.acting, held.id, 2, "Found two").state is LotState.IN_STOCK
    with refused("lot.units-impossible"):
        products.count_lot(walk.acting, held.id, -1, "A slip")


def test_lot_with_units_left_is_not_called_used_up_nor_one_without_in_stock(walk: Walk) -> None:
    held = counted(walk, 3)
    with refused("lot.units-left"):
        products.set_lot_state(walk.acting, held, LotState.USED_UP)
    products.count_lot(walk.acting, held.id, 0, "All gone")
    with refused("lot.none-left"):
        products.set_lot_state(walk.acting, held, LotState.IN_STOCK)


@pytest.mark.parametrize("units", [0, -1, 100_001])
def test_units_that_cannot_be_are_refused(walk: Walk, units: int) -> None:
    with refused("lot.units-impossible"):
        counted(walk, units)


def test_lot_cannot_arrive_tomorrow_and_arrives_today_if_nobody_says(walk: Walk) -> None:
    assert counted(walk, 1).arrived == walk.acting.today()
    with refused("lot.arrived-in-future"):
        products.add_lot(
            walk.acting,
            walk.clinic.product.id,
            "D1",
            SOON,
            arrived=walk.acting.today() + timedelta(days=1),
        )


def test_lots_about_to_expire_are_found_and_those_set_aside_are_not(walk: Walk) -> None:
    id_ = walk.clinic.product.id
    for number in ("S1", "S2"):
        products.add_lot(walk.acting, id_, number, SOON)
    products.set_lot_state(walk.acting, lot(walk, "S2"), LotState.QUARANTINED)
    assert [one.number for one in products.expiring(walk.acting, 30)] == ["S1"]
    assert products.expiring(walk.acting, 3) == ()


# ------------------------------------------------------------------------------------ the passport


def test_passport_is_kept_and_changed(walk: Walk) -> None:
    new = replace(walk.clinic.product, gtin="4012345678901", keeping="2 to 8 °C, dark")
    changed = products.change_product(walk.acting, new)
    assert (changed.gtin, changed.keeping) == (GTIN, "2 to 8 °C, dark")
    assert changed.label == walk.clinic.product.label


def test_number_of_a_package_is_of_one_product(walk: Walk) -> None:
    products.change_product(walk.acting, replace(walk.clinic.product, gtin=GTIN))
    with refused("product.gtin-taken"):
        products.add_product(walk.acting, Product(0, "Another", gtin=GTIN))


def test_scan_finds_product_and_lot_and_says_what_is_not_recorded(walk: Walk) -> None:
    scan = f"01{GTIN}1727083110A7731"
    assert scanning.look_up(walk.acting, scan).product is None
    products.change_product(walk.acting, replace(walk.clinic.product, gtin=GTIN))
    found = scanning.look_up(walk.acting, scan)
    assert (found.product, found.lot) == (
        products.products(walk.acting)[0],
        lot(walk, "A7731"),
    )
    assert scanning.look_up(walk.acting, f"01{GTIN}1727083110NEW").lot is None
    with refused("scan.other-expiry"):
        scanning.look_up(walk.acting, f"01{GTIN}1727093010A7731")
    with refused("barcode.no-product"):
        scanning.look_up(walk.acting, "10A7731")


def test_scan_chooses_the_lot_of_the_planned_product_alone(walk: Walk) -> None:
    product = products.change_product(walk.acting, replace(walk.clinic.product, gtin=GTIN))
    lots = products.lots(walk.acting, product.id)
    assert scanning.choose(f"01{GTIN}1727083110a7731", product, lots) == lot(walk, "A7731")
    with refused("scan.other-product"):
        scanning.choose("010401234567891810A7731", product, lots)
    with refused("scan.lot-unknown"):
        scanning.choose(f"01{GTIN}10NEW", product, lots)

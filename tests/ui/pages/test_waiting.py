"""What waits, on the page of the day and in its own: counted, opened by Enter, gone when done."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from consult_app.domain.patients import Patient
from consult_app.domain.products import LotState
from consult_app.services import products, worklists
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.waiting import WaitingPage


def near_lot(ctx: Context) -> str:
    """A lot whose day is near; the name of its list on the day's page."""
    (product,) = products.products(ctx.acting)
    products.add_lot(ctx.acting, product.id, "B1", ctx.acting.today() + timedelta(days=3))
    ctx.go.records_changed.emit()
    return "Lots about to expire: 1"


def test_nothing_is_said_where_nothing_waits(hands: Hands, elif_demir: Patient) -> None:
    hands.settle()
    assert not hands.sees("What waits")


def test_what_comes_up_is_counted_and_enter_opens_its_place(hands: Hands, ctx: Context) -> None:
    hands.click(near_lot(ctx))
    page = hands.window.findChildren(WaitingPage)[-1]
    hands.wait(lambda: page.table.current is not None, "the lot is not listed")
    parts: list[str] = []
    ctx.go.clinic_part.connect(parts.append)
    hands.press(Qt.Key.Key_Return)
    assert parts == ["products"]
    hands.find("Part of the clinic")


def test_list_that_is_done_goes_while_the_page_is_in_sight(hands: Hands, ctx: Context) -> None:
    name = near_lot(ctx)
    hands.find(name)
    (product,) = products.products(ctx.acting)
    lot = products.lots(ctx.acting, product.id)[0]
    products.set_lot_state(ctx.acting, lot, LotState.QUARANTINED)
    ctx.go.records_changed.emit()
    hands.wait(lambda: not hands.sees(name), "the list is still there")
    assert set(worklists.counts(ctx.acting).values()) == {0}


def test_letters_narrow_a_list(hands: Hands, ctx: Context) -> None:
    hands.click(near_lot(ctx))
    page = hands.window.findChildren(WaitingPage)[-1]
    hands.wait(lambda: page.table.current is not None, "the lot is not listed")
    hands.write("zzz")
    hands.find("Nothing here fits these letters.")
    assert page.table.shown_ids == ()


def test_button_leads_where_enter_does_and_another_leads_back(hands: Hands, ctx: Context) -> None:
    hands.click(near_lot(ctx))
    hands.click("Go to it")
    hands.find("Part of the clinic")
    hands.click("Today")
    hands.click("Lots about to expire: 1")
    hands.click("Back to today")
    hands.find("What waits")

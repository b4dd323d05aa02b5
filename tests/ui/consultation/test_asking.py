"""What is contradictory, impossible or unusual is asked about, and never traps anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from consult_app import i18n
from consult_app.domain.decision import Choice
from consult_app.domain.products import Standing, Status
from consult_app.forms.model import Coding, Item, say
from consult_app.packs.rules import all_items
from consult_app.services import decisions, products, shelf
from consult_app.ui.consultation.steps import DECISION
from consult_app.ui.kit import BodyMap
from tests.clinics import LABEL
from tests.ui.consultation.conftest import CTRL, RETURN, TAB, Open

STRIP = "Suitability"
CONTRADICTION = "Immune or inflammatory joint disease, yet no immune disease"


def test_contradictory_answers_ask_and_a_reason_lets_the_physician_go_on(suitable: Open) -> None:
    hands = suitable.hands
    suitable.go("ind")
    hands.answer("Field of medicine", "Immune system")
    assert hands.reads("Ask before deciding. 1 finding")
    hands.click("Give a reason", STRIP, CONTRADICTION)
    hands.fill("The reason to go on", "Asked again; it is not a disease of the immune system.")
    hands.click("Save the reason")
    hands.answer("What do you decide?", "Proceed")
    hands.fill("Reason for the decision", "Talked over.")
    hands.press(RETURN, CTRL)
    hands.settle()
    (decision,) = decisions.history(suitable.acting, suitable.page.id)
    assert decision.record.choice is Choice.PROCEED


def test_contradiction_is_over_once_one_of_the_answers_is_corrected(suitable: Open) -> None:
    suitable.go("ind")
    suitable.hands.answer("Field of medicine", "Immune system")
    assert suitable.hands.sees(CONTRADICTION, STRIP)
    suitable.hands.click(CONTRADICTION, STRIP)
    suitable.hands.answer("Field of medicine", "Skin")
    assert not suitable.hands.sees(CONTRADICTION, STRIP)
    assert suitable.hands.reads("Nothing stands in the way")


@pytest.mark.parametrize(
    ("section", "opens", "first", "then", "days"),
    [
        ("ci", "An active infection?", "Since", "Treatment ends", ("5 May 2026", "4 May 2026")),
        ("ci", "Cancer, now or ever?", "Diagnosed", "Last treatment", ("2021", "2019")),
    ],
)
def test_dates_in_an_order_that_cannot_be_are_said_kept_and_left(
    suitable: Open, section: str, opens: str, first: str, then: str, days: tuple[str, str]
) -> None:
    suitable.go(section)
    suitable.hands.answer(opens, "Yes")
    for name, day in zip((first, then), days, strict=True):
        suitable.hands.fill(name, day, opens)
        suitable.hands.press(TAB)
    assert suitable.hands.reads("which has to come first: check both dates.")
    assert len([path for path in suitable.stored if path.startswith("ci/")]) >= 10
    suitable.go(DECISION)  # nobody is held on the page
    suitable.hands.answer("What do you decide?", "Proceed")
    assert not suitable.hands.find("Decide").isEnabled()


def test_product_that_the_law_forbids_stands_in_the_way_until_another_is_planned(
    suitable: Open, show: Callable[[int], Open]
) -> None:
    acting, page = suitable.acting, suitable.page.id
    suitable.page.close()
    planned = products.products(acting)[0]
    status = Status("TR", Standing.NOT_PERMITTED, "Made up for tests", date(2026, 1, 1))
    products.set_label(acting, planned.id, replace(LABEL, statuses=(status,)))
    other = products.add_product(acting, replace(planned, id=0, name="Example-OTHER", label=LABEL))
    products.add_lot(acting, other.id, "B2", date(2027, 8, 31))
    opened = show(page)
    title = "Product not permitted in this country"
    opened.hands.click(title, STRIP)
    assert opened.page.place == "tx"
    opened.hands.answer("Product", "Example-OTHER")
    assert not opened.hands.sees(title, STRIP)
    assert opened.hands.reads("Nothing stands in the way")


def area() -> Item:
    pack = shelf.shipped()
    return all_items(pack.questionnaire)[pack.roles["site.area"]]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Knee, left"),
        ("tr", "Diz, sol"),
        ("de", "Knie, links"),
        ("ar", "الركبة، يسار"),
    ],
)
def test_body_map_says_region_and_side_in_each_language(
    suitable: Open, language: str, told: str
) -> None:
    regions = [
        (o.value.code, say(o.text, language)) for o in area().options if isinstance(o.value, Coding)
    ]
    assert all(words for _code, words in regions)
    body = BodyMap(regions)
    body.set_value("knee", "left")
    with i18n.speaking(language):
        assert body.accessible_value() == told
    body.deleteLater()


def test_body_map_is_worked_by_keys_and_answers_area_and_side(fresh: Open) -> None:
    fresh.go("tx")
    fresh.hands.travel("Body map")
    for _step in range(3):
        fresh.hands.press(Qt.Key.Key_Down)
    fresh.hands.press(Qt.Key.Key_Left)
    fresh.hands.press(Qt.Key.Key_Space)
    assert fresh.code("tx/tx.site[0]/tx.area") == "shoulder"
    assert fresh.code("tx/tx.site[0]/tx.side") in {"left", "right"}

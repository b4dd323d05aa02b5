"""The body map: the drawing is whole, each area can be clicked and walked to, sides are right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import BodyMap
from consult_app.ui.kit.bodyart import artwork
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.gallery import REGIONS
from tests.ui.kit.hands import click, press, show

DRAWN = sorted({(s.region, s.side) for s in artwork().shapes})


@pytest.fixture
def body(qtbot: QtBot) -> BodyMap:
    """All areas, shown."""
    made = BodyMap(REGIONS, name="Area")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    show(made)
    return made


def test_artwork_has_every_area_on_both_sides() -> None:
    for region, _label in REGIONS:
        assert {side for drawn, side in DRAWN if drawn == region} == {"left", "right"}


def test_artwork_shapes_lie_within_their_outline() -> None:
    art = artwork()
    for shape in art.shapes:
        outline = art.outlines[[view for view, _middle in art.titles].index(shape.view)]
        assert outline.boundingRect().adjusted(-1, -1, 1, 1).contains(shape.points.boundingRect())


def test_artwork_left_of_the_patient_is_right_on_the_front_and_left_on_the_back() -> None:
    middles = dict(artwork().titles)
    for shape in artwork().shapes:
        to_the_right = shape.points.boundingRect().center().x() > middles[shape.view]
        assert to_the_right == ((shape.side == "left") == (shape.view == "front"))


@pytest.mark.parametrize(("region", "side"), DRAWN)
def test_click_chooses_what_is_under_it(body: BodyMap, region: str, side: str) -> None:
    at = body.center_of(region, side).toPoint()
    chosen = QSignalSpy(body.chosen)
    click(body, at)
    expected = "" if region in artwork().midline else side
    assert chosen.at(0) == [region, expected]
    assert body.value == (region, expected)


def test_click_other_side_gives_both_and_again_takes_it_back(body: BodyMap) -> None:
    left, right = (body.center_of("knee", side).toPoint() for side in ("left", "right"))
    seen = []
    for at in (left, right, left, right):
        click(body, at)
        seen.append(body.value)
    assert seen == [("knee", "left"), ("knee", "both"), ("knee", "right"), ("", "")]


def test_click_beside_the_body_chooses_nothing(body: BodyMap, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(body.chosen):
        click(body, QPointF(1, body.height() / 2).toPoint())


def test_keys_reach_every_area_and_side(body: BodyMap) -> None:
    reached = set()
    for _ in REGIONS:
        for _side in range(2):
            press(body, Qt.Key.Key_Space)
            reached.add(body.value)
            press(body, Qt.Key.Key_Backspace)
            press(body, Qt.Key.Key_Right)
        press(body, Qt.Key.Key_Down)
    middle = artwork().midline
    wanted = {(r, "") if r in middle else (r, s) for r, s in DRAWN}
    assert reached == wanted


def test_set_value_is_silent_and_an_undrawn_area_is_no_error(qtbot: QtBot, body: BodyMap) -> None:
    with qtbot.assertNotEmitted(body.chosen):
        body.set_value("knee", "both")
        assert body.accessible_value() == "Knee, both sides"
        body.set_value("tail", "left")
    body.grab()


def test_areas_not_offered_cannot_be_chosen(qtbot: QtBot) -> None:
    body = BodyMap([("knee", "Knee"), ("tail", "Tail")])
    qtbot.addWidget(body)
    body.resize(body.sizeHint())
    show(body)
    press(body, Qt.Key.Key_Down)
    press(body, Qt.Key.Key_Space)
    assert body.value == ("knee", "right")


@pytest.mark.parametrize("scale", [100, 200])
def test_any_size_the_areas_lie_within(qtbot: QtBot, look: Theme, scale: int) -> None:
    look.set_scale(scale)
    body = BodyMap(REGIONS)
    qtbot.addWidget(body)
    for width in (260, 500, 900):
        body.resize(width, body.heightForWidth(width))
        for region, side in DRAWN:
            assert body.rect().contains(body.center_of(region, side).toPoint())

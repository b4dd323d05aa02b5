"""Lists to choose from: digits, arrows, one or many, and the one that excludes the others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Choice, ChoiceList, PickField
from tests.ui.kit.hands import click, press, show, write

ILLNESSES = [
    Choice("diabetes", "Diabetes"),
    Choice("asthma", "Asthma", "Also if it is long ago"),
    Choice("none", "None of these", exclusive=True),
]


def _list(qtbot: QtBot, *, multiple: bool) -> ChoiceList:
    made = ChoiceList(ILLNESSES, multiple=multiple, name="Illnesses")
    qtbot.addWidget(made)
    made.resize(500, made.heightForWidth(500))
    show(made)
    return made


def test_digit_chooses_one(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=False)
    with qtbot.waitSignal(made.chosen) as told:
        write(made, "2")
    assert told.args == [("asthma",)]
    assert made.option("asthma").hasFocus()


def test_one_of_many_the_later_choice_replaces(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=False)
    click(made.option("diabetes"))
    click(made.option("asthma"))
    assert made.values == ("asthma",)


def test_many_toggle_and_the_exclusive_one_stands_alone(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=True)
    held = []
    for digit in "12311":
        write(made, digit)
        held.append(made.values)
    assert held == [
        ("diabetes",),
        ("diabetes", "asthma"),
        ("none",),
        ("diabetes",),
        (),
    ]


def test_arrows_walk_without_choosing_and_space_chooses(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=False)
    chosen = QSignalSpy(made.chosen)
    press(made.option("diabetes"), Qt.Key.Key_Down)
    press(made.option("asthma"), Qt.Key.Key_Down)
    press(made.option("none"), Qt.Key.Key_Down)
    assert (chosen.count(), made.option("none").hasFocus()) == (0, True)
    press(made.option("none"), Qt.Key.Key_Space)
    assert made.values == ("none",)


def test_backspace_takes_all_back(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=True)
    made.set_values(["diabetes", "asthma"])
    with qtbot.waitSignal(made.chosen) as told:
        press(made, Qt.Key.Key_Backspace)
    assert told.args == [()]


def test_tab_comes_to_one_option_only(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=True)
    tabbed = [
        choice.value
        for choice in ILLNESSES
        if made.option(choice.value).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(tabbed) == 1


def test_set_values_is_silent_and_refuses_a_stranger(qtbot: QtBot) -> None:
    made = _list(qtbot, multiple=False)
    with qtbot.assertNotEmitted(made.chosen):
        made.set_values(["asthma"])
        made.set_values([])
    with pytest.raises(ValueError, match="gout"):
        made.set_values(["gout"])


@pytest.mark.parametrize(
    ("multiple", "role"),
    [(False, QAccessible.Role.RadioButton), (True, QAccessible.Role.CheckBox)],
)
def test_screen_reader_hears_role_state_and_hint(
    qtbot: QtBot, multiple: bool, role: QAccessible.Role
) -> None:
    made = _list(qtbot, multiple=multiple)
    made.set_values(["asthma"])
    face = QAccessible.queryAccessibleInterface(made.option("asthma"))
    assert face.role() == role
    assert face.state().checked
    assert face.text(QAccessible.Text.Description) == "Also if it is long ago"


@pytest.fixture
def place(qtbot: QtBot) -> PickField:
    """A place on the body, or one of one's own."""
    made = PickField([("knee", "Knee"), ("hip", "Hip")], open_text=True, name="Place")
    qtbot.addWidget(made)
    show(made)
    return made


def test_pick_typed_option_whatever_its_case_is_the_option(qtbot: QtBot, place: PickField) -> None:
    write(place.edit, "kNEE")
    with qtbot.waitSignal(place.picked) as told:
        press(place.edit, Qt.Key.Key_Return)
    assert told.args == ["knee", "Knee"]
    assert place.text == "Knee"


def test_pick_open_text_is_taken_as_it_is(qtbot: QtBot, place: PickField) -> None:
    write(place.edit, "left big toe")
    with qtbot.waitSignal(place.picked) as told:
        press(place.edit, Qt.Key.Key_Return)
    assert told.args == [None, "left big toe"]


def test_pick_stranger_where_only_options_count_is_said_and_kept(qtbot: QtBot) -> None:
    made = PickField([("knee", "Knee")])
    qtbot.addWidget(made)
    show(made)
    write(made.edit, "toe")
    with qtbot.waitSignal(made.unknown) as told, qtbot.assertNotEmitted(made.picked):
        press(made.edit, Qt.Key.Key_Return)
    assert (told.args, made.text) == (["toe"], "toe")


def test_pick_text_that_stands_in_one_option_alone_means_it(qtbot: QtBot) -> None:
    made = PickField([("knee", "Knee"), ("hip", "Hip"), ("ankle", "Ankle")])
    qtbot.addWidget(made)
    show(made)
    for typed, value in (("kn", "knee"), ("k", None), ("IP", "hip")):
        made.edit.clear()
        write(made.edit, typed)
        press(made.edit, Qt.Key.Key_Return)
        assert made.value == value


def test_pick_set_value_is_silent(qtbot: QtBot, place: PickField) -> None:
    with qtbot.assertNotEmitted(place.picked):
        place.set_value("hip")
        assert (place.value, place.text) == ("hip", "Hip")
        place.set_value(None, "toe")
    assert (place.value, place.text) == (None, "toe")
    with pytest.raises(ValueError, match="ear"):
        place.set_value("ear")


def test_pick_down_opens_the_list_and_enter_takes(qtbot: QtBot, place: PickField) -> None:
    press(place.edit, Qt.Key.Key_Down)
    popup = place.edit.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(place.picked) as told:
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert told.args == ["knee", "Knee"]

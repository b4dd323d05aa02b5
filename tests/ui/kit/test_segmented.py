"""The answer of a few: by letters, by arrows, by mouse, and for a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Option, Segmented, Size, with_keys
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.hands import click, press, show, write


@pytest.fixture
def answer(qtbot: QtBot) -> Segmented:
    """Shown, with the keyboard."""
    made = Segmented(name="A bleeding disorder?")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    show(made)
    return made


def _heard(answer: Segmented) -> list[object]:
    heard: list[object] = []
    answer.chosen.connect(heard.append)
    return heard


@pytest.mark.parametrize(("key", "value"), [("y", "yes"), ("N", "no"), ("u", "unknown")])
def test_letter_chooses_its_answer(answer: Segmented, key: str, value: str) -> None:
    heard = _heard(answer)
    write(answer, key)
    assert (answer.value, heard) == (value, [value])


def test_backspace_takes_the_answer_back(answer: Segmented) -> None:
    answer.set_value("no")
    heard = _heard(answer)
    press(answer, Qt.Key.Key_Backspace)
    press(answer, Qt.Key.Key_Backspace)
    assert (answer.value, heard) == (None, [None])


def test_space_unanswered_and_not_walked_answers_nothing(answer: Segmented) -> None:
    heard = _heard(answer)
    press(answer, Qt.Key.Key_Space)
    press(answer, Qt.Key.Key_Return)
    assert heard == []


def test_arrows_walk_and_space_chooses(answer: Segmented) -> None:
    heard = _heard(answer)
    press(answer, Qt.Key.Key_Right)
    press(answer, Qt.Key.Key_Right)
    assert heard == [], "walking is not answering"
    press(answer, Qt.Key.Key_Space)
    assert heard == ["no"]


def test_arrows_mirrored_walk_the_other_way(qapp: QApplication, answer: Segmented) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    answer.set_value("yes")
    press(answer, Qt.Key.Key_Left)
    press(answer, Qt.Key.Key_Space)
    assert answer.value == "no"
    assert answer.rect_of("yes").left() > answer.rect_of("unknown").left()


def test_control_letter_is_left_to_the_window(answer: Segmented) -> None:
    heard = _heard(answer)
    press(answer, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert heard == []


@pytest.mark.parametrize("value", ["yes", "no", "unknown"])
def test_click_chooses_what_is_under_it(answer: Segmented, value: str) -> None:
    heard = _heard(answer)
    at = answer.rect_of(value).center()
    click(answer, at)
    assert heard == [value]


def test_set_value_is_silent_and_refuses_a_stranger(answer: Segmented) -> None:
    heard = _heard(answer)
    answer.set_value("unknown")
    with pytest.raises(ValueError, match="maybe"):
        answer.set_value("maybe")
    assert (answer.value, heard) == ("unknown", [])


def test_focus_changes_no_width(qtbot: QtBot, answer: Segmented) -> None:
    focused = [answer.rect_of(option.value) for option in answer.options]
    other = QWidget()
    qtbot.addWidget(other)
    answer.clearFocus()
    assert [answer.rect_of(option.value) for option in answer.options] == focused
    answer.set_value("yes")
    assert answer.sizeHint().width() == sum(rect.width() for rect in focused)


def test_narrow_options_stand_below_each_other_and_stay_whole(
    answer: Segmented, look: Theme
) -> None:
    look.set_scale(200)
    width = answer.sizeHint().width() // 2
    height = answer.heightForWidth(width)
    answer.resize(width, height)
    for option in answer.options:
        assert answer.rect().contains(answer.rect_of(option.value))


def test_patient_size_is_at_least_56_high_and_apart(qtbot: QtBot) -> None:
    answer = Segmented(size=Size.PATIENT)
    qtbot.addWidget(answer)
    answer.resize(answer.sizeHint())
    assert all(answer.rect_of(option.value).height() >= 56 for option in answer.options)
    assert answer.rect_of("no").left() - answer.rect_of("yes").right() > 8


def test_with_keys_same_first_letter_takes_the_next_free_one() -> None:
    made = with_keys([("l", "Left"), ("lo", "Lower"), ("n", "No")])
    assert made == (Option("l", "Left", "L"), Option("lo", "Lower", "O"), Option("n", "No", "N"))


def test_screen_reader_finds_name_value_and_parts(answer: Segmented) -> None:
    face = QAccessible.queryAccessibleInterface(answer)
    assert face.role() == QAccessible.Role.Grouping
    assert face.text(QAccessible.Text.Name) == "A bleeding disorder?"
    assert face.text(QAccessible.Text.Value) == "Not answered"
    answer.set_value("no")
    assert face.text(QAccessible.Text.Value) == "No"
    parts = [face.child(i) for i in range(face.childCount())]
    assert [part.text(QAccessible.Text.Name) for part in parts] == ["Yes", "No", "Unknown"]
    assert [part.role() for part in parts] == [QAccessible.Role.RadioButton] * 3
    assert [bool(part.state().checked) for part in parts] == [False, True, False]


def test_screen_reader_part_pressed_answers(answer: Segmented) -> None:
    heard = _heard(answer)
    answer.make_accessible_parts()
    part = next(child for child in answer.children() if getattr(child, "text", str)() == "Unknown")
    part.click()  # type: ignore[attr-defined]  # found by its text
    assert heard == ["unknown"]


def test_click_beside_the_options_answers_nothing(answer: Segmented) -> None:
    answer.resize(answer.width() + 100, answer.height())
    heard = _heard(answer)
    at = QPoint(answer.width() - 5, 10)
    click(answer, at)
    assert heard == []

"""Fields: what they say when, how they echo, and what a paste may not do."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import (
    Button,
    DateField,
    FieldFrame,
    InlineError,
    NumberField,
    Parsed,
    SearchField,
    TextArea,
    TextField,
)
from consult_app.ui.kit.theme import Theme
from tests.ui.kit.hands import click, press, show, write


def read_date(text: str) -> Parsed:
    """ISO dates, one that is ambiguous, and nothing else."""
    if text == "03/04/25":
        return Parsed(choices=(("3 April 2025", "2025-04-03"), ("4 March 2025", "2025-03-04")))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Parsed(error="This is no date.")
    return Parsed(day, f"{day.day} {day:%B %Y}")


def test_text_typed_is_told_at_every_key_and_committed_once(qtbot: QtBot) -> None:
    field = TextField("De", name="Family name")
    qtbot.addWidget(field)
    show(field)
    changed, committed = QSignalSpy(field.changed), QSignalSpy(field.committed)
    press(field.edit, Qt.Key.Key_End)
    write(field.edit, "mir")
    press(field.edit, Qt.Key.Key_Return)
    press(field.edit, Qt.Key.Key_Return)
    assert (changed.count(), committed.count()) == (3, 1)
    assert committed.at(0) == ["Demir"]


def test_text_of_another_script_stands_on_the_line_of_the_field(qtbot: QtBot, look: Theme) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    fields = [TextField(text) for text in ("Other", "Demir", "Demir ليلى")]
    for field in fields:
        column.addWidget(field)
    qtbot.addWidget(host)
    show(host)
    _focused, latin, arabic = (_ink_rows(field, 46) for field in fields)
    assert latin
    assert arabic == latin


def _ink_rows(field: TextField, width: int) -> list[int]:
    """The rows in which there is a letter, within so many pixels from the left."""
    picture = field.grab().toImage()
    inside = range(4, picture.height() - 4)
    return [
        y for y in inside if any(picture.pixelColor(x, y).lightness() < 90 for x in range(6, width))
    ]


def test_set_text_is_silent(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    changed, committed = QSignalSpy(field.changed), QSignalSpy(field.committed)
    field.set_text("Demir")
    press(field.edit, Qt.Key.Key_Return)
    assert (field.text, changed.count(), committed.count()) == ("Demir", 0, 0)


def test_text_too_long_is_cut_and_said(qtbot: QtBot) -> None:
    field = TextField(max_length=500)
    qtbot.addWidget(field)
    show(field)
    QGuiApplication.clipboard().setText("<b>&" * 1000)
    with qtbot.waitSignal(field.too_long):
        field.edit.paste()
    assert len(field.text) == 500


def test_name_and_description_reach_the_editor(qtbot: QtBot) -> None:
    field = TextField(name="Family name")
    qtbot.addWidget(field)
    field.setAccessibleDescription("As in the passport")
    face = QAccessible.queryAccessibleInterface(field.edit)
    assert face.text(QAccessible.Text.Name) == "Family name"
    assert face.text(QAccessible.Text.Description) == "As in the passport"
    assert face.role() == QAccessible.Role.EditableText


def test_area_paste_of_a_megabyte_keeps_what_fits_and_says_the_rest(qtbot: QtBot) -> None:
    area = TextArea(max_length=20_000)
    qtbot.addWidget(area)
    show(area)
    trimmed = QSignalSpy(area.trimmed)
    data = QMimeData()
    data.setText("x" * 1_000_000)
    area.edit.insertFromMimeData(data)
    assert len(area.text) == 20_000
    assert trimmed.at(0) == [980_000]


def test_area_pasted_picture_or_markup_is_plain_text(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    data = QMimeData()
    data.setHtml("<h1>Big</h1>")
    data.setText("Big")
    area.edit.insertFromMimeData(data)
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    area.edit.insertFromMimeData(picture)
    assert area.text == "Big"


def test_area_typed_past_the_limit_is_held(qtbot: QtBot) -> None:
    area = TextArea(max_length=5)
    qtbot.addWidget(area)
    show(area)
    trimmed = QSignalSpy(area.trimmed)
    write(area.edit, "abcdefg")
    assert area.text == "abcde"
    assert trimmed.count() == 2


def test_area_grows_with_its_text_to_a_limit(qtbot: QtBot) -> None:
    area = TextArea(lines=3, most_lines=6)
    qtbot.addWidget(area)
    area.resize(400, area.sizeHint().height())
    heights = []
    for lines in (1, 3, 5, 30):
        area.set_text("\n".join(["word"] * lines))
        heights.append(area.sizeHint().height())
    assert heights[0] == heights[1] < heights[2] < heights[3]
    area.set_text("\n".join(["word"] * 300))
    assert area.sizeHint().height() == heights[3]


def test_area_committed_on_leaving_and_tab_leaves(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    area, button = TextArea(), Button("Next")
    column.addWidget(area)
    column.addWidget(button)
    show(window)
    area.setFocus()
    write(area.edit, "a")
    with qtbot.waitSignal(area.committed) as told:
        press(area.edit, Qt.Key.Key_Tab)
    assert told.args == ["a"]
    assert button.hasFocus()


def test_date_echo_follows_the_keys_and_the_error_waits(qtbot: QtBot) -> None:
    field = DateField(read_date, name="Born")
    qtbot.addWidget(field)
    show(field)
    committed = QSignalSpy(field.committed)
    write(field.field.edit, "2025-04-0")
    assert (field.note.text, committed.count()) == ("", 0)
    write(field.field.edit, "3")
    assert field.note.text == "3 April 2025"
    press(field.field.edit, Qt.Key.Key_Return)
    assert committed.at(0) == [Parsed(date(2025, 4, 3), "3 April 2025")]


def test_date_that_is_none_is_said_on_leaving_and_kept(qtbot: QtBot) -> None:
    field = DateField(read_date)
    qtbot.addWidget(field)
    show(field)
    write(field.field.edit, "soon")
    assert field.note.error == ""
    press(field.field.edit, Qt.Key.Key_Return)
    assert (field.note.error, field.text) == ("This is no date.", "soon")


def test_date_ambiguous_is_asked_and_the_choice_taken(qtbot: QtBot) -> None:
    field = DateField(read_date)
    qtbot.addWidget(field)
    show(field)
    write(field.field.edit, "03/04/25")
    offered = {button.label: button for button in field.findChildren(Button)}
    assert set(offered) == {"3 April 2025", "4 March 2025"}
    with qtbot.waitSignal(field.committed) as told:
        offered["4 March 2025"].click()
    assert told.args == [Parsed(date(2025, 3, 4), "4 March 2025")]
    assert field.parsed.value == date(2025, 3, 4)


def test_date_emptied_is_no_error(qtbot: QtBot) -> None:
    field = DateField(read_date, "2025-04-03")
    qtbot.addWidget(field)
    show(field)
    field.field.edit.selectAll()
    press(field.field.edit, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.committed) as told:
        press(field.field.edit, Qt.Key.Key_Return)
    assert told.args == [Parsed()]
    assert field.note.text == ""


def test_number_shows_its_unit_beside_it(qtbot: QtBot, look: Theme) -> None:
    plain = NumberField(lambda _text: Parsed(1.5, "1.5"), "1,5")
    united = NumberField(lambda _text: Parsed(1.5, "1.5 ml"), "1,5", unit="ml")
    qtbot.addWidget(plain)
    qtbot.addWidget(united)
    for field in (plain, united):
        field.field.resize(180, 36)
    assert united.field.edit.width() < plain.field.edit.width()


def test_frame_names_its_control_and_says_what_is_wrong(qtbot: QtBot) -> None:
    field = TextField("12")
    frame = FieldFrame("Phone", field, help_text="With area code")
    qtbot.addWidget(frame)
    assert field.edit.accessibleName() == "Phone"
    height = frame.heightForWidth(400)
    frame.set_error("This number is too short.")
    assert field.edit.accessibleDescription() == "This number is too short. With area code"
    assert frame.note.text == frame.error == "This number is too short."
    assert frame.heightForWidth(400) == height, "nothing jumps"
    frame.set_error("")
    assert frame.note.text == "With area code"


def test_frame_of_a_date_shows_its_error_in_the_one_line(qtbot: QtBot) -> None:
    field = DateField(read_date)
    frame = FieldFrame("Born", field, help_text="Day, month, year")
    qtbot.addWidget(frame)
    assert field.note.text == "Day, month, year"
    frame.set_error("Answer this.")
    assert field.note.text == "Answer this."


def test_frame_label_clicked_goes_to_the_control(qtbot: QtBot) -> None:
    field = TextField()
    frame = FieldFrame("Phone", field)
    qtbot.addWidget(frame)
    frame.resize(400, frame.heightForWidth(400))
    show(frame)
    field.edit.clearFocus()
    label = frame.layout().itemAt(0).widget()  # type: ignore[union-attr]  # there is one
    click(frame, label.geometry().center())  # type: ignore[union-attr]  # there is one
    assert field.edit.hasFocus()


def test_inline_error_without_one_takes_no_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = InlineError(parent=window)
    window.show()
    assert not line.isVisible()
    line.set_error("Not saved: the disk is full.")
    assert line.isVisible()
    assert line.accessibleName() == "Not saved: the disk is full."


def test_search_keys_walk_take_and_leave(qtbot: QtBot) -> None:
    field = SearchField("Find a patient", shortcut="Ctrl+K")
    qtbot.addWidget(field)
    show(field)
    write(field.edit, "isil")
    walked, taken = QSignalSpy(field.walked), QSignalSpy(field.taken)
    press(field.edit, Qt.Key.Key_Down)
    press(field.edit, Qt.Key.Key_Return)
    assert (walked.count(), taken.count()) == (1, 1)
    with qtbot.waitSignal(field.left):
        press(field.edit, Qt.Key.Key_Escape)
    assert field.text == ""


def test_search_shortcut_brings_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, button = SearchField("Find", shortcut="Ctrl+K"), Button("Back")
    column.addWidget(field)
    column.addWidget(button)
    show(window)
    button.setFocus()
    press(button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert field.edit.hasFocus()


@pytest.mark.parametrize("unit", ["", "ml"])
def test_field_text_of_any_width_leaves_its_frame_alone(qtbot: QtBot, unit: str) -> None:
    field = TextField("w" * 500, unit=unit)
    qtbot.addWidget(field)
    field.resize(200, 36)
    show(field)
    assert field.rect().contains(field.edit.geometry())

"""The table: its order, its finding, its memory of columns, and that it keeps its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Cell, Column, DataTable, EmptyState, Row, Verdict
from consult_app.ui.kit.table import shared
from tests.ui.kit.hands import click, press, show, write

COLUMNS = [
    Column("name", "Patient", 180),
    Column("born", "Born", 120),
    Column("n", "No.", 80, True),
]
ROWS = [
    Row("1", ("Işıl Yılmaz", Cell("3 April 1980", sort="1980-04-03"), Cell("12", 12))),
    Row("2", ("Jan Kowalski", Cell("12 March 1979", sort="1979-03-12"), Cell("9", 9))),
    Row("3", ("Ana Ñúñez", Cell("1 May 1991", sort="1991-05-01", verdict=Verdict.STOP), "100")),
]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    """Three people, shown."""
    made = DataTable(COLUMNS, name="Patients")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_rows(ROWS)
    show(made)
    return made


def test_sort_by_meaning_not_by_words(table: DataTable) -> None:
    assert table.shown_ids == ("3", "1", "2")
    table.grid.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.shown_ids == ("2", "1", "3")
    table.grid.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.shown_ids == ("3", "1", "2")


def test_header_clicked_sorts(table: DataTable) -> None:
    header = table.grid.horizontalHeader()
    at = header.viewport().rect().center()
    at.setX(header.sectionViewportPosition(1) + 20)
    click(header.viewport(), at)
    assert table.shown_ids == ("2", "1", "3")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("isil", ("1",)), ("YILMAZ", ("1",)), ("nunez", ("3",)), ("kow 79", ("2",)), ("zz", ())],
)
def test_typing_narrows_whatever_the_letters_marks(
    table: DataTable, typed: str, found: tuple[str, ...]
) -> None:
    write(table.search.edit, typed)
    assert table.shown_ids == found


def test_letter_typed_into_the_grid_goes_on_in_the_search(table: DataTable) -> None:
    table.grid.setFocus()
    QTest.keyClicks(table.grid, "j")
    assert table.search.edit.hasFocus()
    assert (table.search.text, table.shown_ids) == ("j", ("2",))
    press(table.search.edit, Qt.Key.Key_Escape)
    assert len(table.shown_ids) == 3


def test_found_row_opens_with_enter_from_the_search(qtbot: QtBot, table: DataTable) -> None:
    write(table.search.edit, "ana")
    with qtbot.waitSignal(table.opened) as told:
        press(table.search.edit, Qt.Key.Key_Return)
    assert told.args == ["3"]


def test_arrows_in_the_search_walk_the_rows(qtbot: QtBot, table: DataTable) -> None:
    picked = QSignalSpy(table.picked)
    press(table.search.edit, Qt.Key.Key_Down)
    press(table.search.edit, Qt.Key.Key_Down)
    assert table.current == "1"
    assert [picked.at(i)[0] for i in range(picked.count())] == ["3", "1"]


def test_only_row_that_fits_is_picked_by_an_arrow(table: DataTable) -> None:
    write(table.search.edit, "ana")
    picked = QSignalSpy(table.picked)
    press(table.search.edit, Qt.Key.Key_Down)
    assert [picked.at(i)[0] for i in range(picked.count())] == ["3"]


def test_enter_and_double_click_open(qtbot: QtBot, table: DataTable) -> None:
    table.select("2")
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table.grid, Qt.Key.Key_Return)
    assert told.args == ["2"]


def test_copy_takes_the_row_in_the_columns_order(table: DataTable) -> None:
    table.select("2")
    table.grid.horizontalHeader().moveSection(0, 1)
    QTest.keyClick(table.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "12 March 1979\tJan Kowalski\t9"


def test_refresh_keeps_current_row_order_and_place(qtbot: QtBot) -> None:
    table = DataTable([Column("n", "No.", 80, True)], name="Many")
    qtbot.addWidget(table)
    table.resize(400, 300)
    many = [Row(str(i), (Cell(str(i), i),)) for i in range(200)]
    table.set_rows(many)
    table.show()
    table.select("150")
    bar = table.grid.verticalScrollBar()
    place = bar.value()
    with qtbot.assertNotEmitted(table.picked):
        table.set_rows([Row("new", (Cell("-1", -1),)), *many])
    assert (table.current, bar.value(), place > 0) == ("150", place, True)


def test_columns_are_remembered_and_told(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.waitSignal(table.columns_changed) as told:
        table.grid.horizontalHeader().moveSection(2, 0)
    table.grid.setColumnWidth(1, 222)
    table.grid.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert told.args is not None
    other = DataTable(COLUMNS, name="Patients")
    qtbot.addWidget(other)
    with qtbot.assertNotEmitted(other.columns_changed):
        other.restore(table.state())
    assert other.state() == table.state()


@pytest.mark.parametrize("bad", ["", "{}", "[1]", '{"columns": 3}', "\x00"])
def test_restore_of_something_else_changes_nothing(table: DataTable, bad: str) -> None:
    before = table.state()
    table.restore(bad)
    assert table.state() == before


def test_no_rows_at_all_shows_the_empty_state(qtbot: QtBot) -> None:
    empty = EmptyState("calendar", "Nobody is expected today", "Add a patient")
    table = DataTable(COLUMNS, name="Today", empty=empty)
    qtbot.addWidget(table)
    table.show()
    assert (empty.isVisible(), table.grid.isVisible()) == (True, False)
    table.set_rows(ROWS)
    assert (empty.isVisible(), table.grid.isVisible()) == (False, True)


def test_columns_share_the_room_and_the_shortest_need_is_met_first() -> None:
    assert shared([100, 100], [50, 50], 400) == [200, 200]
    assert shared([100, 100], [150, 50], 200) == [150, 50]
    helped = shared([300, 100, 100], [900, 120, 40], 500)
    assert helped == [340, 120, 40]
    assert sum(helped) == 500


def test_columns_follow_the_room_until_a_person_sets_one(qtbot: QtBot) -> None:
    table = DataTable((Column("a", "A", 100), Column("b", "B", 100)), name="Table")
    qtbot.addWidget(table)
    table.resize(800, 300)
    table.show()
    wide = table.grid.columnWidth(0)
    table.resize(500, 300)
    assert 200 < table.grid.columnWidth(0) < wide
    table.grid.setColumnWidth(0, 60)
    table.resize(900, 300)
    assert table.grid.columnWidth(0) == 60

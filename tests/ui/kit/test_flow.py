"""A row that wraps: what is hidden or gone takes no room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from shiboken6 import delete

from consult_app.ui.kit import Button, FlowRow


def test_widget_that_is_hidden_or_gone_takes_no_room(qtbot: QtBot) -> None:
    row = FlowRow()
    qtbot.addWidget(row)
    first, second, third = (Button(words) for words in ("First", "Second", "Third"))
    for button in (first, second, third):
        row.add(button)
    row.show()
    second.hide()
    delete(first)
    assert row.sizeHint() == third.sizeHint()
    assert row.heightForWidth(1000) == third.sizeHint().height()


def test_what_appears_while_the_row_is_hidden_lies_over_nothing(qtbot: QtBot) -> None:
    row = FlowRow()
    qtbot.addWidget(row)
    first, second = Button("First"), Button("Second")
    row.add(first)
    row.add(second)
    first.hide()
    row.resize(400, 40)
    row.show()
    row.hide()
    first.show()
    row.show()
    assert not first.geometry().intersects(second.geometry())

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

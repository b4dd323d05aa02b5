"""A page with nothing on it says why, in as many lines as the language needs."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from consult_app.ui.kit import EmptyState, WrapLabel


def test_long_title_of_an_empty_page_is_seen_whole(qtbot: QtBot) -> None:
    page = EmptyState("search", "Niemand mit diesem Namen oder dieser Nummer ist hier angelegt")
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    title = page.findChildren(WrapLabel)[0]
    assert title.height() >= title.heightForWidth(title.width())

"""The focus ring: always there, two pixels off, around what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import Button, FormColumn, ScrollArea, Segmented, TextField
from consult_app.ui.kit.focus import RingOverlay
from consult_app.ui.kit.theme import Theme
from consult_app.ui.kit.tokens import Token
from tests.ui.kit.hands import settle, show


def _ring(window: QWidget) -> QRect | None:
    """Where the ring lies in the window; None if it is not seen."""
    for ring in window.findChildren(RingOverlay):
        if ring.isVisible():
            return QRect(ring.mapTo(window, ring.rect().topLeft()), ring.size())
    return None


def _around(widget: QWidget, window: QWidget) -> QRect:
    at = widget.mapTo(window, widget.rect().topLeft())
    return QRect(at, widget.size()).adjusted(-4, -4, 4, 4)


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    show(window)
    return window


def test_ring_follows_the_keyboard(qtbot: QtBot) -> None:
    button, answer, field = Button("Next"), Segmented(), TextField()
    window = _window(qtbot, button, answer, field)
    for widget in (button, answer, field):
        widget.setFocus()
        assert _ring(window) == _around(widget, window)


def test_ring_is_painted_in_accent_with_a_gap(qtbot: QtBot, look: Theme) -> None:
    button = Button("Next")
    window = _window(qtbot, button)
    button.setFocus()
    image = window.grab().toImage()
    x, left = button.geometry().center().x(), button.geometry().top()
    assert image.pixelColor(x, left - 3) == look.color(Token.ACCENT)
    assert image.pixelColor(x, left - 4) == look.color(Token.ACCENT)
    assert image.pixelColor(x, left - 1) == look.color(Token.GROUND)


def test_ring_follows_what_moves_and_hides_with_it(qtbot: QtBot) -> None:
    above, button = Button("Back"), Button("Next")
    window = _window(qtbot, above, button)
    button.setFocus()
    above.hide()
    settle()
    assert _ring(window) == _around(button, window)
    button.hide()
    assert _ring(window) is None or not button.isVisible()


def test_ring_scrolls_with_the_page(qtbot: QtBot) -> None:
    form = FormColumn()
    buttons = [Button(str(i)) for i in range(40)]
    for button in buttons:
        form.add(button)
    area = ScrollArea(form)
    window = _window(qtbot, area)
    window.resize(600, 300)
    settle()
    buttons[3].setFocus()
    before = buttons[3].mapTo(window, buttons[3].rect().topLeft())
    area.verticalScrollBar().setValue(60)
    assert buttons[3].mapTo(window, buttons[3].rect().topLeft()) != before
    assert _ring(window) == _around(buttons[3], window)


def test_ring_survives_the_page_that_held_it(qtbot: QtBot) -> None:
    form = FormColumn()
    button = Button("Next")
    form.add(button)
    area, other = ScrollArea(form), Button("Back")
    window = _window(qtbot, area, other)
    button.setFocus()
    area.setParent(None)
    area.deleteLater()
    qtbot.wait(5)
    other.setFocus()
    assert _ring(window) == _around(other, window)

"""The displays that there are, as a person tells them apart; asked only where there are several."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.ui.consent.bar import Action, Bar
from consult_app.ui.kit import Kind


def others_than(window: QWidget) -> list[QScreen]:
    """Every display but the one that the window is on."""
    return [screen for screen in QGuiApplication.screens() if screen is not window.screen()]


def display_words(number: int, screen: QScreen) -> str:
    """What it is called on the button: `number` counts from 1, its size tells two alike apart."""
    size = screen.geometry().size() * screen.devicePixelRatio()
    pixels = f"{size.width()} × {size.height()}"
    name = " ".join(screen.model().split())
    if name:
        return _("Display {number}: {name}, {pixels}").format(
            number=number, name=name, pixels=pixels
        )
    return _("Display {number}: {pixels}").format(number=number, pixels=pixels)


def choose(
    bar: Bar, window: QWidget, then: Callable[[QScreen | None], object], back: Callable[[], object]
) -> None:
    """`then(None)` for the display that the window is on; asked in the bar where there are more.

    `back`: the buttons as they were.
    """
    others = others_than(window)
    if not others:
        then(None)
        return
    every = QGuiApplication.screens()
    here = Action(_("Hand over here"), partial(then, None), Kind.SECONDARY)
    there = [
        Action(display_words(number, screen), partial(then, screen), Kind.SECONDARY)
        for number, screen in enumerate(every, start=1)
        if screen in others
    ]
    bar.show_actions((Action(_("Go back"), back),), (here, *there))

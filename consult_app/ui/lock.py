"""The lock: covers the window at once, and lets go of the records when all is on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from consult_app.ui.cover import Cover
from consult_app.ui.window import Window
from consult_app.ui.work import Work


class Lock(QObject):
    """On or off. What the cover hides stays as it is, half typed too, and comes back by `lift`."""

    def __init__(self, window: Window, work: Work) -> None:
        super().__init__(window)
        self._window, self._work = window, work
        self._cover: Cover | None = None
        self._focus: QWidget | None = None
        self._then: Callable[[], None] | None = None
        work.busy_changed.connect(self._quiet)

    @property
    def on(self) -> bool:
        """Whether the window is covered."""
        return self._cover is not None

    def draw(self, then: Callable[[], None]) -> None:
        """Cover the window now; `then` once everything that was typed is on the disk.

        A page hands over what is half typed when it is hidden, so covering comes first.
        """
        self._focus = _in_use(self._window)
        _put_away_what_lies_over(self._window)
        self._cover = Cover(self._window)
        self._cover.draw()
        QApplication.clipboard().clear()
        self._then = then
        QTimer.singleShot(0, self, self._quiet)

    def put(self, page: QWidget) -> None:
        """A page on the cover."""
        if self._cover is not None:
            self._cover.put(page)

    def lift(self) -> None:
        """The very page and field again."""
        cover, focus = self._cover, self._focus
        self._cover = self._focus = None
        if cover is not None:
            cover.lift()
        if focus is not None and _alive(focus):
            focus.setFocus()

    def drop(self) -> None:
        """Somebody else comes in: what lay over the window of the one before goes too."""
        cover, self._cover, self._focus = self._cover, None, None
        if cover is not None:
            cover.drop()

    def _quiet(self, busy: bool = False) -> None:
        if self._then is not None and not busy and not self._work.busy:
            then, self._then = self._then, None
            then()


def _in_use(window: Window) -> QWidget | None:
    """The field that has the keyboard; below a dialog, the one that had it before."""
    held = QApplication.focusWidget()
    return held if held is not None and held.window() is window else window.focusWidget()


def _put_away_what_lies_over(window: QWidget) -> None:
    """Dialogs and menus are closed without a choice: none may keep the lock away."""
    before, popup = None, QApplication.activePopupWidget()
    while popup is not None and popup is not before and popup.close():
        before, popup = popup, QApplication.activePopupWidget()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.reject()
        elif widget is not window and widget.isVisible():
            widget.hide()


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)

"""Hides the window behind what lies over it, and keeps the keyboard there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Veil(QObject):
    """For one widget that lies over its parent: everything else is away until `lift`.

    What is hidden is neither seen nor read aloud, and its keys do nothing.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._hidden: list[QWidget] = []

    def draw(self) -> None:
        """Hide what is behind, and follow the size of the window."""
        host = self._over.parentWidget()
        if host is None:
            return
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for widget in host.findChildren(QWidget, options=direct):
            shown = not widget.isHidden() and not widget.isWindow()
            painted_on = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if widget is not self._over and shown and not painted_on:
                self._hidden.append(widget)
                widget.hide()
        host.installEventFilter(self)
        self._over.setGeometry(host.rect())
        self._over.raise_()

    def lift(self) -> None:
        """Everything as it was."""
        host = self._over.parentWidget()
        if host is not None:
            host.removeEventFilter(self)
        for widget in self._hidden:
            widget.show()
        self._hidden = []

    @property
    def hidden(self) -> tuple[QWidget, ...]:
        """What `lift` would show again."""
        return tuple(self._hidden)

    def forget(self) -> None:
        """`lift` shows nothing again."""
        self._hidden = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._over.setGeometry(watched.rect())
        return False

    def walk(self, forward: bool) -> bool:
        """The next control that Tab comes to, without leaving what lies over."""
        for widget in _chain(QApplication.focusWidget() or self._over, forward):
            if self._takes_tab(widget):
                reason = Qt.FocusReason.TabFocusReason
                widget.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
        return False

    def _takes_tab(self, widget: QWidget) -> bool:
        return (
            bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and widget.focusProxy() is None
            and self._over.isAncestorOf(widget)
            and widget.isVisible()
            and widget.isEnabled()
        )


def _chain(start: QWidget, forward: bool) -> Iterator[QWidget]:
    """What follows in the focus chain, each once: a chain need not come back to where it began.

    While a page is taken down `start` may already be out of the ring that its neighbours form.
    """
    passed = {start}
    widget: QWidget | None = start
    while widget is not None:
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if widget is None or widget in passed:
            return
        passed.add(widget)
        yield widget

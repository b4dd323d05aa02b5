"""The focus ring: one overlay that follows the keyboard, so that no widget keeps room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from consult_app.ui.kit import tokens

_REACH = tokens.FOCUS_GAP + tokens.FOCUS_WIDTH
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
}


class RingOverlay(QWidget):
    """The painted ring; takes no clicks and no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), tokens.FOCUS_WIDTH))
        inset = tokens.FOCUS_WIDTH / 2
        radius = tokens.RADIUS + _REACH - inset
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
        )
        painter.end()


class FocusRing(QObject):
    """Keeps the overlay around the widget that has the keyboard.

    A composite widget carries the ring itself by `holds_focus_ring = True`; a widget may answer
    `focus_rect()` (in its own coordinates) to have the ring around a part of it. A whole page that
    has the keyboard only so that it is read out has no ring: `shows_no_ring = True`.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._overlay: RingOverlay | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._move_to)

    def _move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = _ringed(new) if new is not None else None
        if self._target is None:
            self._hide()
            return
        home = _home(self._target)
        walk: QWidget | None = self._target
        while walk is not None and walk is not home:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        if self._overlay is None or not isValid(self._overlay):
            self._overlay = RingOverlay(home)
        elif self._overlay.parentWidget() is not home:
            self._overlay.setParent(home)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def refresh(self) -> None:
        """Place the ring again after a widget changed its `focus_rect()`."""
        self._place()

    def _hide(self) -> None:
        if self._overlay is not None and isValid(self._overlay):
            self._overlay.hide()

    def _place(self) -> None:
        target, overlay = self._target, self._overlay
        if target is None or overlay is None or not (isValid(target) and isValid(overlay)):
            return
        home = overlay.parentWidget()
        if home is None or not target.isVisibleTo(home):
            overlay.hide()
            return
        rect = focus_rect(target)
        top_left = target.mapTo(home, rect.topLeft()) - QPoint(_REACH, _REACH)
        grown = QRect(top_left, rect.size()).adjusted(0, 0, 2 * _REACH, 2 * _REACH)
        if overlay.geometry() != grown:
            overlay.setGeometry(grown)
        overlay.raise_()
        overlay.show()


def focus_rect(widget: QWidget) -> QRect:
    """The part of the widget that the ring surrounds, in its own coordinates."""
    own = getattr(widget, "focus_rect", None)
    return own() if callable(own) else widget.rect()


def _ringed(widget: QWidget) -> QWidget | None:
    """The widget that shows the focus of `widget`: itself or the composite it is a part of."""
    if widget.isWindow() or getattr(widget, "shows_no_ring", False):
        return None
    walk: QWidget | None = widget
    while walk is not None and not walk.isWindow():
        if getattr(walk, "holds_focus_ring", False):
            return walk
        walk = walk.parentWidget()
    return None if widget.inherits("QScrollArea") else widget


def _home(target: QWidget) -> QWidget:
    """Where the overlay lives: what scrolls with the target, else its window."""
    walk: QWidget = target
    while not walk.isWindow():
        above = walk.parentWidget()
        if above is None:
            break
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            return walk if walk is not target else above
        walk = above
    return walk


def install(app: QApplication) -> FocusRing:
    """Start to follow the keyboard; once an application."""
    return FocusRing(app)

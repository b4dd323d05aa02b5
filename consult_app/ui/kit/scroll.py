"""What scrolls: an area on the ground with thin bars."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import box
from consult_app.ui.kit.theme import theme
from consult_app.ui.kit.tokens import Token

_THICK, _THIN = 12, 6
_USUAL = QSize(1000, 700)


class ScrollBar(QScrollBar):
    """A thin handle, no arrows; wider under the mouse."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(_THICK, _THICK)

    def handle(self) -> QRect:
        """Where the handle lies, in the bar's coordinates."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_ScrollBar
        part = QStyle.SubControl.SC_ScrollBarSlider
        return self.style().subControlRect(control, option, part, self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() > self.minimum():
            ink = theme().color(Token.CONTROL)
            lively = self.underMouse() or self.isSliderDown()
            thick = _THIN + 2 if lively else _THIN
            rect, spare = self.handle(), (_THICK - thick) // 2
            if self.orientation() == Qt.Orientation.Vertical:
                rect.adjust(spare, 2, -spare, -2)
            else:
                rect.adjust(2, spare, -2, -spare)
            box(painter, rect, ink, radius=thick / 2)
        painter.end()


class ScrollArea(QScrollArea):
    """A page that scrolls up and down, never sideways; the focused control is kept in sight."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.resize(_USUAL)  # so that texts are first measured at the width they will have
        self.setWidget(content)
        content.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What gets the keyboard without the mouse is brought into sight, once it is laid out."""
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is not None and not held and self.isVisible() and self.isAncestorOf(new):
            QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.reveal(focused)

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that the widget is seen whole, with some air."""
        self.ensureWidgetVisible(widget, 0, tokens.XXL)

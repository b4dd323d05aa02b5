"""Pages as paper on a desk, sharp at any size; the owner renders them when asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.scroll import ScrollBar
from consult_app.ui.kit.theme import theme
from consult_app.ui.kit.tokens import Token, Type

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_AIR = tokens.XL
_POINT = 96 / 72
"""Pixels of a point at 100 %."""
_ROOM_FOR_SIZE = 440
"""Pixels at 100 % from which on the line has room for how large the page is shown."""


class Desk(QAbstractScrollArea):
    """The scrolling desk. `wanted(page, width)`: an image that wide, in device pixels, please.

    Page Up and Page Down turn pages, Home and End go to the first and last, + and - change the
    size, 0 fits the width. `turned(page)` when another page is the one in sight.
    """

    wanted = Signal(int, int)
    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: list[QSizeF] = []
        self._images: dict[int, QImage] = {}
        self._asked: dict[int, int] = {}
        self._zoom: float | None = None
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """1.0 shows a point as 1/72 inch of a 96 dpi screen."""
        if self._zoom is not None:
            return self._zoom
        widest = max((size.width() for size in self._sizes), default=595.0)
        return max(0.1, (self.viewport().width() - 2 * _AIR) / (widest * _POINT))

    def set_pages(self, sizes: Sequence[QSizeF]) -> None:
        """A new document: page sizes in points; images are asked for as they come into sight."""
        self._sizes = list(sizes)
        self._images.clear()
        self._asked.clear()
        self._page = 0
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.turned.emit(0)

    def set_image(self, page: int, image: QImage) -> None:
        """The rendered page; a late one for another size is shown until the right one comes."""
        if 0 <= page < len(self._sizes):
            self._images[page] = image
            self.viewport().update()

    def set_zoom(self, zoom: float | None) -> None:
        """A size, or None to fit the width; the place on the page stays."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._zoom = None if zoom is None else max(_STEPS[0], min(_STEPS[-1], zoom))
        self._measure()
        bar.setValue(round(share * bar.maximum()))
        self.zoomed.emit()

    def step_zoom(self, larger: bool) -> None:
        now = self.zoom
        steps = [s for s in _STEPS if (s > now * 1.01 if larger else s < now * 0.99)]
        if steps:
            self.set_zoom(steps[0] if larger else steps[-1])

    def go_to(self, page: int) -> None:
        """Bring the top of a page into sight; held within the document."""
        if self._sizes:
            goal = max(0, min(len(self._sizes) - 1, page))
            self.verticalScrollBar().setValue(self._rects()[goal].top() - tokens.L)
            self._note(goal)

    def _rects(self) -> list[QRect]:
        """The pages on the desk, in the desk's own coordinates."""
        zoom, top, rects = self.zoom * _POINT, _AIR, []
        sizes = [(round(s.width() * zoom), round(s.height() * zoom)) for s in self._sizes]
        widest = max((width for width, _height in sizes), default=0)
        room = max(self.viewport().width(), widest + 2 * _AIR)
        for width, height in sizes:
            rects.append(QRect((room - width) // 2, top, width, height))
            top += height + _AIR
        return rects

    def _measure(self) -> None:
        rects = self._rects()
        bottom = rects[-1].bottom() + _AIR if rects else 0
        right = max((rect.right() for rect in rects), default=0) + _AIR
        seen = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(seen.height())
        vertical.setSingleStep(40)
        vertical.setRange(0, max(0, bottom - seen.height()))
        horizontal.setPageStep(seen.width())
        horizontal.setRange(0, max(0, right - seen.width()))
        self.viewport().update()

    def resizeEvent(self, _event: object) -> None:
        self._measure()

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        rects = self._rects()
        at = next((i for i, rect in enumerate(rects) if rect.bottom() >= middle), len(rects) - 1)
        self._note(max(0, at))
        self.viewport().update()

    def _note(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.turned.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = {
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._sizes) - 1,
        }
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in moves:
            self.go_to(moves[Qt.Key(key)])
        elif event.text() in ("+", "-"):
            self.step_zoom(event.text() == "+")
        elif event.text() == "0":
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() > 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = theme()
        seen = self.viewport().rect()
        painter.fillRect(seen, look.color(Token.DESK))
        shift = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, rect in enumerate(self._rects()):
            placed = rect.translated(*shift)
            if placed.adjusted(-_AIR, -_AIR, _AIR, _AIR).intersects(seen):
                self._paint_page(painter, page, placed)
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        look = theme()
        _shadow(painter, rect, look.color(Token.SHADOW))
        painter.fillRect(rect, look.color(Token.PAPER))
        ratio = self.devicePixelRatioF()
        width = round(rect.width() * ratio)
        image = self._images.get(page)
        if image is not None:
            painter.drawImage(QRectF(rect), image)
        else:
            painter.setPen(look.color(Token.PEN_QUIET))
            painter.setFont(look.font(Type.HINT))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _("Drawing the page"))
        if (image is None or image.width() != width) and self._asked.get(page) != width:
            self._asked[page] = width
            self.wanted.emit(page, width)


def _shadow(painter: QPainter, rect: QRect, color: QColor) -> None:
    """The one shadow there is: soft, a little below."""
    for spread, strength in ((5, 0.03), (3, 0.05), (1, 0.09)):
        shade = QColor(color)
        shade.setAlphaF(strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        around = rect.adjusted(-spread, -spread + 2, spread, spread + 2)
        painter.drawRoundedRect(around, spread, spread)


class PagePreview(PaintedWidget):
    """The desk with a line above: page x of y, smaller, larger, fit the width.

    `wanted(page, width)`: give `set_image(page, QImage)` a page that many device pixels wide; it
    may come late and from another thread's signal. `set_pages(sizes in points)` begins anew.
    """

    wanted = Signal(int, int)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk()
        self.desk.setAccessibleName(name or _("Page preview"))
        self._where = WrapLabel("", Type.HINT, Token.QUIET)
        self._size = WrapLabel("", Type.HINT, Token.QUIET)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        self._bar.setSpacing(tokens.XS)
        middle = Qt.AlignmentFlag.AlignVCenter
        back = self._tool("chevron-up", _("Previous page"), -1)
        on = self._tool("chevron-down", _("Next page"), 1)
        for widget in (back, on):
            self._bar.addWidget(widget)
        self._bar.addWidget(self._where, 0, middle)
        self._bar.addStretch()
        smaller = self._zoom_tool("zoom-out", _("Smaller"), False)
        larger = self._zoom_tool("zoom-in", _("Larger"), True)
        fit = _icon_button("move-horizontal", _("Fit width"))
        fit.clicked.connect(lambda: self.desk.set_zoom(None))
        for tool in (smaller, larger, fit):
            self._bar.addWidget(tool)
        self._bar.insertWidget(self._bar.indexOf(larger), self._size, 0, middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self.desk, 1)
        self.setFocusProxy(self.desk)
        self.desk.wanted.connect(self.wanted)
        self.desk.turned.connect(lambda _page: self._tell())
        self.desk.zoomed.connect(self._tell)
        self._tell()

    def set_pages(self, sizes: Sequence[QSizeF]) -> None:
        self.desk.set_pages(sizes)
        self._tell()

    def set_image(self, page: int, image: QImage) -> None:
        self.desk.set_image(page, image)

    def add_tool(self, widget: QWidget) -> None:
        """A control at the end of the line: Print, Save."""
        self._bar.addWidget(widget)

    def resizeEvent(self, _event: object) -> None:
        self._size.setVisible(self.width() >= self.theme.px(_ROOM_FOR_SIZE))
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.desk.geometry(), self.theme.color(Token.DESK))
        painter.end()

    def _tool(self, icon: str, name: str, step: int) -> Button:
        button = _icon_button(icon, name)
        button.clicked.connect(lambda: self.desk.go_to(self.desk.page + step))
        return button

    def _zoom_tool(self, icon: str, name: str, larger: bool) -> Button:
        button = _icon_button(icon, name)
        button.clicked.connect(lambda: self.desk.step_zoom(larger))
        return button

    def _tell(self) -> None:
        page, pages = self.desk.page + 1, self.desk.pages
        self._where.set_text(
            _("Page {page} of {pages}").format(page=page, pages=pages) if pages else ""
        )
        self._where.setMinimumWidth(self._where.sizeHint().width())  # it never wraps
        self._size.set_text(f"{round(self.desk.zoom * 100)} %")


def _icon_button(icon: str, name: str) -> Button:
    """A square button without words, named for a screen reader and by its tool tip."""
    button = Button("", Kind.QUIET, icon=icon)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button

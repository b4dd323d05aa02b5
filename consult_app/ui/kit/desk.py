"""Pages lying on a desk: scrolled, turned, enlarged, their words found, chosen and copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.pagetext import PageText, Place
from consult_app.ui.kit.scroll import ScrollBar
from consult_app.ui.kit.theme import theme
from consult_app.ui.kit.tokens import Token, Type

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_AIR = tokens.XL
_POINT = 96 / 72
"""Pixels of a point at 100 %."""
Span: TypeAlias = tuple[Place, Place]


class Desk(QAbstractScrollArea):
    """The scrolling desk. `wanted(page, width)`: an image that wide, in device pixels, please.

    Page Up and Page Down turn pages, Home and End go to the first and last, + and - change the
    size, 0 fits the width. `turned(page)` when another page is the one in sight. Words are chosen
    by dragging or with Ctrl+A and copied with Ctrl+C; a screen reader is told the page in sight.
    """

    wanted = Signal(int, int)
    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: list[QSizeF] = []
        self._images: dict[int, QImage] = {}
        self._asked: dict[int, int] = {}
        self._old: set[int] = set()
        self._zoom: float | None = None
        self._page = 0
        self._text = PageText()
        self._chosen: Span | None = None
        self._found: list[Span] = []
        self._at = -1
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
    def found(self) -> int:
        """How many places were found."""
        return len(self._found)

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
        self._old.clear()
        self._page = 0
        self.set_text(PageText())
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.turned.emit(0)

    def renew(self) -> None:
        """The pages say something else by now: ask for them again, and show the old meanwhile."""
        self._old = set(range(len(self._sizes)))
        self._asked.clear()
        self.viewport().update()

    def set_image(self, page: int, image: QImage) -> None:
        """The rendered page; a late one for another size is shown until the right one comes."""
        if 0 <= page < len(self._sizes):
            self._images[page] = image
            self._old.discard(page)
            self.viewport().update()

    def set_text(self, text: PageText) -> None:
        """The words on the pages; what was found and chosen before is gone."""
        self._text, self._chosen, self._found, self._at = text, None, [], -1
        self._read_out()
        self.viewport().update()

    def find_words(self, wanted: str) -> int:
        """Mark every place where these words stand; how many. `find_next` goes to them."""
        self._found, self._at = self._text.find(wanted), -1
        self.viewport().update()
        return len(self._found)

    def find_next(self) -> int:
        """Bring the next place into sight; its number from 1, 0 where nothing is found."""
        if not self._found:
            return 0
        self._at = (self._at + 1) % len(self._found)
        self._chosen = self._found[self._at]
        place = self._chosen[0]
        (rect, *_more) = self._text.rects(place.page, *self._chosen)
        scale = self.zoom * _POINT
        top = self._rects()[place.page].top() + rect.top() * scale
        self.verticalScrollBar().setValue(round(top) - self.viewport().height() // 3)
        self.viewport().update()
        return self._at + 1

    def chosen_text(self) -> str:
        """The words that were chosen."""
        return self._text.between(*self._chosen) if self._chosen else ""

    def _read_out(self) -> None:
        self.setAccessibleDescription(self._text.text(self._page))

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
            self._read_out()
            self.turned.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = {
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._sizes) - 1,
        }
        if event.matches(QKeySequence.StandardKey.Copy) and self._chosen:
            QGuiApplication.clipboard().setText(self.chosen_text())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_page()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in moves:
            self.go_to(moves[Qt.Key(key)])
        elif event.text() in ("+", "-"):
            self.step_zoom(event.text() == "+")
        elif event.text() == "0":
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)

    def _choose_page(self) -> None:
        first = self._text.at(self._page, QPointF(0, 0))
        size = self._sizes[self._page] if self._sizes else QSizeF()
        last = self._text.at(self._page, QPointF(size.width(), size.height()))
        if first is not None and last is not None:
            self._chosen = (Place(self._page, 0), Place(self._page, max(first.word, last.word)))
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        self._chosen = (place, place) if place is not None else None
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if self._chosen is not None and place is not None:
            self._chosen = (self._chosen[0], place)
            self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._chosen is not None and self._chosen[0] == self._chosen[1]:  # a click, no drag
            self._chosen = None
            self.viewport().update()

    def _place_at(self, seen: QPointF) -> Place | None:
        x = seen.x() + self.horizontalScrollBar().value()
        y = seen.y() + self.verticalScrollBar().value()
        scale = self.zoom * _POINT
        for page, rect in enumerate(self._rects()):
            if rect.top() <= y <= rect.bottom():
                point = QPointF((x - rect.left()) / scale, (y - rect.top()) / scale)
                return self._text.at(page, point)
        return None

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

    def _paint_marks(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Every place found, pale; the chosen words, stronger."""
        scale, accent = self.zoom * _POINT, theme().color(Token.ACCENT)
        spans = [(span, 0.25) for span in self._found]
        spans += [(self._chosen, 0.4)] if self._chosen else []
        for span, strength in spans:
            for where in self._text.rects(page, *span):
                placed = QRectF(
                    rect.left() + where.left() * scale,
                    rect.top() + where.top() * scale,
                    where.width() * scale,
                    where.height() * scale,
                )
                _shade(painter, placed, accent, strength)

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
        self._paint_marks(painter, page, rect)
        stale = image is None or image.width() != width or page in self._old
        if stale and self._asked.get(page) != width:
            self._asked[page] = width
            self.wanted.emit(page, width)


def _shade(painter: QPainter, rect: QRectF, color: QColor, strength: float) -> None:
    """Tint the paper and leave the ink on it as dark as it is."""
    shade = QColor(color)
    shade.setAlphaF(strength)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(rect.adjusted(-2, -3, 2, 3), shade)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _shadow(painter: QPainter, rect: QRect, color: QColor) -> None:
    """The one shadow there is: soft, a little below."""
    for spread, strength in ((5, 0.03), (3, 0.05), (1, 0.09)):
        shade = QColor(color)
        shade.setAlphaF(strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        around = rect.adjusted(-spread, -spread + 2, spread, spread + 2)
        painter.drawRoundedRect(around, spread, spread)

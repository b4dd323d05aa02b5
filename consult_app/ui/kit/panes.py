"""Rail, work and strip: beside each other where there is room, folded where type is large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.rail import StepRail
from consult_app.ui.kit.scroll import ScrollArea
from consult_app.ui.kit.surface import Surface

_RAIL, _MARKS = 204, 44
_STRIP, _STRIP_LEAST = 348, 300
_WORK = 470
_STRIP_SHARE = 0.32


class Panes(PaintedWidget):
    """The step rail, the page one works on, and the strip that says how it stands.

    Short of room, first the rail shows its marks alone, then the strip lies above the work. Rail
    and strip scroll by themselves; `set_page` changes what one works on and returns the old page.
    """

    def __init__(
        self, rail: StepRail, page: QWidget, strip: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rail, self._page = rail, page
        self._rail_area = ScrollArea(_padded(rail, (tokens.L, 20, tokens.S, tokens.L)))
        self._strip_side = Surface("leading")
        inside = QVBoxLayout(self._strip_side)
        inside.setContentsMargins(1, 0, 0, 1)
        inside.addWidget(ScrollArea(_padded(strip, (20, tokens.XL, 20, tokens.XL))))
        for part in (self._rail_area, page, self._strip_side):
            part.setParent(self)
            part.show()

    @property
    def page(self) -> QWidget:
        return self._page

    def set_page(self, page: QWidget) -> QWidget:
        """Work on another page; the caller keeps or deletes the one that is returned."""
        old, self._page = self._page, page
        if page is not old:
            old.hide()
            page.setParent(self)
            self._arrange()
            page.show()
        return old

    def restyled(self) -> None:
        self._arrange()

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(_MARKS) + 320, 320)

    def _arrange(self) -> None:
        px = self.theme.px
        around = tokens.L + tokens.S + 4
        full, marks = px(_RAIL) + around, px(_MARKS) + around
        work, least = px(_WORK), px(_STRIP_LEAST)
        compact = self.width() < full + work + least
        self._rail.set_compact(compact)
        rail = marks if compact else full
        beside = self.width() >= rail + work + least
        strip = min(px(_STRIP), self.width() - rail - work) if beside else 0
        height = self.height()
        self._rail_area.setGeometry(self.place(QRect(0, 0, rail, height)))
        room = self.width() - rail - strip
        top = 0 if beside else round(height * _STRIP_SHARE)
        self._strip_side.set_side("leading" if beside else "bottom")
        shown = QRect(rail + room, 0, strip, height) if beside else QRect(rail, 0, room, top)
        self._strip_side.setGeometry(self.place(shown))
        self._page.setGeometry(self.place(QRect(rail, top, room, height - top)))


def _padded(widget: QWidget, margins: tuple[int, int, int, int]) -> QWidget:
    """The widget at the top of a column with air around it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(*margins)
    column.addWidget(widget)
    column.addStretch()
    return holder

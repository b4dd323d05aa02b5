"""Pages as paper on a desk, sharp at any size; the owner renders them when asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.desk import Desk
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.pagetext import PageText, PageWord
from consult_app.ui.kit.search import SearchField
from consult_app.ui.kit.tokens import Token, Type

_SEARCH_WIDTH = 280
_ROOM_FOR_SEARCH = 720
_ROOM_FOR_SIZE = 440
"""Pixels at 100 % from which on the line has room for how large the page is shown."""


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
        self._search = SearchField(_("Find on the pages"), shortcut="Ctrl+F")
        self._hits = WrapLabel("", Type.HINT, Token.QUIET)
        self._search.setMaximumWidth(self.theme.px(_SEARCH_WIDTH))
        self._bar.addWidget(self._search)
        self._bar.addSpacing(tokens.S)
        self._bar.addWidget(self._hits, 0, middle)
        self._search.changed.connect(self._find)
        self._search.taken.connect(self._find_next)
        self._search.left.connect(self.desk.setFocus)
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

    def renew(self) -> None:
        """The same pages with other words: they are asked for again, the old seen meanwhile."""
        self.desk.renew()

    def set_image(self, page: int, image: QImage) -> None:
        self.desk.set_image(page, image)

    def set_words(self, pages: Sequence[Sequence[PageWord]]) -> None:
        """What stands on the pages: from now on it can be found, copied and read out."""
        self.desk.set_text(PageText(pages))

    def _find(self, wanted: str) -> None:
        count = self.desk.find_words(wanted)
        if count:
            self._find_next()
        elif wanted.strip():
            self._say_hits(_("Not found"))
        else:
            self._say_hits("")

    def _find_next(self) -> None:
        number = self.desk.find_next()
        if number:
            words = _("{number} of {count}").format(number=number, count=self.desk.found)
            self._say_hits(words)

    def _say_hits(self, words: str) -> None:
        self._hits.set_text(words)
        self._hits.setMinimumWidth(self._hits.sizeHint().width())

    def add_tool(self, widget: QWidget) -> None:
        """A control at the end of the line: Print, Save."""
        self._bar.addWidget(widget)

    def resizeEvent(self, _event: object) -> None:
        self._size.setVisible(self.width() >= self.theme.px(_ROOM_FOR_SIZE))
        self._search.setVisible(self.width() >= self.theme.px(_ROOM_FOR_SEARCH))
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

"""Things that stand side by side and wrap: the arithmetic, and a row that does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from shiboken6 import isValid

from consult_app.ui.kit import tokens

_SET_BY_HAND = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
_ARRANGES = (QEvent.Type.LayoutRequest, QEvent.Type.Show)
"""What changes while the row is hidden asks for no layout: it is made up for when shown."""


def flow(widths: Sequence[int], height: int, room: int, gap: int) -> list[QRect]:
    """Rectangles of one height in lines no wider than `room`; one that is wider is cut to it."""
    rects: list[QRect] = []
    x = y = 0
    for wanted in widths:
        width = min(wanted, room) if room > 0 else wanted
        if x and x + width > room:
            x, y = 0, y + height + gap
        rects.append(QRect(x, y, width, height))
        x += width + gap
    return rects


def _against_the_end(rects: Sequence[QRect], room: int) -> list[QRect]:
    """The same lines, each moved to where the room ends."""
    ends = {rect.y(): rect.right() + 1 for rect in rects}  # the last of a line stands
    return [rect.translated(max(0, room - ends[rect.y()]), 0) for rect in rects]


class FlowRow(QWidget):
    """Widgets side by side that wrap to the next line where there is no room.

    One that is hidden, or gone, takes no room. `at_end` sets each line against the far side.
    """

    def __init__(
        self, gap: int = tokens.S, parent: QWidget | None = None, *, at_end: bool = False
    ) -> None:
        super().__init__(parent)
        self._gap, self._at_end = gap, at_end
        self._items: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the end; one that was hidden before stays so."""
        hidden = widget.isHidden() and widget.testAttribute(_SET_BY_HAND)
        self._items.append(widget)
        widget.setParent(self)
        widget.setVisible(not hidden)
        self.updateGeometry()
        self._arrange()

    def _shown(self) -> list[QWidget]:
        return [item for item in self._items if isValid(item) and not item.isHidden()]

    def _rects(self, width: int) -> list[QRect]:
        hints = [item.sizeHint() for item in self._shown()]
        height = max((hint.height() for hint in hints), default=0)
        rects = flow([hint.width() for hint in hints], height, width, self._gap)
        return _against_the_end(rects, width) if self._at_end else rects

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.XXXL, self.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() in _ARRANGES:
            self.updateGeometry()
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        for item, rect in zip(self._shown(), self._rects(self.width()), strict=True):
            item.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))

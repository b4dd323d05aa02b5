"""A table that sorts, finds as one types, remembers its columns and keeps its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.scroll import ScrollBar
from consult_app.ui.kit.search import SearchField
from consult_app.ui.kit.tablemodel import ROW_ROLE, Column, Row, TableModel, TableOrder
from consult_app.ui.kit.tableview import Cells, Grid, Header
from consult_app.ui.kit.text import advance
from consult_app.ui.kit.tokens import Token, Type

_ROW = 44
_HEAD = 36
_MEASURED = 40
"""So many of the longest texts of a column are measured."""
_LEAST_SHARE = 0.75
"""Columns narrower than this part of their width would say nothing: then one scrolls."""


def shared(wanted: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """`room` pixels among columns as they want it; who has more than is needed gives to the others.

    Where there is too little for all, those that lack least are helped first: a date stands whole
    before the longest name does.
    """
    widths = [width * room // max(1, sum(wanted)) for width in wanted]
    over = [width - need for width, need in zip(widths, needed, strict=True)]
    spare = left = sum(extra for extra in over if extra > 0)
    for i in sorted(range(len(widths)), key=lambda i: -over[i]):
        if over[i] < 0:
            given = min(-over[i], left)
            widths[i] += given
            left -= given
    share = (spare - left) / max(1, spare)
    return [w - ceil(max(0, o) * share) for w, o in zip(widths, over, strict=True)]


class DataTable(PaintedWidget):
    """Rows of words under a search line.

    `opened(id)`: Enter or a double click; `picked(id | None)`: another row is current;
    `columns_changed(state)`: the person moved, resized or sorted; keep it for `restore`.
    Typing anywhere narrows, Escape takes that back, Ctrl+C copies, a click on a title sorts.
    `empty` is shown instead while there are no rows at all. With `narrows=False` the rows are
    what was found elsewhere: typing hides none of them and fires `sought(text)`.
    """

    opened = Signal(str)
    picked = Signal(object)
    columns_changed = Signal(str)
    sought = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        find: str = "",
        empty: QWidget | None = None,
        narrows: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrows = narrows
        self._model = TableModel(columns, self)
        self._order = TableOrder(self._model)
        self.search = SearchField(find or _("Find in this list"))
        self.grid = Grid(self)
        self._empty = empty
        self._nothing = WrapLabel("", token=Token.QUIET)
        self._restoring = False
        self._own_widths = False
        self._dress(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, tokens.M, 1, tokens.M)
        column.setSpacing(tokens.S)
        searching = QVBoxLayout()
        searching.setContentsMargins(tokens.M, 0, tokens.M, 0)
        searching.addWidget(self.search)
        searching.addWidget(self._nothing)
        column.addLayout(searching)
        column.addWidget(self.grid, 1)
        if empty is not None:
            column.addWidget(empty, 1)
        self._connect()
        self.set_rows(())

    def _dress(self, name: str) -> None:
        grid = self.grid
        grid.setModel(self._order)
        grid.setHorizontalHeader(Header(grid))
        grid.setItemDelegate(Cells(grid, self._model, self._order))
        grid.setAccessibleName(name)
        grid.setFrameShape(QFrame.Shape.NoFrame)
        grid.setShowGrid(False)
        grid.setMouseTracking(True)
        grid.setTabKeyNavigation(False)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        grid.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal))
        grid.verticalHeader().hide()
        grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        grid.setSortingEnabled(True)
        grid.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        grid.resized.connect(self._share_width)
        self.restyled()

    def _share_width(self) -> None:
        """The columns fill the grid, until a person has set a width of their own."""
        if self._own_widths:
            return
        wanted = [self.theme.px(column.width) for column in self._model.columns]
        needed = [self._needed(i) for i in range(len(wanted))]
        room, least = self.grid.viewport().width(), round(sum(wanted) * _LEAST_SHARE)
        if room < least:  # one scrolls, so there may as well be room for what is needed
            room = max(least, min(sum(wanted), sum(needed)))
        widths = shared(wanted, needed, room)
        before, self._restoring = self._restoring, True
        for i, width in enumerate(widths):
            self.grid.setColumnWidth(i, width)
        self._restoring = before

    def _needed(self, index: int) -> int:
        """The pixels in which the longest texts of a column and its title stand whole."""
        column = self._model.columns[index]
        texts = sorted({row.cell(index).text for row in self._model.rows}, key=len)[-_MEASURED:]
        signs = any(c.icon or c.verdict for c in (r.cell(index) for r in self._model.rows))
        font = self.theme.font(Type.BODY, tabular=column.numeric)
        words = max((advance(text, font) for text in texts), default=0.0)
        title = advance(column.title, self.theme.font(Type.HINT, semibold=True))
        sign = self.theme.px(18) + tokens.S if signs else 0
        arrow = self.theme.px(14) + tokens.XS
        return ceil(max(words + sign, title + arrow)) + 2 * tokens.M + 2

    def _connect(self) -> None:
        grid, header = self.grid, self.grid.horizontalHeader()
        grid.typed.connect(self._type)
        grid.opened.connect(self._open)
        grid.doubleClicked.connect(lambda _index: self._open())
        grid.selectionModel().currentRowChanged.connect(self._moved)
        self.search.changed.connect(self._find)
        self.search.walked.connect(self._walk)
        self.search.taken.connect(self._open)
        header.sectionResized.connect(self._widths_set)
        header.sectionMoved.connect(self._remember)
        header.sortIndicatorChanged.connect(self._remember)

    @property
    def current(self) -> str | None:
        """The id of the current row."""
        index = self.grid.selectionModel().currentIndex()
        return str(index.data(ROW_ROLE)) if index.isValid() else None

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The ids of the rows that are shown, from above."""
        count = self._order.rowCount()
        return tuple(str(self._order.index(i, 0).data(ROW_ROLE)) for i in range(count))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one, the order and the place stay."""
        here, place = self.current, self.grid.verticalScrollBar().value()
        self._restoring = True
        self._model.replace(rows)
        self._restoring = False
        self._share_width()
        if here is not None:
            self.select(here)
        self.grid.verticalScrollBar().setValue(place)
        self._tell()

    def select(self, row_id: str) -> None:
        """Make the row current, silently; nothing if it is not shown."""
        for i, shown in enumerate(self.shown_ids):
            if shown == row_id:
                model, before = self.grid.selectionModel(), self._restoring
                self._restoring = True
                flags = QItemSelectionModel.SelectionFlag
                model.setCurrentIndex(self._order.index(i, 0), flags.ClearAndSelect | flags.Rows)
                self._restoring = before
                return

    def state(self) -> str:
        """Widths, places and order of the columns by their ids, as text."""
        header = self.grid.horizontalHeader()
        ids = [column.id for column in self._model.columns]
        places = sorted(range(len(ids)), key=header.visualIndex)
        sorted_by = header.sortIndicatorSection()
        return json.dumps(
            {
                "columns": [[ids[i], header.sectionSize(i)] for i in places],
                "sort": ids[sorted_by] if 0 <= sorted_by < len(ids) else "",
                "own": self._own_widths,
                "falling": header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
            }
        )

    def restore(self, state: str) -> None:
        """Bring back what `state()` gave; columns it does not know stay, bad text is ignored."""
        try:
            kept = json.loads(state)
            columns = [(str(name), int(width)) for name, width in kept["columns"]]
            sort, falling, own = str(kept["sort"]), bool(kept["falling"]), bool(kept["own"])
        except (ValueError, KeyError, TypeError):
            return
        self._restoring, self._own_widths = True, own
        header = self.grid.horizontalHeader()
        ids = [column.id for column in self._model.columns]
        known = [(name, width) for name, width in columns if name in ids]
        for place, (name, width) in enumerate(known):
            header.moveSection(header.visualIndex(ids.index(name)), place)
            if own:
                header.resizeSection(ids.index(name), max(width, tokens.XXXL))
        if sort in ids:
            order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
            self.grid.sortByColumn(ids.index(sort), order)
        self._restoring = False
        self._share_width()

    def restyled(self) -> None:
        self.grid.verticalHeader().setDefaultSectionSize(self.theme.px(_ROW))
        self.grid.horizontalHeader().setFixedHeight(self.theme.px(_HEAD))
        self._share_width()

    def _widths_set(self, index: int, _old: int, _new: int) -> None:
        """The last column is stretched by the header itself: that is nobody's wish."""
        header = self.grid.horizontalHeader()
        last = header.visualIndex(index) == header.count() - 1
        self._own_widths = self._own_widths or not (self._restoring or last)
        self._remember()

    def _remember(self, *_change: object) -> None:
        if not self._restoring:
            self.columns_changed.emit(self.state())

    def _moved(self, index: QModelIndex) -> None:
        if not self._restoring:
            self.picked.emit(str(index.data(ROW_ROLE)) if index.isValid() else None)

    def _type(self, text: str) -> None:
        """A letter typed into the grid goes on in the search."""
        self.search.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.edit.insert(text)
        self._find(self.search.text)

    def _find(self, text: str) -> None:
        self.sought.emit(text)
        if not self._narrows:
            return
        here = self.current
        self._order.find(text)
        if here is not None:
            self.select(here)
        if text and self.current not in self.shown_ids and self.shown_ids:
            self.select(self.shown_ids[0])
        self._tell()

    def _walk(self, key: int) -> None:
        """Up and Down from the search line move the current row."""
        shown = self.shown_ids
        if not shown:
            return
        at = shown.index(self.current) if self.current in shown else -1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10}
        goal = max(0, min(len(shown) - 1, at + steps.get(Qt.Key(key), 10)))
        if goal == at:  # the only one that fits was made current silently
            self._moved(self._order.index(goal, 0))
        else:
            self.grid.setCurrentIndex(self._order.index(goal, 0))

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def _tell(self) -> None:
        """Which of grid, empty state and "nothing fits" is seen."""
        none_at_all = not self._model.rows
        self.grid.setVisible(not (none_at_all and self._empty is not None))
        self.search.setVisible(not (none_at_all and self._empty is not None))
        if self._empty is not None:
            self._empty.setVisible(none_at_all)
        lost = bool(self._model.rows) and not self._order.rowCount()
        self._nothing.set_text(_("Nothing here fits these letters.") if lost else "")
        self._nothing.setVisible(lost)

    def paintEvent(self, _event: object) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE), radius=12)
        painter.end()

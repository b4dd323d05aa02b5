"""How the table looks: its header, its cells, and the grid that hands on what is typed."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.tablemodel import NUMERIC_ROLE, Cell, TableModel, TableOrder
from consult_app.ui.kit.text import starts_right_to_left
from consult_app.ui.kit.theme import theme
from consult_app.ui.kit.tokens import Token, Type


class Header(QHeaderView):
    """Quiet titles over a hairline; the sorted one says so with an arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setStretchLastSection(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color(Token.SURFACE))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color(Token.HAIRLINE))
        chosen = self.sortIndicatorSection() == index
        font = look.font(Type.HINT, semibold=chosen)
        title = str(self.model().headerData(index, Qt.Orientation.Horizontal))
        inner = rect.adjusted(tokens.M, 0, -tokens.M, 0)
        width = QFontMetrics(font).horizontalAdvance(title)
        painter.setFont(font)
        painter.setPen(look.color(Token.TEXT if chosen else Token.QUIET))
        words = QRect(inner.left(), inner.top(), min(width + 1, inner.width()), inner.height())
        numeric = bool(self.model().headerData(index, Qt.Orientation.Horizontal, NUMERIC_ROLE))
        if _reads_from_right(self) != numeric:
            words.moveRight(inner.right())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)
        if chosen:
            falling = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            name = "chevron-down" if falling else "chevron-up"
            self._arrow(painter, words, name, _reads_from_right(self) != numeric)
        painter.restore()

    def _arrow(self, painter: QPainter, words: QRect, name: str, before: bool) -> None:
        look, size = theme(), theme().px(14)
        x = words.left() - size - tokens.XS if before else words.right() + tokens.XS
        top = words.center().y() - size // 2 + 1
        icons.draw(painter, name, look.color(Token.TEXT), x, top, size)


class Cells(QStyledItemDelegate):
    """Paints cells: a wash under the chosen row, hairlines between, verdicts with their icon."""

    def __init__(self, parent: QWidget, model: TableModel, order: TableOrder) -> None:
        super().__init__(parent)
        self._model, self._order = model, order

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        source = self._order.mapToSource(index)
        cell = self._model.rows[source.row()].cell(source.column())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        inner = self._sign(painter, rect.adjusted(tokens.M, 0, -tokens.M, 0), cell)
        numeric = self._model.columns[source.column()].numeric
        font = theme().font(Type.BODY, tabular=numeric)
        painter.setFont(font)
        painter.setPen(theme().color(Token.TEXT))
        if _reads_from_right(self.parent()) != numeric:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        else:
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        backwards = starts_right_to_left(cell.text)  # a date reads as it is written
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        words = QFontMetrics(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        color = theme().color
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color(Token.ACCENT_WASH))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color(Token.HOVER))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(Token.HAIRLINE))

    def _sign(self, painter: QPainter, inner: QRect, cell: Cell) -> QRect:
        """Paint the cell's icon; what is left of the rectangle is for the words."""
        name = cell.icon or (cell.verdict.icon if cell.verdict else "")
        if not name:
            return inner
        size = theme().px(18)
        mark = theme().color(cell.verdict.mark if cell.verdict else Token.QUIET)
        mirrored = _reads_from_right(self.parent())
        x = inner.right() - size if mirrored else inner.left()
        icons.draw(painter, name, mark, x, _middle(inner, size), size)
        shift = size + tokens.S
        return inner.adjusted(0 if mirrored else shift, 0, -shift if mirrored else 0, 0)


def _middle(rect: QRect, size: int) -> float:
    """The top of something `size` high that stands in the middle of the rectangle."""
    return rect.top() + (rect.height() - size) / 2


def _reads_from_right(widget: object) -> bool:
    """Whether the widget reads from the right."""
    return (
        isinstance(widget, QWidget) and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    )


class Grid(QTableView):
    """The grid; letters typed into it go to the search."""

    typed = Signal(str)
    opened = Signal()
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """The chosen rows as lines of cells with tabs, in the columns' order on the screen."""
        header, model = self.horizontalHeader(), self.model()
        places = sorted(range(model.columnCount()), key=header.visualIndex)
        lines = []
        for chosen in sorted(self.selectionModel().selectedRows(), key=lambda i: i.row()):
            cells = (str(model.index(chosen.row(), place).data()) for place in places)
            lines.append("\t".join(cells))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

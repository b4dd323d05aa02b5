"""Rows of finished words for the table: the model, its order and its filter."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from consult_app.ui.kit.tokens import Verdict

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
ROW_ROLE = _Role.UserRole
SORT_ROLE = _Role.UserRole + 1
NUMERIC_ROLE = _Role.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id for remembering, its title, a width in pixels at 100 %, figures or words."""

    id: str
    title: str
    width: int = 160
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place shows; `sort` orders it when its words would not ("3 April 2025")."""

    text: str
    sort: str | int | float | None = None
    verdict: Verdict | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its id; a plain string is a cell of these words."""

    id: str
    cells: tuple[Cell | str, ...]

    def cell(self, column: int) -> Cell:
        found = self.cells[column]
        return Cell(found) if isinstance(found, str) else found


def folded(text: str) -> str:
    """Text for finding: without marks and case, so that `isil` finds Işıl."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class TableModel(QAbstractTableModel):
    """The rows as they were given."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        row = self.rows[index.row()]
        cell = row.cell(index.column())
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole, _Role.ToolTipRole):
            return cell.text
        if role == ROW_ROLE:
            return row.id
        if role == SORT_ROLE:
            return folded(cell.text) if cell.sort is None else cell.sort
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == NUMERIC_ROLE:
            return self.columns[section].numeric
        return None


class TableOrder(QSortFilterProxyModel):
    """Rows in the chosen order, only those that hold every typed word."""

    def __init__(self, model: TableModel) -> None:
        super().__init__(model.parent())
        self._model = model
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def find(self, text: str) -> None:
        self._words = tuple(folded(text).split())
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, _parent: _Index) -> bool:
        if not self._words:
            return True
        row = self._model.rows[source_row]
        held = " ".join(folded(row.cell(i).text) for i in range(len(row.cells)))
        return all(word in held for word in self._words)

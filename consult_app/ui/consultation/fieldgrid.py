"""Fields in two columns where there is room; what needs the whole width takes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app.ui.kit import Token, Type, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy

LEAST = 440
"""Pixels below which two columns are too narrow for what is typed in them."""


class FieldGrid(PaintedWidget):
    """`adopt` a widget once, then `arrange` those that are shown, in order."""

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(tall_policy())
        self._shown: list[tuple[QWidget, bool]] = []
        self._columns = 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        if caption:
            column.addWidget(WrapLabel(caption, Type.HINT, Token.QUIET, semibold=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.L)
        self._grid.setVerticalSpacing(tokens.M)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)

    def adopt(self, widget: QWidget) -> None:
        widget.setParent(self)

    def arrange(self, widgets: list[tuple[QWidget, bool]]) -> None:
        """Show these (widget, takes both columns), and only these."""
        if widgets == self._shown:
            return
        self._shown = widgets
        self._lay_out()

    def _lay_out(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        row = column = 0
        for widget, full in self._shown:
            if full and column:
                row, column = row + 1, 0
            span = 2 if full or self._columns == 1 else 1
            self._grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            widget.setVisible(True)
            column = 0 if span == 2 or column else 1
            row += column == 0
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= self.theme.px(LEAST) else 1
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

"""The one column of a form, in the middle of the page."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget


class FormColumn(PaintedWidget):
    """One column in the middle, as wide as a form may be; what is left below stays empty."""

    def __init__(
        self,
        *,
        width: int = tokens.FORM_WIDTH,
        margin: int = tokens.XXL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._width, self._margin = width, margin
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens.L)
        self.column.addStretch()
        self._center()

    def add(self, widget: QWidget, spacing: int = 0) -> None:
        """`spacing`: extra distance above, beyond the column's own."""
        if spacing:
            self.column.insertSpacing(self.column.count() - 1, spacing)
        self.column.insertWidget(self.column.count() - 1, widget)

    def margin_above(self) -> int:
        """Air above and below what stands in the column."""
        return self._margin

    def restyled(self) -> None:
        self._center()

    def resizeEvent(self, _event: object) -> None:
        self._center()

    def minimumSizeHint(self) -> QSize:
        """Without the air at the sides: a window that gets narrower takes that first."""
        hint, margins = super().minimumSizeHint(), self.column.contentsMargins()
        air = margins.left() + margins.right() - 2 * self._margin
        return QSize(hint.width() - max(0, air), hint.height())

    def _center(self) -> None:
        """Side margins that leave the column its width, which grows with the text size."""
        spare = (self.width() - self.theme.px(self._width)) // 2
        side = max(self._margin, spare)
        above = self.margin_above()
        wanted = (side, above, side, above)
        margins = self.column.contentsMargins()
        if wanted != (margins.left(), margins.top(), margins.right(), margins.bottom()):
            self.column.setContentsMargins(*wanted)

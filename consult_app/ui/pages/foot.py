"""The foot of a page that is one of a row: the way back at one end, the way on at the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from consult_app.ui.kit import Button, Surface, tokens


class Foot(Surface):
    """Buttons level with the column above, which is `width` pixels wide at 100 %."""

    def __init__(
        self, width: int, *, leading: Sequence[Button] = (), trailing: Sequence[Button] = ()
    ) -> None:
        super().__init__("top")
        self._width = width
        self._row = QHBoxLayout(self)
        self._row.setSpacing(tokens.M)
        for button in leading:
            self._row.addWidget(button)
        self._row.addStretch()
        for button in trailing:
            self._row.addWidget(button)
        self._center()

    def restyled(self) -> None:
        self._center()

    def resizeEvent(self, _event: object) -> None:
        self._center()

    def _center(self) -> None:
        """Margins that leave the column its width, which grows with the text size."""
        side = max(tokens.XL, (self.width() - self.theme.px(self._width)) // 2)
        self._row.setContentsMargins(side, tokens.M, side, tokens.M)

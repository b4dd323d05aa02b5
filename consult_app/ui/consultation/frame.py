"""How the consultation is laid out: band on top, rail, the step's page, the strip; no doings."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.consultation.more import MoreBar
from consult_app.ui.consultation.strip import Strip
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    InlineError,
    Kind,
    PatientBand,
    ScrollArea,
    StepRail,
    tokens,
)

RAIL_WIDTH = 228


class ConsultationFrame(QWidget):
    """The parts at their places. Nothing is drawn of a patient until it is known who it is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._theme = ctx.theme
        self.band = PatientBand()
        self.more_button = Button(_("More"), Kind.QUIET)
        self.band.add_trailing(self.more_button)
        self.more = MoreBar()
        self.error = InlineError()
        self.rail = StepRail(_("Steps of the consultation"))
        self.strip = Strip(ctx.language)
        self.stack = QStackedWidget()
        self._rail_area = self._rail_column()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._rail_area)
        body.addWidget(self.stack, 1)
        body.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.more)
        column.addWidget(self.error)
        column.addLayout(body, 1)
        self._theme.changed.connect(self._resize_rail)
        self._resize_rail()
        self.uncover(False)

    def _rail_column(self) -> ScrollArea:
        """The rail scrolls where large type makes it longer than the window."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(tokens.M, tokens.XL - tokens.XS, tokens.XS, tokens.M)
        column.addWidget(self.rail)
        column.addStretch()
        return ScrollArea(holder)

    def _resize_rail(self) -> None:
        self._rail_area.setFixedWidth(self._theme.px(RAIL_WIDTH))

    def uncover(self, uncovered: bool) -> None:
        """Show or hide everything that tells of a patient."""
        for part in (self.band, self._rail_area, self.strip):
            part.setVisible(uncovered)

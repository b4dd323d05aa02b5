"""How the consultation is laid out: band on top, rail, the step's page, the strip; no doings."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.consultation.more import MoreBar
from consult_app.ui.consultation.standing import StandingLine
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

RAIL_WIDTH, STRIP_WIDTH = 228, 324
"""Pixels at 100 %, where there is room."""
ROOMY, ROOMY_RAIL, ROOMY_STRIP = 1560, 268, 400
"""From how many pixels at 100 % on they are wider, so that a large screen does not look empty."""
RAIL_SHARE, STRIP_SHARE, STRIP_ALONE = 0.24, 0.27, 0.36
"""What they take of the page at most, so that large type leaves room for the questions."""
RAIL_MOST = 0.3
"""What the rail takes of the page where a long word would be broken otherwise."""
NARROW = 560
"""Below this, in pixels at 100 %, the rail stands at the end of the strip."""


class ConsultationFrame(QWidget):
    """The parts at their places. Nothing is drawn of a patient until it is known who it is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._narrow = self._uncovered = False
        self.band = PatientBand()
        self.more_button = Button(_("More"), Kind.QUIET)
        self.band.add_trailing(self.more_button)
        self.more = MoreBar()
        self.standing = StandingLine()
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
        column.addWidget(self.standing)
        column.addWidget(self.error)
        column.addLayout(body, 1)
        self._theme.changed.connect(self._fit)
        self.uncover(False)

    def _rail_column(self) -> ScrollArea:
        """The rail scrolls where large type makes it longer than the window."""
        holder = QWidget()
        self._rail_place = QVBoxLayout(holder)
        self._rail_place.setContentsMargins(tokens.M, tokens.XL - tokens.XS, tokens.XS, tokens.M)
        self._rail_place.addWidget(self.rail)
        self._rail_place.addStretch()
        return ScrollArea(holder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, width = self._theme.px, self.width()
        narrow = width < px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self.strip.take_in(self.rail)
            else:
                self._rail_place.insertWidget(0, self.rail)
            self._rail_area.setVisible(self._uncovered and not narrow)
        share = STRIP_ALONE if narrow else STRIP_SHARE
        margins = self._rail_place.contentsMargins()
        around = margins.left() + margins.right() + tokens.M  # a scroll bar
        whole_words = self.rail.least_width() + around
        roomy = width >= px(ROOMY)
        usual = min(px(ROOMY_RAIL if roomy else RAIL_WIDTH), round(width * RAIL_SHARE))
        most = round(width * RAIL_MOST)
        self._rail_area.setFixedWidth(min(max(usual, whole_words), most))
        strip = px(ROOMY_STRIP if roomy else STRIP_WIDTH)
        self.strip.setFixedWidth(min(strip, round(width * share)))

    def uncover(self, uncovered: bool) -> None:
        """Show or hide everything that tells of a patient."""
        self._uncovered = uncovered
        self.band.setVisible(uncovered)
        self._fit()
        self.strip.setVisible(uncovered)
        self._rail_area.setVisible(uncovered and not self._narrow)

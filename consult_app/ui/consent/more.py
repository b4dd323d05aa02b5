"""A page of the patient's view that may be longer than the screen: it says so, and goes by page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, Kind, ScrollArea, Size, tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token

_KEPT = 0.85
"""Of what is seen: how far one goes, so that the last lines are seen again at the top."""
_SOFT = tokens.XXL
"""Pixels over which the last lines go under."""


class PatientScroll(PaintedWidget):
    """The page, and below it a button as long as there is more to read."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.area = ScrollArea(page)
        self._on = Button(_("Read on"), Kind.QUIET, icon="arrow-down", size=Size.PATIENT)
        self._on.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Page Down and Space do the same
        self._on.clicked.connect(lambda: self.turn(forward=True))
        self._strip = QWidget()
        line = QHBoxLayout(self._strip)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._on, 0, Qt.AlignmentFlag.AlignHCenter)
        kept = self._on.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # at the end of the text nothing jumps
        self._on.setSizePolicy(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self._strip)
        self._fade = _Fade(self)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._tell)
        bar.rangeChanged.connect(self._tell)
        self.area.installEventFilter(self)
        self._tell()

    @property
    def has_more(self) -> bool:
        """Whether there is text below what is seen."""
        bar = self.area.verticalScrollBar()
        return bar.value() < bar.maximum() - tokens.XL

    def turn(self, *, forward: bool) -> None:
        """One screen on or back."""
        bar = self.area.verticalScrollBar()
        step = round(self.area.viewport().height() * _KEPT)
        bar.setValue(bar.value() + (step if forward else -step))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._tell()
        return False

    def _tell(self) -> None:
        page = self.area.widget()
        self._strip.setVisible(page is not None and page.height() > self.height())
        self._on.setVisible(self.has_more)
        self._fade.setVisible(self.has_more)
        under = self.area.geometry()
        self._fade.setGeometry(0, under.bottom() + 1 - _SOFT, self.width() - tokens.L, _SOFT)
        self._fade.raise_()


class _Fade(PaintedWidget):
    """The last lines go under into the ground, so that no line looks like the last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self.theme.color(Token.SURFACE)
        for y in range(self.height()):
            color.setAlphaF((y + 1) / self.height())
            painter.fillRect(QRect(0, y, self.width(), 1), color)
        painter.end()

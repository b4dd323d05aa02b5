"""A page of the patient's view that may be longer than the screen: it says so, and goes by page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, Kind, ScrollArea, Size, tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token

_KEPT = 0.85
"""Of what is seen: how far one goes, so that the last lines are seen again at the top."""


class PatientScroll(PaintedWidget):
    """The page, and at its lower edge a button as long as there is more to read."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._area = ScrollArea(page)
        self._area.setParent(self)
        self._fade = _Fade(self)
        self._on = Button(_("Read on"), Kind.SECONDARY, icon="arrow-down", size=Size.PATIENT)
        self._on.setParent(self)
        self._on.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Page Down and Space do the same
        self._on.clicked.connect(lambda: self.turn(forward=True))
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._tell)
        bar.rangeChanged.connect(self._tell)
        page.installEventFilter(self)
        self._tell()

    @property
    def area(self) -> ScrollArea:
        """What scrolls."""
        return self._area

    @property
    def has_more(self) -> bool:
        """Whether there is text below what is seen."""
        bar = self._area.verticalScrollBar()
        return bar.value() < bar.maximum() - tokens.XL

    def turn(self, *, forward: bool) -> None:
        """One screen on or back."""
        bar = self._area.verticalScrollBar()
        step = round(self._area.viewport().height() * _KEPT)
        bar.setValue(bar.value() + (step if forward else -step))

    def to_top(self) -> None:
        """Where one begins to read."""
        self._area.verticalScrollBar().setValue(0)

    def resizeEvent(self, _event: object) -> None:
        self._area.setGeometry(self.rect())
        self._tell()

    def restyled(self) -> None:
        self._tell()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._tell()
        return False

    def _tell(self) -> None:
        hint = self._on.sizeHint()
        left = (self.width() - hint.width()) // 2
        top = self.height() - hint.height() - tokens.M
        self._on.setGeometry(left, top, hint.width(), hint.height())
        self._fade.setGeometry(0, top - tokens.XL, self.width(), self.height() - top + tokens.XL)
        for part in (self._fade, self._on):
            part.setVisible(self.has_more)
            part.raise_()


class _Fade(PaintedWidget):
    """The last lines go under into the ground, so that no line looks like the last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self.theme.color(Token.SURFACE)
        steps = max(1, self.height() // 2)
        for y in range(self.height()):
            color.setAlphaF(min(1.0, y / steps))
            painter.fillRect(QRect(0, y, self.width(), 1), color)
        painter.end()

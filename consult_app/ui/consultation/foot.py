"""The foot of a page: back, how to say the question, and the one next thing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, Kind, ScrollArea, Token, tokens
from consult_app.ui.kit.base import PaintedWidget


class Foot(PaintedWidget):
    """Stays at its place while the page above it scrolls. `back()`, `go_on()`, `say()`."""

    back = Signal()
    go_on = Signal()
    say = Signal()

    def __init__(self, above: ScrollArea) -> None:
        super().__init__()
        self._above = above
        above.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # nothing jumps
        bar = above.verticalScrollBar()
        bar.valueChanged.connect(self.update)
        bar.rangeChanged.connect(self.update)
        self._back = Button(_("Back"), shortcut="Ctrl+Shift+Return", show_shortcut=False)
        self._say = Button(_("Say it like this"), Kind.LINK, shortcut="F1", strong=False)
        self._say.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.next = Button(_("Next"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._back.clicked.connect(self.back)
        self._say.clicked.connect(self.say)
        self.next.clicked.connect(self.go_on)
        self._sayable = False
        self._line = QHBoxLayout(self)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._line.setSpacing(tokens.L)
        self._line.addWidget(self._back)
        self._line.addStretch()
        self._line.addWidget(self._say)
        self._line.addStretch()
        self._line.addWidget(self.next)
        self._center()

    def follow(self, last: QWidget) -> None:
        """Tab comes here after `last`."""
        QWidget.setTabOrder(last, self._back)
        QWidget.setTabOrder(self._back, self.next)

    def put_instead(self, button: Button) -> None:
        """A button that takes the place of *Next*: the one next thing is another here."""
        self._line.addWidget(button)

    def offer_back(self, offered: bool) -> None:
        self._back.setVisible(offered)

    def offer_say(self, offered: bool) -> None:
        """Whether the question with the keyboard has words for the patient."""
        self._sayable = offered
        self._offer()

    def _offer(self) -> None:
        """Where there is no room for it in words, its key still does it."""
        self._say.setVisible(self._sayable and self.width() >= self._line.sizeHint().width())

    def minimumSizeHint(self) -> QSize:
        margins = self._line.contentsMargins()
        least = margins.left() + margins.right() + tokens.L
        for button in (self._back, self.next):
            least += button.sizeHint().width()
        return QSize(least, self._line.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._line.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        self._center()
        self._offer()

    def _center(self) -> None:
        """In line with the column above, which leaves room for its scroll bar."""
        bar = self._above.verticalScrollBar().sizeHint().width()
        spare = (self.width() - bar - self.theme.px(tokens.FORM_WIDTH)) // 2
        side = max(tokens.XL, spare)
        before, behind = (side + bar, side) if self.mirrored() else (side, side + bar)
        self._line.setContentsMargins(before, tokens.M, behind, tokens.L)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline while there is more to see above it."""
        bar = self._above.verticalScrollBar()
        if bar.value() < bar.maximum():
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, self.theme.color(Token.HAIRLINE))
            painter.end()

"""The frame of the window: the rail of rooms at the side and the bar on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, PaintedWidget, box, start_painting
from consult_app.ui.kit.button import Button
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.search import SearchField
from consult_app.ui.kit.tokens import Token, Type


class _Room(PaintedButton):
    """One room of the rail: an icon over its name."""

    def __init__(self, label: str, icon: str) -> None:
        self._icon = icon
        super().__init__(label)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def restyled(self) -> None:
        plain = self.paragraph(self.label, Type.HINT)
        strong = self.paragraph(self.label, Type.HINT, semibold=True)
        self._words = (plain, strong)
        self._widest = max(plain.natural_width(), strong.natural_width())

    def sizeHint(self) -> QSize:
        return QSize(self._widest + 2 * tokens.XS, self.theme.px(60))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        if self.isChecked():
            box(painter, self.rect(), color(Token.ACCENT_WASH))
        elif self.underMouse():
            box(painter, self.rect(), color(Token.HOVER))
        ink = color(Token.ACCENT if self.isChecked() else Token.QUIET)
        size = self.theme.px(20)
        words = self._words[self.isChecked()]
        top = (self.height() - size - tokens.XS // 2 - words.line_height) / 2
        icons.draw(painter, self._icon, ink, (self.width() - size) / 2, top, size)
        width = words.natural_width() + 1
        x = (self.width() - width) / 2
        words.draw(painter, x, top + size + tokens.XS // 2, width, ink, self.mirrored())
        painter.end()


class NavRail(PaintedWidget):
    """The rooms of the program. `chosen(id)` fires when a person goes to one."""

    chosen = Signal(str)

    def __init__(
        self, rooms: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """`rooms` are (id, words, icon), from above."""
        super().__init__(parent)
        self.setAccessibleName(_("Main navigation"))
        self._buttons: dict[str, _Room] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.S, tokens.L, tokens.S + 1, tokens.L)
        self._column.setSpacing(tokens.XS)
        for key, label, icon in rooms:
            self._column.addWidget(self._room(key, label, icon))
        self._column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _room(self, key: str, label: str, icon: str) -> _Room:
        button = _Room(label, icon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons[key] = button
        return button

    def add_bottom(self, key: str, label: str, icon: str) -> None:
        """A room at the foot of the rail: settings."""
        self._column.addWidget(self._room(key, label, icon))

    def add_sign(self, sign: QWidget) -> None:
        """Something to be seen from every room, over those at the foot."""
        self._column.insertWidget(self._column.count() - 1, sign)

    def set_current(self, key: str) -> None:
        """Show silently where one is."""
        self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self._buttons.values())
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        buttons[max(0, min(len(buttons) - 1, at + step))].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        x = 0 if self.mirrored() else self.width() - 1
        painter.fillRect(x, 0, 1, self.height(), self.theme.color(Token.HAIRLINE))
        painter.end()


class TopBar(PaintedWidget):
    """The program's name, the search, the clinic, who works, and Lock. `locked()` is its signal.

    Names stand in one line; where there is no room for the clinic's, it gives way.
    """

    locked = Signal()

    def __init__(self, title: str, search: SearchField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = search
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(tokens.L, 10, 20, 10)
        self._line.setSpacing(tokens.L)
        self._wordmark = WrapLabel(title, Type.QUESTION, Token.ACCENT, semibold=True)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._line.addWidget(self._wordmark, 0, middle)
        self._line.addWidget(search, 2)
        self._line.addStretch(3)
        self._clinic = WrapLabel("", Type.BODY, Token.QUIET)
        self._person = WrapLabel("", Type.BODY, semibold=True)
        self.lock = Button(_("Lock"), strong=False)
        self.lock.clicked.connect(self.locked)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(0)
        for widget in (self._clinic, self._person):
            self._line.addWidget(widget, 0, middle)
        self._line.addLayout(self._controls)
        self._line.addWidget(self.lock, 0, middle)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_people(self, clinic: str, person: str) -> None:
        self._clinic.set_text(clinic)
        self._person.set_text(person)
        self._fit()

    def add_trailing(self, widget: QWidget) -> None:
        """A control before Lock."""
        self._controls.addWidget(widget)

    def restyled(self) -> None:
        self._fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        for label in (self._wordmark, self._person, self._clinic):
            label.setMinimumWidth(label.sizeHint().width())
        self._clinic.show()
        self._clinic.setVisible(self._line.minimumSize().width() <= self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        line = self.theme.color(Token.HAIRLINE)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.end()

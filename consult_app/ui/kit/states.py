"""Pages with nothing on them, and work that takes its time: each designed, none an accident."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.tokens import Size, Token, Type

_WIDEST_DASHES = 366


class _Drawing(PaintedWidget):
    """The icon on a disc of the accent's wash."""

    role = QAccessible.Role.Graphic

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.restyled()

    def restyled(self) -> None:
        self.setFixedSize(self.theme.px(96), self.theme.px(96))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.ACCENT_WASH), radius=self.width() / 2)
        size = self.theme.px(40)
        inset = (self.width() - size) / 2
        icons.draw(painter, self._icon, color(Token.ACCENT), inset, inset, size)
        painter.end()


class EmptyState(PaintedWidget):
    """A drawing, a sentence, at most a second one, and the one thing to do. `acted()`."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        action: str = "",
        *,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XL, tokens.XXL, tokens.XL, tokens.XXL)
        column.setSpacing(tokens.S)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Drawing(icon), 0, middle)
        column.addSpacing(tokens.S)
        title = WrapLabel(sentence, Type.SECTION, semibold=True, heading=True, centered=True)
        column.addWidget(title)  # as wide as the page: an aligned one has no room for a second line
        if detail:
            most = _even_line(detail)
            words = WrapLabel(detail, token=Token.QUIET, max_characters=most, centered=True)
            column.addWidget(words, 0, middle)
        if action:
            column.addSpacing(tokens.S)
            button = Button(action, Kind.PRIMARY)
            button.clicked.connect(self.acted)
            column.addWidget(button, 0, middle)
            self.setFocusProxy(button)
        column.addStretch(3)
        self.setAccessibleName(sentence)


def _even_line(sentence: str) -> int:
    """Letters in a line so that lines of a sentence are of like length, with some to spare."""
    lines = -(-len(sentence) // tokens.PATIENT_CHARACTERS)
    return len(sentence) // lines + 8


class _Bar(QProgressBar):
    """A thin painted bar that a screen reader knows as a progress bar."""

    def __init__(self, owner: PaintedWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setTextVisible(False)
        self.setFixedHeight(tokens.XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self._owner.theme.color
        box(painter, self.rect(), color(Token.HAIRLINE), radius=2)
        span = self.maximum() - self.minimum()
        if span > 0 and self.value() > self.minimum():
            done = QRect(0, 0, round(self.width() * self.value() / span), self.height())
            if self._owner.mirrored():
                done.moveRight(self.width() - 1)
            box(painter, done, color(Token.ACCENT), radius=2)
        elif span == 0:
            box(painter, self.rect(), color(Token.ACCENT), radius=2)
        painter.end()


class ProgressLine(PaintedWidget):
    """Long work in one line: words, a bar, and Cancel. `cancelled()` is its signal.

    Without a known end (`total` 0) the bar stands full and only the words tell.
    """

    cancelled = Signal()

    def __init__(
        self, words: str = "", *, cancellable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = WrapLabel("", Type.HINT, Token.QUIET)
        self._bar = _Bar(self)
        self._cancel = Button(_("Cancel"), Kind.SECONDARY, strong=False)
        if not cancellable:  # shown by its parent: shown now it would be a window of its own
            self._cancel.hide()
        self._cancel.clicked.connect(self._stop)
        left = QVBoxLayout()
        left.setSpacing(tokens.XS)
        left.addStretch()
        left.addWidget(self._words)
        left.addWidget(self._bar)
        left.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.L)
        line.addLayout(left, 1)
        line.addWidget(self._cancel)
        self.setSizePolicy(tall_policy())
        self.show_progress(0, 0, words)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """`done` of `total` pieces, in words too: "12 of 200 sheets"."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.update()
        self._words.set_text(words)
        self._bar.setAccessibleName(words)
        self._cancel.setEnabled(True)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()


class Dashes(PaintedWidget):
    """How far the patient has come: one dash a page, the done ones in accent."""

    role = QAccessible.Role.StaticText

    def __init__(
        self,
        total: int,
        done: int = 0,
        *,
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_done(done, total)

    def show_done(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.setAccessibleName(_("Step {done} of {total}").format(done=done, total=total))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(min(self._total * 62 - 6, _WIDEST_DASHES), tokens.XL)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._total * 18, tokens.XL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        step = (self.width() + 6) / max(1, self._total)
        for i in range(self._total):
            token = self._size.accent if i < self._done else Token.HAIRLINE
            where = QRect(round(i * step), (self.height() - 6) // 2, round(step) - 6, 6)
            box(painter, self.place(where), self.theme.color(token), radius=3)
        painter.end()

"""The line under a field: help, the echo of what was understood, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import access, icons, tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.tokens import Size, Token, Type, Verdict


class NoteLine(PaintedWidget):
    """Shows the error, else the warning, the echo, the help; keeps its line when there is none."""

    role = QAccessible.Role.StaticText

    def __init__(
        self,
        *,
        keeps_space: bool = True,
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeps_space = keeps_space
        self._kind = Type.HINT if size is Size.DESK else tokens.PATIENT_BODY
        self._help = self._echo = self._error = self._warning = ""
        self.setSizePolicy(tall_policy())
        self.restyled()

    @property
    def error(self) -> str:
        return self._error

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._error or self._warning or self._echo or self._help

    def set_help(self, words: str) -> None:
        self._help = words
        self._changed()

    def set_echo(self, words: str) -> None:
        self._echo = words
        self._changed()

    def set_warning(self, sentence: str) -> None:
        """Something to look at again, which is taken all the same; said aloud too."""
        fresh = bool(sentence) and sentence != self._warning
        self._warning = sentence
        self._changed()
        if fresh:
            access.announce(self, sentence)

    def set_error(self, sentence: str) -> None:
        """An icon and the sentence, said aloud too; an empty one takes it away."""
        fresh = bool(sentence) and sentence != self._error
        self._error = sentence
        self._changed()
        if fresh:
            access.announce(self, sentence)

    def _changed(self) -> None:
        self.setAccessibleName(self.text)
        self.restyled()
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        self._words = self.paragraph(self.text, self._kind)

    def _room(self) -> int:
        """What the icon takes from the width."""
        return self.theme.px(16) + 6 if self._error or self._warning else 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        least = self._words.line_height if self._keeps_space or self.text else 0
        return max(least, self._words.height(width - self._room()))

    def sizeHint(self) -> QSize:
        width = min(self._words.natural_width() + self._room(), self.theme.px(320))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.XXXL, self.heightForWidth(1 << 16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, room = self.theme.color, self._room()
        if room:
            size = self.theme.px(16)
            x = self.place(QRect(0, 0, size, size)).left()
            top = (self._words.line_height - size) // 2
            name = "circle-alert" if self._error else Verdict.CAUTION.icon
            mark = Token.STOP_MARK if self._error else Verdict.CAUTION.mark
            icons.draw(painter, name, color(mark), x, top, size)
        ink = Token.QUIET
        if room:
            ink = Token.STOP_INK if self._error else Verdict.CAUTION.ink
        left = 0 if self.mirrored() else room
        self._words.draw(painter, left, 0, self.width() - room, color(ink), self.mirrored())
        painter.end()


class InlineError(NoteLine):
    """One sentence where the trouble is; takes no room while there is none."""

    def __init__(
        self, sentence: str = "", *, size: Size = Size.DESK, parent: QWidget | None = None
    ) -> None:
        super().__init__(keeps_space=False, size=size, parent=parent)
        self.set_error(sentence)
        self.setVisible(bool(sentence))

    def set_error(self, sentence: str) -> None:
        super().set_error(sentence)
        self.setVisible(bool(sentence))
